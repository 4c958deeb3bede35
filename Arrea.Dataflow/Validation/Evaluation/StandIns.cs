using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Characters that stand for pieces that are not known, so that text around them can be parsed.</summary>
/// <param name="text">The text of the whole evaluation; a character that it holds stands for nothing.</param>
internal sealed class StandIns(string text)
{
    private const char First = '\uE000';
    private const char Last = '\uF8FF';

    private readonly List<(char Character, Piece Piece)> _all = [];
    private char _next = First;

    /// <summary>Writes a value as text.</summary>
    /// <returns>The text; null where there are too many unknown pieces.</returns>
    public string? Write(Value value)
    {
        var written = new StringBuilder();
        foreach (var piece in value.Pieces)
        {
            if (piece.Kind == PieceKind.Text)
            {
                written.Append(piece.Text);
                continue;
            }

            var known = _all.FindIndex(one => one.Piece == piece);
            if (known >= 0)
            {
                written.Append(_all[known].Character);
                continue;
            }

            while (_next < Last && text.Contains(_next))
            {
                _next++;
            }

            if (_next >= Last || _all.Count > 200)
            {
                return null;
            }

            _all.Add((_next, piece));
            written.Append(_next++);
        }

        return written.ToString();
    }

    /// <summary>The piece that a character stands for; null where it is only a character.</summary>
    public Piece? Find(char character)
    {
        if (character is >= First and < Last)
        {
            foreach (var (stand, piece) in _all)
            {
                if (stand == character)
                {
                    return piece;
                }
            }
        }

        return null;
    }

    /// <summary>Takes a text apart into what it stands for.</summary>
    public void Read(string written, List<Piece> pieces)
    {
        var from = 0;
        for (var at = 0; at < written.Length; at++)
        {
            if (Find(written[at]) is { } piece)
            {
                Values.Add(pieces, Piece.Literal(written[from..at]));
                pieces.Add(piece);
                from = at + 1;
            }
        }

        Values.Add(pieces, Piece.Literal(written[from..]));
    }

    /// <summary>Whether a piece has come out of a text through a character that stands for it.</summary>
    public bool Holds(Piece piece)
    {
        foreach (var (_, known) in _all)
        {
            if (known.Kind == piece.Kind && known.Text == piece.Text)
            {
                return true;
            }
        }

        return false;
    }
}
