using System.Text;

namespace Arrea.Dataflow.Validation.Facts;

/// <summary>Puts a value together, and joins neighbours of known text with all their origins.</summary>
internal sealed class ValueBuilder
{
    private readonly List<Piece> _pieces = [];
    private readonly StringBuilder _text = new();
    private Origins _origins;

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
        if (piece.Kind == PieceKind.Text)
        {
            _origins |= piece.Origins;
            return Append(piece.Text);
        }

        Flush();
        _pieces.Add(piece);
        return this;
    }

    public ValueBuilder Append(Value value) => Append(value.Pieces);

    public ValueBuilder Append(IEnumerable<Piece> pieces)
    {
        foreach (var piece in pieces)
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
            _pieces.Add(new(PieceKind.Text, _text.ToString(), _origins));
            _text.Clear();
        }

        _origins = Origins.None;
    }
}
