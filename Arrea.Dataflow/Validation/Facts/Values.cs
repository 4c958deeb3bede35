namespace Arrea.Dataflow.Validation.Facts;

/// <summary>Cuts, joins and compares values, the pieces that are not known kept.</summary>
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

    /// <summary>What follows a known beginning; null where the value does not begin so.</summary>
    public static Value? After(Value value, string start)
        => value.KnownStart.StartsWith(start, StringComparison.Ordinal) ? Skip(value, start.Length) : null;

    /// <summary>What follows the first such character in the known text at its beginning; null where none is there.</summary>
    public static Value? AfterFirst(Value value, char mark)
        => value.KnownStart.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? Skip(value, at + 1) : null;

    /// <summary>What stands before the first such character in known text; all of it where none is there.</summary>
    public static Value Before(Value value, char mark)
    {
        var pieces = new List<Piece>();
        foreach (var piece in value.Pieces)
        {
            var at = piece.Kind == PieceKind.Text ? piece.Text.IndexOf(mark, StringComparison.Ordinal) : -1;
            if (at < 0)
            {
                pieces.Add(piece);
                continue;
            }

            if (at > 0)
            {
                pieces.Add(Piece.Literal(piece.Text[..at]));
            }

            break;
        }

        return new(pieces, value.Span);
    }

    /// <summary>The values with a text between them, as one.</summary>
    public static Value Join(IReadOnlyList<Value> values, string between) => Join(values, between, SpanOf(values));

    /// <summary>The values with a text between them, as one.</summary>
    public static Value Join(IEnumerable<Value> values, string between, Range span)
    {
        var joined = new ValueBuilder();
        var isFirst = true;
        foreach (var value in values)
        {
            joined.Append(isFirst ? "" : between).Append(value);
            isFirst = false;
        }

        return joined.Take(span);
    }

    /// <summary>One value behind the other.</summary>
    public static Value Join(Value left, Value right, Range span)
        => left.Pieces.Count == 0 ? new(right.Pieces, span) : new ValueBuilder().Append(left).Append(right).Take(span);

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
                left -= (int)Math.Max(1, LengthOf(by));
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

    /// <summary>How many characters it takes to hold it.</summary>
    public static long LengthOf(Value value)
    {
        var length = 0L;
        foreach (var piece in value.Pieces)
        {
            length += piece.Text.Length + 1;
        }

        return length;
    }

    /// <summary>Whether the pieces are the same, wherever they are written.</summary>
    public static bool AreSame(Value left, Value right)
    {
        if (left.Pieces.Count != right.Pieces.Count)
        {
            return false;
        }

        for (var at = 0; at < left.Pieces.Count; at++)
        {
            if (left.Pieces[at] != right.Pieces[at])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What two texts begin with alike.</summary>
    public static string SharedStart(string left, string right)
    {
        var length = left.AsSpan().CommonPrefixLength(right);
        return length == left.Length ? left : left[..length];
    }

    /// <summary>Adds a piece, and joins known text with what stands before it.</summary>
    public static void Add(List<Piece> pieces, Piece piece)
    {
        if (piece.Kind == PieceKind.Text)
        {
            if (piece.Text.Length == 0)
            {
                return;
            }

            if (pieces.Count > 0 && pieces[^1].Kind == PieceKind.Text)
            {
                pieces[^1] = new(PieceKind.Text, pieces[^1].Text + piece.Text, pieces[^1].Origins | piece.Origins);
                return;
            }
        }

        pieces.Add(piece);
    }

    /// <summary>The value without the newlines at its end, as a substitution has it.</summary>
    public static Value TrimNewlines(Value value)
    {
        if (value.Pieces is not [.., { Kind: PieceKind.Text } last] || !last.Text.EndsWith('\n'))
        {
            return value;
        }

        return new ValueBuilder().Append(value.Pieces.SkipLast(1)).Append(last with { Text = last.Text.TrimEnd('\n') }).Take(value.Span);
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
    public static Value Unknown(string shown, Origins origins, Range span, UnknownTraits traits = UnknownTraits.None)
        => new([new(PieceKind.Unknown, shown, origins, traits)], span);

    /// <summary>Digits, which are not known.</summary>
    public static Value Number(string shown, Range span) => new([new(PieceKind.Number, shown)], span);

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
