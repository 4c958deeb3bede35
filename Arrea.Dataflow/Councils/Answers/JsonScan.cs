using System.Buffers;
using System.Collections;

namespace Arrea.Dataflow.Councils.Answers;

/// <summary>Reads JSON at places of a text, without exceptions and without recursion.</summary>
internal sealed class JsonScan(string text)
{
    private const int Array = -1;

    private static readonly SearchValues<char> EndsOfPlainText = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static code => (char)code), '"', '\\']);

    // The beginnings of objects that were read.
    private readonly BitArray _tried = new(text.Length);

    // What is open: the beginning of an object, or Array.
    private readonly Stack<int> _open = new();

    private enum Expected
    {
        Value,
        ItemOrEnd,
        Key,
        KeyOrEnd,
        Colon,
        CommaOrEnd,
    }

    /// <summary>The objects that are complete, without those inside another.</summary>
    public List<JsonRange> Complete { get; } = [];

    /// <summary>How many characters were read, those read twice counted twice.</summary>
    public long Steps { get; private set; }

    public bool WasTried(int at) => _tried[at];

    /// <summary>Reads an object.</summary>
    /// <param name="start">Where its brace is.</param>
    /// <returns>The place behind it; null where it is none, or has no end.</returns>
    public int? Object(int start)
    {
        _open.Clear();
        var expected = Expected.Value;
        for (var at = start; at < text.Length;)
        {
            Steps++;
            if (text[at] is ' ' or '\t' or '\r' or '\n')
            {
                at++;
            }
            else if (Next(at, ref expected) is not { } next)
            {
                return null;
            }
            else if (_open.Count == 0)
            {
                return next;
            }
            else
            {
                at = next;
            }
        }

        return null;
    }

    // The place behind the token; null where it is not what was expected.
    private int? Next(int at, ref Expected expected)
    {
        var letter = text[at];
        var (now, then) = (expected, expected);
        int? next = null;
        switch (letter)
        {
            case '{' when now is Expected.Value or Expected.ItemOrEnd:
                _tried[at] = true;
                _open.Push(at);
                (next, then) = (at + 1, Expected.KeyOrEnd);
                break;
            case '[' when now is Expected.Value or Expected.ItemOrEnd:
                _open.Push(Array);
                (next, then) = (at + 1, Expected.ItemOrEnd);
                break;
            case '}' when now is Expected.KeyOrEnd or Expected.CommaOrEnd && _open.Peek() != Array:
                Close(at + 1);
                (next, then) = (at + 1, Expected.CommaOrEnd);
                break;
            case ']' when now is Expected.ItemOrEnd or Expected.CommaOrEnd && _open.Peek() == Array:
                _open.Pop();
                (next, then) = (at + 1, Expected.CommaOrEnd);
                break;
            case ':' when now is Expected.Colon:
                (next, then) = (at + 1, Expected.Value);
                break;
            case ',' when now is Expected.CommaOrEnd:
                (next, then) = (at + 1, _open.Peek() == Array ? Expected.Value : Expected.Key);
                break;
            case '"' when now is Expected.Key or Expected.KeyOrEnd:
                (next, then) = (EndOfString(at), Expected.Colon);
                break;
            case '"' when now is Expected.Value or Expected.ItemOrEnd:
                (next, then) = (EndOfString(at), Expected.CommaOrEnd);
                break;
            default:
                (next, then) = (now is Expected.Value or Expected.ItemOrEnd ? EndOfScalar(at) : null, Expected.CommaOrEnd);
                break;
        }

        expected = then;
        return next;
    }

    private void Close(int end)
    {
        var start = _open.Pop();
        while (Complete is [.., var last] && last.Start > start && last.End <= end)
        {
            Complete.RemoveAt(Complete.Count - 1);
        }

        Complete.Add(new(start, end));
    }

    private int? EndOfString(int quote)
    {
        for (var at = quote + 1; ;)
        {
            var plain = text.AsSpan(at).IndexOfAny(EndsOfPlainText);
            Steps += plain < 0 ? text.Length - at : plain + 1;
            if (plain < 0 || text[at += plain] < ' ')
            {
                return null;
            }

            if (text[at] == '"')
            {
                return at + 1;
            }

            if (EndOfEscape(at) is not { } next)
            {
                return null;
            }

            at = next;
        }
    }

    private int? EndOfEscape(int backslash)
    {
        var after = text.AsSpan(backslash + 1);
        return after switch
        {
            ['u', var a, var b, var c, var d, ..] when char.IsAsciiHexDigit(a) && char.IsAsciiHexDigit(b) && char.IsAsciiHexDigit(c) && char.IsAsciiHexDigit(d) => backslash + 6,
            ['"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't', ..] => backslash + 2,
            _ => null,
        };
    }

    private int? EndOfScalar(int at)
    {
        foreach (var word in (ReadOnlySpan<string>)["true", "false", "null"])
        {
            if (text.AsSpan(at).StartsWith(word, StringComparison.Ordinal))
            {
                return at + word.Length;
            }
        }

        var whole = at + (text[at] == '-' ? 1 : 0);
        var end = EndOfDigits(whole);
        if (end == whole || (text[whole] == '0' && end > whole + 1))
        {
            return null;
        }

        if (end < text.Length && text[end] == '.')
        {
            var fraction = end + 1;
            end = EndOfDigits(fraction);
            if (end == fraction)
            {
                return null;
            }
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + (end + 1 < text.Length && text[end + 1] is '+' or '-' ? 2 : 1);
            end = EndOfDigits(exponent);
            return end == exponent ? null : end;
        }

        return end;
    }

    private int EndOfDigits(int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
            Steps++;
        }

        return at;
    }
}
