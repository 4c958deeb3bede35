using System.Buffers;

namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Quotes: backslash, single, double and <c>$'…'</c>.</summary>
internal sealed partial class Parser
{
    private static readonly SearchValues<char> DoubleStops = SearchValues.Create("\"$`\\");
    private static readonly SearchValues<char> DocumentStops = SearchValues.Create("$`\\\n");
    private static readonly SearchValues<char> NameParts = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>Reads a backslash outside of quotes, and the character that it quotes.</summary>
    private void ReadEscape()
    {
        var next = _at + 1;
        if (next >= _end)
        {
            // At the very end it stands for itself.
            AddLiteral(_at, next, Quoting.None);
            _at = next;
            return;
        }

        var length = next + 1 < _end && char.IsSurrogatePair(_text[next], _text[next + 1]) ? 2 : 1;
        AddLiteral(_at, next + length, _text.AsSpan(next, length), Quoting.Backslash);
        _at = next + length;
    }

    private void ReadSingleQuotes()
    {
        var start = _at + 1;
        var length = _text.AsSpan(start, _end - start).IndexOf('\'');
        if (length < 0)
        {
            Fail(_at, _end, "A single quote has no end.");
            return;
        }

        AddLiteral(start, start + length, Quoting.Single);
        _at = start + length + 1;
    }

    private void ReadDoubleQuotes()
    {
        var start = _at++;
        if (Peek() == '"')
        {
            AddLiteral(_at, _at, Quoting.Double);
        }

        while (!HasFailed)
        {
            AddRun(DoubleStops, Quoting.Double);
            switch (Peek())
            {
                case '"':
                    _at++;
                    return;
                case -1:
                    Fail(start, _end, "A double quote has no end.");
                    return;
                default:
                    ReadQuotedSpecial(isDocument: false);
                    break;
            }
        }
    }

    /// <summary>Reads a dollar, a backtick or a backslash inside double quotes or a here-document.</summary>
    private void ReadQuotedSpecial(bool isDocument)
    {
        switch (Peek())
        {
            case '$':
                ReadDollar(isQuoted: true);
                break;
            case '`':
                ReadBackquotes(isQuoted: true);
                break;
            default:
                ReadQuotedEscape(isDocument ? '$' : '"');
                break;
        }
    }

    /// <summary>Reads a backslash where it quotes only a few characters; elsewhere it stands for itself.</summary>
    private void ReadQuotedEscape(char quotedToo)
    {
        var next = _at + 1;
        if (next < _end && (_text[next] is '$' or '`' or '\\' || _text[next] == quotedToo))
        {
            AddLiteral(_at, next + 1, _text.AsSpan(next, 1), Quoting.Double);
            _at = next + 1;
        }
        else
        {
            AddLiteral(_at, next, Quoting.Double);
            _at = next;
        }
    }

    /// <summary>Reads <c>$'…'</c> from its quote on.</summary>
    private void ReadAnsiQuotes(int dollar)
    {
        var start = ++_at;
        var hasEscapes = false;
        while (_at < _end && _text[_at] != '\'')
        {
            var isEscape = _text[_at] == '\\';
            hasEscapes |= isEscape;
            _at += isEscape ? 2 : 1;
        }

        if (_at >= _end)
        {
            Fail(dollar, _end, "A quote $' has no end.");
            return;
        }

        if (hasEscapes)
        {
            AddLiteral(start, _at, AnsiEscapes.Decode(_text.AsSpan(start, _at - start)), Quoting.AnsiC);
        }
        else
        {
            AddLiteral(start, _at, Quoting.AnsiC);
        }

        _at++;
    }
}
