using System.Text;

namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Single characters, blanks, comments, names and reserved words.</summary>
internal sealed partial class Parser
{
    private int _keywordAt = -1;
    private int _keywordEnd;
    private Keyword _keyword;

    private static bool IsNameStart(int character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsDigit(int character) => character is >= '0' and <= '9';

    private static bool IsNamePart(int character) => IsNameStart(character) || IsDigit(character);

    /// <summary>Whether a word ends here: a blank, an operator, the end.</summary>
    private static bool EndsWord(int character) => character is -1 or ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>';

    /// <summary>The next character, or -1 at the end. A backslash before a newline is as good as not there.</summary>
    private int Peek()
    {
        _at = Behind(_at);
        return _at < _end ? _text[_at] : -1;
    }

    /// <summary>The character after the next one.</summary>
    private int PeekSecond()
    {
        var at = Behind(Behind(_at) + 1);
        return at < _end ? _text[at] : -1;
    }

    /// <summary>The character two after the next one.</summary>
    private int PeekThird()
    {
        var at = Behind(Behind(Behind(_at) + 1) + 1);
        return at < _end ? _text[at] : -1;
    }

    /// <summary>The first place that no joined line ends at.</summary>
    private int Behind(int at)
    {
        while (at + 1 < _end && _text[at] == '\\' && _text[at + 1] == '\n')
        {
            at += 2;
        }

        return at;
    }

    private bool TryTake(char character)
    {
        if (Peek() != character)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool TryTake(char first, char second)
    {
        if (Peek() != first || PeekSecond() != second)
        {
            return false;
        }

        _at = Behind(_at + 1) + 1;
        return true;
    }

    /// <summary>Passes spaces, tabs and a comment.</summary>
    private void SkipBlanks()
    {
        while (Peek() is ' ' or '\t')
        {
            _at++;
        }

        if (Peek() == '#')
        {
            var length = _text.AsSpan(_at, _end - _at).IndexOf('\n');
            _at = length < 0 ? _end : _at + length;
        }
    }

    /// <summary>Passes spaces, tabs, comments and newlines.</summary>
    private void SkipLines()
    {
        SkipBlanks();
        while (Peek() == '\n')
        {
            TakeNewline();
            SkipBlanks();
        }
    }

    /// <summary>Passes a newline, and the here-documents that were announced before it.</summary>
    private void TakeNewline()
    {
        _at++;
        if (_budget.Depth == 0)
        {
            // bash parses line by line, so what a line sets is in force from the next one on.
            _hasExtendedPatterns = _willHaveExtendedPatterns;
        }

        ReadHereDocuments();
    }

    /// <summary>Reads letters, digits and underscores.</summary>
    private string TakeName()
    {
        var start = _at;
        while (_at < _end && IsNamePart(_text[_at]))
        {
            _at++;
        }

        if (Behind(_at) == _at)
        {
            return _text[start.._at];
        }

        var name = new StringBuilder().Append(_text, start, _at - start);
        for (var character = Peek(); IsNamePart(character); character = Peek())
        {
            name.Append((char)character);
            _at++;
        }

        return name.ToString();
    }

    /// <summary>The reserved word that stands here whole, if one does.</summary>
    private Keyword PeekKeyword()
    {
        if (!Keywords.MayBegin(Peek()))
        {
            return Keyword.None;
        }

        if (_keywordAt != _at)
        {
            _keywordAt = _at;
            _keyword = FindKeyword();
        }

        return _keyword;
    }

    private Keyword FindKeyword()
    {
        Span<char> word = stackalloc char[Keywords.MaxLength];
        var length = 0;
        var at = _at;
        while (at < _end && !EndsWord(_text[at]))
        {
            if (length == word.Length)
            {
                return Keyword.None;
            }

            word[length++] = _text[at];
            at = Behind(at + 1);
        }

        _keywordEnd = at;

        // With extended patterns, !( begins a pattern; and a process substitution is a part of the word before it.
        var next = at < _end ? _text[at] : '\n';
        var goesOn = next == '(' ? _hasExtendedPatterns && length == 1 && word[0] == '!'
            : next is '<' or '>' && _isBash && Behind(at + 1) is var second && second < _end && _text[second] == '(';
        return goesOn ? Keyword.None : Keywords.Of(word[..length], _isBash);
    }

    private bool TryTake(Keyword keyword)
    {
        if (PeekKeyword() != keyword)
        {
            return false;
        }

        _at = _keywordEnd;
        return true;
    }

    /// <summary>Passes blanks and a reserved word that must stand there.</summary>
    private bool Expect(Keyword keyword, string text)
    {
        SkipBlanks();
        if (TryTake(keyword))
        {
            return true;
        }

        Unexpected($"'{text}'");
        return false;
    }
}
