using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>A piece of a word while it is being expanded.</summary>
/// <param name="Piece">What it is.</param>
/// <param name="Mode">What the shell still does to it.</param>
internal readonly record struct Segment(Piece Piece, SegmentMode Mode);

/// <summary>What the shell still does to a piece of a word.</summary>
internal enum SegmentMode
{
    /// <summary>Written without quotes: patterns count, blanks do not part it.</summary>
    Literal,

    /// <summary>In quotes: nothing.</summary>
    Quoted,

    /// <summary>The result of an expansion without quotes: patterns count, and it is split.</summary>
    Expanded,

    /// <summary>A word ends here; the text stands between the words where they become one.</summary>
    Break,

    /// <summary>Like the first separator, written without quotes; the text stands there where the words become one.</summary>
    Separator,
}

/// <summary>One way in which the words of a command may come out. Changed in place; forked where there are alternatives.</summary>
internal sealed class Branch
{
    /// <summary>The words that are done.</summary>
    public List<Value> Fields { get; init; } = [];

    /// <summary>The word that is being expanded.</summary>
    public List<Segment> Segments { get; init; } = [];

    /// <summary>Which alternative of a variable was taken, so that all places take the same.</summary>
    public Choice? Choices { get; set; }

    public Branch Fork() => new() { Fields = [.. Fields], Segments = [.. Segments], Choices = Choices };

    public Content? Chosen(string name)
    {
        for (var choice = Choices; choice is not null; choice = choice.Before)
        {
            if (choice.Name == name)
            {
                return choice.Content;
            }
        }

        return null;
    }

    public void Add(Value value, bool isQuoted)
    {
        if (value.Pieces.Count == 0)
        {
            Segments.Add(new(Piece.Literal(""), isQuoted ? SegmentMode.Quoted : SegmentMode.Expanded));
        }

        foreach (var piece in value.Pieces)
        {
            Add(piece, isQuoted);
        }
    }

    public void Add(Piece piece, bool isQuoted)
    {
        if (piece.Kind == PieceKind.Unknown)
        {
            piece = piece with { Traits = isQuoted ? piece.Traits & ~UnknownTraits.Splits : piece.Traits | UnknownTraits.Splits };
        }

        Segments.Add(new(piece, isQuoted ? SegmentMode.Quoted : SegmentMode.Expanded));
    }
}

/// <summary>Which alternative of a variable was taken; none, where it was set since.</summary>
internal sealed record Choice(string Name, Content? Content, Choice? Before);
