using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>Parts of values: what stands behind <c>of=</c>, or behind the <c>@</c> of <c>-d @file</c>.</summary>
internal static class ValueText
{
    /// <summary>The directory in which the command runs.</summary>
    public static Value Here { get; } = Value.Of(".", 0..0);

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

    private static Value Skip(Value value, int length)
    {
        var rest = value.KnownStart[length..];
        IEnumerable<Piece> first = rest.Length == 0 ? [] : [Tilde(rest, out var home) ? home : Piece.Literal(rest)];
        IEnumerable<Piece> second = Tilde(rest, out _) && rest.Length > 1 ? [Piece.Literal(rest[1..])] : [];
        return new([.. first, .. second, .. value.Pieces.Skip(1)], value.Span);
    }

    // curl -d @~/.netrc: the shell leaves this tilde alone, and the file has that name. What is meant is plain all the same.
    private static bool Tilde(string text, out Piece home)
    {
        home = new(PieceKind.Home, "");
        return text is ['~'] or ['~', '/', ..];
    }
}
