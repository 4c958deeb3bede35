using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Splits a line as <c>read</c> does.</summary>
internal static class LineSplitter
{
    /// <summary>All words of a line.</summary>
    public static IReadOnlyList<Value> Words(Value line, ShellState state, Range span)
    {
        var fields = new List<Value>();
        var segments = line.Pieces.Select(static piece => new Segment(piece, SegmentMode.Expanded)).ToList();
        FieldSplitter.Split(segments, Separators(state), hasGlobs: false, span, fields);
        return fields;
    }

    /// <summary>What the variable at a place gets, of so many; the last one gets the rest.</summary>
    public static Value Part(Value line, int place, int count, bool isRaw, bool isWhole, ShellState state, Range span)
    {
        var separators = Separators(state);
        if (line.Exact is not { } text)
        {
            return count == 1 ? line : Values.Unknown(line.ToString(), line.Origins, span);
        }

        if (!isRaw && text.Contains('\\'))
        {
            text = text.Replace("\\\\", "\u0001", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal).Replace("\u0001", "\\", StringComparison.Ordinal);
        }

        if (isWhole || separators is null)
        {
            return isWhole ? Value.Of(text, span) : Values.Unknown(text, line.Origins, span);
        }

        var blanks = string.Concat(separators.Where(static character => character is ' ' or '\t' or '\n')).ToCharArray();
        var rest = blanks.Length > 0 ? text.Trim(blanks) : text;
        for (var at = 0; at < place && rest.Length > 0; at++)
        {
            var end = rest.AsSpan().IndexOfAny(separators);
            if (end < 0)
            {
                return Value.Of("", span);
            }

            rest = Behind(rest, end, separators, blanks);
        }

        if (place < count - 1)
        {
            var end = rest.AsSpan().IndexOfAny(separators);
            return Value.Of(end < 0 ? rest : rest[..end], span);
        }

        // The rest loses a separator at its end when that is the only one.
        if (rest.Length > 0 && separators.Contains(rest[^1]) && !blanks.Contains(rest[^1]) && rest.AsSpan(0, rest.Length - 1).IndexOfAny(separators) < 0)
        {
            rest = rest[..^1];
        }

        return Value.Of(rest, span);
    }

    private static string Behind(string rest, int end, string separators, char[] blanks)
    {
        var isBlank = blanks.Contains(rest[end]);
        rest = rest[(end + 1)..];
        rest = blanks.Length > 0 ? rest.TrimStart(blanks) : rest;
        return isBlank && rest.Length > 0 && separators.Contains(rest[0]) && !blanks.Contains(rest[0]) ? blanks.Length > 0 ? rest[1..].TrimStart(blanks) : rest[1..] : rest;
    }

    private static string? Separators(ShellState state) => state.Find("IFS") switch
    {
        null => " \t\n",
        { Alternatives: [{ First: { } only }] } => only.Exact,
        { Alternatives: [_] } => " \t\n",
        _ => null,
    };
}
