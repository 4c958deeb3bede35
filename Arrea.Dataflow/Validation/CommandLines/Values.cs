using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Cutting and joining of values, the pieces that are not known kept.</summary>
internal static class Values
{
    private const int MostReplaced = 65_536;

    /// <summary>The value without the first characters, which are known text.</summary>
    public static Value Skip(Value value, int count)
    {
        if (count == 0)
        {
            return value;
        }

        var first = value.Pieces[0];
        return new Value(
            count == first.Text.Length ? [.. value.Pieces.Skip(1)] : [first with { Text = first.Text[count..] }, .. value.Pieces.Skip(1)], value.Span);
    }

    /// <summary>The values with a text between them, as one.</summary>
    public static Value Join(IReadOnlyList<Value> values, string between)
    {
        var joined = new ValueBuilder();
        for (var at = 0; at < values.Count; at++)
        {
            joined.Append(at == 0 ? "" : between).Append(values[at]);
        }

        return joined.Take(SpanOf(values));
    }

    /// <summary>From the beginning of the first to the end of the last.</summary>
    public static Range SpanOf(IReadOnlyList<Value> values)
        => values.Count == 0 ? 0..0 : SpanOf(values[0].Span, values[^1].Span);

    /// <summary>From the beginning of the first to the end of the last, where they stand in that order.</summary>
    public static Range SpanOf(Range first, Range last) => first.Start.Value <= last.End.Value ? first.Start..last.End : first;

    /// <summary>The value with each occurrence of a text replaced. What grows beyond all use ends in something unknown.</summary>
    public static Value Replace(Value value, string token, Value by)
    {
        if (token.Length == 0 || !Contains(value, token))
        {
            return value;
        }

        if (value.Exact == token)
        {
            return new Value(by.Pieces, value.Span);
        }

        var replaced = new ValueBuilder();
        var left = MostReplaced;
        foreach (var piece in value.Pieces)
        {
            if (piece.Kind != PieceKind.Text)
            {
                replaced.Append(piece);
                continue;
            }

            var rest = piece.Text.AsSpan();
            for (var at = rest.IndexOf(token); at >= 0; at = rest.IndexOf(token))
            {
                left -= Math.Max(1, LengthOf(by));
                if (left < 0)
                {
                    return replaced.Append(new Piece(PieceKind.Unknown, token)).Take(value.Span);
                }

                replaced.Append(rest[..at]).Append(by);
                rest = rest[(at + token.Length)..];
            }

            replaced.Append(rest);
        }

        return replaced.Take(value.Span);
    }

    private static int LengthOf(Value value)
    {
        var length = 0;
        foreach (var piece in value.Pieces)
        {
            length += piece.Text.Length + 1;
        }

        return length;
    }

    /// <summary>What stands behind the last slash of a path; null where that is not known. A name that a pattern finds in a folder of files is no number of a process.</summary>
    public static Value? LastPart(Value path, Range span)
    {
        var origins = path.KnownStart.StartsWith("/proc/", StringComparison.Ordinal) ? Origins.Processes : Origins.File;
        var last = new List<Piece>();
        for (var at = path.Pieces.Count - 1; at >= 0; at--)
        {
            var piece = path.Pieces[at];
            if (piece.Kind == PieceKind.Text && piece.Text.LastIndexOf('/') is >= 0 and var slash)
            {
                last.AddRange(slash + 1 < piece.Text.Length ? [piece with { Text = piece.Text[(slash + 1)..] }] : []);
                break;
            }

            if (piece.Kind is not (PieceKind.Text or PieceKind.Glob))
            {
                return null;
            }

            last.Add(piece.Kind == PieceKind.Glob ? piece with { Origins = piece.Origins | origins } : piece);
        }

        last.Reverse();
        return new(last, span);
    }

    /// <summary>Whether a text occurs in a known part.</summary>
    public static bool Contains(Value value, string token)
    {
        foreach (var piece in value.Pieces)
        {
            if (piece.Kind == PieceKind.Text && piece.Text.Contains(token, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Parts between separators that stand in known text. At most <paramref name="most"/>; empty ones are left out unless asked for.</summary>
    public static IReadOnlyList<Value> Split(Value value, string separators, bool keepEmpty, int most)
    {
        var parts = new List<Value>();
        var part = new ValueBuilder();
        foreach (var piece in value.Pieces)
        {
            if (piece.Kind != PieceKind.Text)
            {
                part.Append(piece);
                continue;
            }

            var rest = piece.Text.AsSpan();
            for (var at = rest.IndexOfAny(separators); at >= 0; at = rest.IndexOfAny(separators))
            {
                part.Append(rest[..at]);
                rest = rest[(at + 1)..];
                if (parts.Count == most)
                {
                    return parts;
                }

                if (keepEmpty || !part.IsEmpty)
                {
                    parts.Add(part.Take(value.Span));
                }
            }

            part.Append(rest);
        }

        if (!part.IsEmpty && parts.Count < most)
        {
            parts.Add(part.Take(value.Span));
        }

        return parts;
    }

    /// <summary>Something that is not known.</summary>
    public static Value Unknown(string shown, Origins origins, UnknownTraits traits, Range span)
        => new([new Piece(PieceKind.Unknown, shown, origins, traits)], span);

    /// <summary>A pattern as a value: its operators are globs, the rest is text.</summary>
    public static Value OfPattern(string pattern, Range span)
    {
        var value = new ValueBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            var end = pattern[at] == '[' ? pattern.IndexOf(']', Math.Min(at + 2, pattern.Length)) : at;
            if (pattern[at] == '\\' && at + 1 < pattern.Length)
            {
                value.Append(pattern[++at]);
            }
            else if (pattern[at] is '*' or '?' || (pattern[at] == '[' && end > 0))
            {
                value.Append(new Piece(PieceKind.Glob, pattern[at..(end + 1)]));
                at = end;
            }
            else if (pattern[at] == '[')
            {
                // No end, so none of the brackets that follow has one either.
                value.Append(pattern.AsSpan(at));
                break;
            }
            else
            {
                value.Append(pattern[at]);
            }
        }

        return value.Take(span);
    }
}
