using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>Code as plain text, in which a mark of one character stands for each piece that is not known.</summary>
internal sealed class CodeText
{
    /// <summary>The first of the characters that stand for pieces: of the area for private use.</summary>
    public const char FirstMark = '\uE000';

    /// <summary>Stands for the home directory.</summary>
    public const string Home = "\uF8FF";

    private const int MostMarks = 1024;
    private readonly List<Piece> _pieces = [];
    private readonly Range _span;

    public CodeText(Value code)
    {
        _span = code.Span;
        var text = new StringBuilder();
        foreach (var piece in code.Pieces)
        {
            if (piece.Kind == PieceKind.Text)
            {
                text.Append(piece.Text);
            }
            else if (_pieces.Count < MostMarks)
            {
                text.Append((char)(FirstMark + _pieces.Count));
                _pieces.Add(piece);
            }
        }

        Text = text.ToString();
    }

    public string Text { get; }

    /// <summary>Whether a character stands for a piece.</summary>
    public bool IsMark(char letter) => letter >= FirstMark && letter < FirstMark + _pieces.Count;

    /// <summary>Whether a character stands for something of which nothing is known.</summary>
    public bool IsUnknown(char letter) => IsMark(letter) && _pieces[letter - FirstMark].Kind == PieceKind.Unknown;

    /// <summary>A part of the text as a value, with its pieces back.</summary>
    public Value ValueOf(string part)
    {
        var value = new ValueBuilder();
        foreach (var letter in part)
        {
            if (letter >= FirstMark && letter < FirstMark + _pieces.Count)
            {
                value.Append(_pieces[letter - FirstMark]);
            }
            else if (letter == Home[0])
            {
                value.Append(new Piece(PieceKind.Home, ""));
            }
            else
            {
                value.Append(letter);
            }
        }

        return value.Take(_span);
    }
}
