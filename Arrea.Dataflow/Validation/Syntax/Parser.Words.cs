using System.Buffers;
using System.Text;

namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Words: runs of literal text, quotes and expansions, up to a blank or an operator.</summary>
internal sealed partial class Parser
{
    private static readonly SearchValues<char> WordStops = SearchValues.Create(" \t\n;&|()<>$`\"'\\");

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\n;&|()<>");

    // The literal that is being put together: from one place of the text, or, once they differ, as text of its own.
    private readonly StringBuilder _characters = new();
    private int _literalStart = -1;
    private int _literalEnd;
    private bool _isOwnText;
    private Quoting _quoting;

    /// <summary>What a word may hold besides the usual.</summary>
    private enum WordKind
    {
        /// <summary>Nothing.</summary>
        Plain,

        /// <summary>An array at its beginning: the value of an assignment.</summary>
        Value,

        /// <summary>An array behind a name and a sign: an argument of <c>declare</c>.</summary>
        Declaration,

        /// <summary>Extended patterns, whatever the shell's options are: behind <c>==</c> in <c>[[ ]]</c>.</summary>
        Pattern,

        /// <summary>Parentheses and bars: behind <c>=~</c>.</summary>
        Regex,
    }

    private Word ReadWord(WordKind kind)
    {
        Peek();
        return ReadWordFrom(_at, _nodes.Count, kind);
    }

    /// <summary>Reads the rest of a word whose first parts are on the stack already.</summary>
    private Word ReadWordFrom(int start, int mark, WordKind kind)
    {
        var depth = 0;
        if (kind == WordKind.Value && _isBash && Peek() == '(')
        {
            ReadArray();
        }

        while (true)
        {
            AddRun(WordStops, Quoting.None);
            var next = Peek();
            if (next < 0)
            {
                break;
            }

            if (next is '$' or '`' or '"' or '\'' or '\\')
            {
                ReadQuoteOrExpansion(next);
            }
            else if (BeginsProcess(next))
            {
                ReadProcess();
            }
            else if (next == '(' && kind == WordKind.Declaration && depth == 0 && BeginsArray(start))
            {
                ReadArray();
            }
            else if (depth > 0 || (next == '(' && OpensPattern(kind)) || (next == '|' && kind == WordKind.Regex))
            {
                depth += next == '(' ? 1 : next == ')' ? -1 : 0;
                AddLiteral(_at, ++_at, Quoting.None);
            }
            else
            {
                break;
            }
        }

        if (depth > 0)
        {
            Fail(start, _at, "A parenthesis in a pattern has no end.");
        }

        return FinishWord(start, mark);
    }

    private void ReadQuoteOrExpansion(int next)
    {
        switch (next)
        {
            case '$':
                ReadDollar(isQuoted: false);
                break;
            case '`':
                ReadBackquotes(isQuoted: false);
                break;
            case '"':
                ReadDoubleQuotes();
                break;
            case '\'':
                ReadSingleQuotes();
                break;
            default:
                ReadEscape();
                break;
        }
    }

    private bool OpensPattern(WordKind kind)
        => kind == WordKind.Regex
            || ((_hasExtendedPatterns || kind == WordKind.Pattern) && _literalStart >= 0 && _literalEnd == _at && _quoting == Quoting.None
                && _text[_at - 1] is '?' or '*' or '+' or '@' or '!');

    /// <summary>Whether what was read of a word is a name, perhaps an index, and the sign of an assignment.</summary>
    private bool BeginsArray(int start)
    {
        var text = _text.AsSpan(start, _at - start);
        if (text.Length < 2 || text[^1] != '=' || !IsNameStart(text[0]))
        {
            return false;
        }

        text = text[^2] == '+' ? text[..^2] : text[..^1];
        var bracket = text.IndexOf('[');
        var name = bracket > 0 && text[^1] == ']' ? text[..bracket] : text;
        return name.IndexOfAnyExcept(NameParts) < 0;
    }

    /// <summary>Whether a process substitution begins here: it may stand inside a word.</summary>
    private bool BeginsProcess(int next) => _isBash && next is '<' or '>' && PeekSecond() == '(';

    private Word FinishWord(int start, int mark)
    {
        FlushLiteral();
        return new Word(SpanOf(start, _at), TakeNodes<WordPart>(mark));
    }

    /// <summary>Adds ordinary characters up to a special one, which may not be a joined line.</summary>
    private void AddRun(SearchValues<char> stops, Quoting quoting)
    {
        do
        {
            Peek();
            var rest = _text.AsSpan(_at, _end - _at);
            var length = rest.IndexOfAny(stops);
            length = length < 0 ? rest.Length : length;
            if (length > 0)
            {
                AddLiteral(_at, _at + length, quoting);
                _at += length;
            }
        }
        while (Behind(_at) != _at);
    }

    /// <summary>Adds text that stands for itself.</summary>
    private void AddLiteral(int start, int end, Quoting quoting)
    {
        if (!_isOwnText && _literalStart >= 0 && _quoting == quoting && _literalEnd == start)
        {
            _literalEnd = end;
        }
        else if (_literalStart < 0 || _quoting != quoting)
        {
            FlushLiteral();
            (_literalStart, _literalEnd, _quoting) = (start, end, quoting);
        }
        else
        {
            AddLiteral(start, end, _text.AsSpan(start, end - start), quoting);
        }
    }

    /// <summary>Adds text that stands for another.</summary>
    private void AddLiteral(int start, int end, ReadOnlySpan<char> text, Quoting quoting)
    {
        if (_literalStart < 0 || _quoting != quoting)
        {
            FlushLiteral();
            (_literalStart, _quoting, _isOwnText) = (start, quoting, true);
        }
        else if (!_isOwnText)
        {
            _characters.Append(_text, _literalStart, _literalEnd - _literalStart);
            _isOwnText = true;
        }

        _characters.Append(text);
        _literalEnd = end;
    }

    private void AddPart(WordPart part)
    {
        FlushLiteral();
        _nodes.Add(part);
    }

    /// <summary>Makes a part of the literal so far. Due before anything that reads words of its own.</summary>
    private void FlushLiteral()
    {
        if (_literalStart < 0)
        {
            return;
        }

        var text = _isOwnText ? _characters.ToString() : _text[_literalStart.._literalEnd];
        _nodes.Add(new LiteralText(SpanOf(_literalStart, _literalEnd), text, _quoting));
        DropLiteral();
    }

    private void DropLiteral()
    {
        _literalStart = -1;
        _isOwnText = false;
        _characters.Clear();
    }
}
