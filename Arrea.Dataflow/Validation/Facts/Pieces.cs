using System.Text;

namespace Arrea.Dataflow.Validation.Facts;

/// <summary>Puts values together and takes them apart.</summary>
internal static class Pieces
{
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

    public static Value Join(Value left, Value right, Range span)
    {
        if (left.Pieces.Count == 0)
        {
            return new(right.Pieces, span);
        }

        var all = new List<Piece>(left.Pieces);
        foreach (var piece in right.Pieces)
        {
            Add(all, piece);
        }

        return new(all, span);
    }

    public static Value Join(IEnumerable<Value> values, string separator, Range span)
    {
        var all = new List<Piece>();
        var text = new StringBuilder();
        var isFirst = true;
        foreach (var value in values)
        {
            if (!isFirst)
            {
                text.Append(separator);
            }

            isFirst = false;
            foreach (var piece in value.Pieces)
            {
                if (piece.Kind == PieceKind.Text && piece.Origins == Origins.None)
                {
                    text.Append(piece.Text);
                    continue;
                }

                Add(all, Piece.Literal(text.ToString()));
                text.Clear();
                Add(all, piece);
            }
        }

        Add(all, Piece.Literal(text.ToString()));
        return new(all, span);
    }

    /// <summary>The value without the newlines at its end, as a substitution has it.</summary>
    public static Value TrimNewlines(Value value)
    {
        if (value.Pieces is not [.., { Kind: PieceKind.Text } last] || !last.Text.EndsWith('\n'))
        {
            return value;
        }

        var all = new List<Piece>(value.Pieces);
        all.RemoveAt(all.Count - 1);
        Add(all, last with { Text = last.Text.TrimEnd('\n') });
        return new(all, value.Span);
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

    public static Value Unknown(string shown, Origins origins, Range span, UnknownTraits traits = UnknownTraits.None)
        => new([new(PieceKind.Unknown, shown, origins, traits)], span);

    public static Value Number(string shown, Range span) => new([new(PieceKind.Number, shown)], span);
}
