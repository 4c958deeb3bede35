using System.Text;

namespace Arrea.Dataflow.Validation.Facts;

/// <summary>One argument as a command would get it, as far as that is known. Immutable.</summary>
/// <param name="pieces">Its pieces, neighbours of known text joined; none for the empty text.</param>
/// <param name="span">Where it is written.</param>
internal sealed class Value(IReadOnlyList<Piece> pieces, Range span)
{
    public IReadOnlyList<Piece> Pieces { get; } = pieces;

    public Range Span { get; } = span;

    /// <summary>The text, when all of it is known; else null.</summary>
    public string? Exact { get; } = pieces.Count switch
    {
        0 => "",
        1 => pieces[0].Kind == PieceKind.Text ? pieces[0].Text : null,
        _ => null,
    };

    /// <summary>All origins of its pieces.</summary>
    public Origins Origins => Pieces.Aggregate(Origins.None, static (all, piece) => all | piece.Origins);

    /// <summary>The known text at its beginning; may be empty.</summary>
    public string KnownStart => Pieces is [{ Kind: PieceKind.Text } first, ..] ? first.Text : "";

    /// <summary>Whether something in it is not known at all (a glob, a home or a number is known in part).</summary>
    public bool HasUnknown => Pieces.Any(static piece => piece.Kind == PieceKind.Unknown);

    /// <summary>Whether it may turn out to be no word, or several.</summary>
    public bool MaySplit => Pieces.Any(static piece => (piece.Traits & (UnknownTraits.Splits | UnknownTraits.Many)) != 0);

    /// <summary>The directory in which a command runs.</summary>
    public static Value Here { get; } = Of(".", 0..0);

    public static Value Of(string text, Range span) => new(text.Length == 0 ? [] : [Piece.Literal(text)], span);

    /// <summary>As people would write it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var piece in Pieces)
        {
            _ = piece.Kind switch
            {
                PieceKind.Home => text.Append('~').Append(piece.Text),
                PieceKind.WorkingDirectory => text.Append('.'),
                _ => text.Append(piece.Text),
            };
        }

        return text.ToString();
    }
}
