using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Puts a value together, and joins neighbours of known text.</summary>
internal sealed class ValueBuilder
{
    private readonly List<Piece> _pieces = [];
    private readonly StringBuilder _text = new();

    /// <summary>How many characters of known text stand at its end.</summary>
    public int TextLength => _text.Length;

    public bool IsEmpty => _pieces.Count == 0 && _text.Length == 0;

    public ValueBuilder Append(string text)
    {
        _text.Append(text);
        return this;
    }

    public ValueBuilder Append(ReadOnlySpan<char> text)
    {
        _text.Append(text);
        return this;
    }

    public ValueBuilder Append(char letter)
    {
        _text.Append(letter);
        return this;
    }

    public ValueBuilder Append(Piece piece)
    {
        // Text with an origin keeps to itself, so that the origin is not lost.
        if (piece.Kind == PieceKind.Text && piece.Origins == Origins.None)
        {
            return Append(piece.Text);
        }

        Flush();
        _pieces.Add(piece);
        return this;
    }

    public ValueBuilder Append(Value value)
    {
        foreach (var piece in value.Pieces)
        {
            Append(piece);
        }

        return this;
    }

    /// <summary>What has been appended, and begins anew.</summary>
    public Value Take(Range span)
    {
        Flush();
        var value = new Value([.. _pieces], span);
        _pieces.Clear();
        return value;
    }

    private void Flush()
    {
        if (_text.Length > 0)
        {
            _pieces.Add(Piece.Literal(_text.ToString()));
            _text.Clear();
        }
    }
}
