using System.Buffers;
using System.Text;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>Cuts code into names, strings and signs. It errs on the side of more strings; it never fails.</summary>
internal sealed class CodeLexer(string code, CodeLanguage language)
{
    private static readonly SearchValues<char> TextLetters = SearchValues.Create("rRbBuUfF");
    private readonly List<CodeToken> _tokens = [];
    private int _at;

    public static IReadOnlyList<CodeToken> Read(string code, CodeLanguage language) => new CodeLexer(code, language).Read();

    private List<CodeToken> Read()
    {
        while (_at < code.Length)
        {
            ReadOne();
        }

        return _tokens;
    }

    private void ReadOne()
    {
        var letter = code[_at];
        if (letter is ' ' or '\t' or '\r')
        {
            _at++;
        }
        else if (IsComment(out var isBlock))
        {
            SkipComment(isBlock);
        }
        else if (letter is '"' or '\'')
        {
            ReadQuoted(letter);
        }
        else if (letter == '`')
        {
            _at++;
            Add(language == CodeLanguage.JavaScript ? CodeTokenKind.Text : CodeTokenKind.Command, ReadTo('`', '\0', true));
        }
        else if (language is CodeLanguage.Perl or CodeLanguage.Ruby && IsPercentOrQ(out var kind, out var length))
        {
            _at += length;
            var open = code[_at++];
            Add(kind, ReadTo(Closing(open), open, true));
        }
        else if (char.IsLetterOrDigit(letter) || letter == '_' || letter >= CodeText.FirstMark)
        {
            ReadName();
        }
        else
        {
            _at++;
            Add(CodeTokenKind.Sign, letter.ToString());
        }
    }

    private void ReadName()
    {
        var start = _at;
        while (_at < code.Length && (char.IsLetterOrDigit(code[_at]) || code[_at] == '_' || code[_at] >= CodeText.FirstMark))
        {
            _at++;
        }

        var name = code[start.._at];

        // Python puts letters before its quotes.
        if (language == CodeLanguage.Python && name.Length <= 2 && _at < code.Length && code[_at] is '"' or '\'' && !name.AsSpan().ContainsAnyExcept(TextLetters))
        {
            ReadQuoted(code[_at], isRaw: name.Contains('r', StringComparison.OrdinalIgnoreCase));
            return;
        }

        Add(CodeTokenKind.Name, name);
    }

    private void ReadQuoted(char quote, bool isRaw = false)
    {
        if (language == CodeLanguage.Python && string.CompareOrdinal(code, _at, new string(quote, 3), 0, 3) == 0)
        {
            var end = code.IndexOf(new string(quote, 3), _at + 3, StringComparison.Ordinal);
            end = end < 0 ? code.Length : end;
            Add(CodeTokenKind.Text, code[(_at + 3)..end]);
            _at = Math.Min(code.Length, end + 3);
            return;
        }

        _at++;
        Add(CodeTokenKind.Text, ReadTo(quote, '\0', !isRaw));
    }

    // Up to the closing sign, which nested opening ones put off.
    private string ReadTo(char close, char open, bool hasEscapes)
    {
        var text = new StringBuilder();
        var depth = 0;
        while (_at < code.Length)
        {
            var letter = code[_at++];
            if (letter == '\\' && _at < code.Length)
            {
                if (hasEscapes)
                {
                    ReadEscape(text);
                }
                else
                {
                    text.Append(letter).Append(code[_at++]);
                }

                continue;
            }

            if (letter == close && depth-- == 0)
            {
                break;
            }

            depth += letter == open && open != close ? 1 : 0;
            text.Append(letter);
        }

        return text.ToString();
    }

    private void ReadEscape(StringBuilder text)
    {
        var letter = code[_at++];
        switch (letter)
        {
            case 'n':
                text.Append('\n');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'r':
                text.Append('\r');
                break;
            case 'e':
                text.Append('\u001b');
                break;
            case 'x':
                text.Append(ReadNumber(16, 2));
                break;
            case 'u':
                text.Append(ReadNumber(16, 4));
                break;
            case >= '0' and <= '7':
                _at--;
                text.Append(ReadNumber(8, 3));
                break;
            case '\n':
                break;
            default:
                text.Append(letter);
                break;
        }
    }

    private char ReadNumber(int radix, int most)
    {
        var number = 0;
        for (var digits = 0; digits < most && _at < code.Length && char.IsAsciiHexDigit(code[_at]) && (radix == 16 || code[_at] is >= '0' and <= '7'); digits++)
        {
            number = (number * radix) + Convert.ToInt32(code[_at++].ToString(), 16);
        }

        return (char)number;
    }

    private bool IsComment(out bool isBlock)
    {
        var letter = code[_at];
        var next = _at + 1 < code.Length ? code[_at + 1] : '\0';
        isBlock = letter == '/' && next == '*' && language is CodeLanguage.JavaScript or CodeLanguage.Php;
        return isBlock || language switch
        {
            CodeLanguage.JavaScript => letter == '/' && next == '/',
            CodeLanguage.Php => letter == '#' || (letter == '/' && next == '/'),
            CodeLanguage.Lua => letter == '-' && next == '-',
            CodeLanguage.Lisp => letter == ';',
            CodeLanguage.Perl => letter == '#' && (_at == 0 || code[_at - 1] is ' ' or '\n' or ';'),
            _ => letter == '#',
        };
    }

    private void SkipComment(bool isBlock)
    {
        var end = isBlock ? code.IndexOf("*/", _at, StringComparison.Ordinal) : code.IndexOf('\n', _at);
        _at = end < 0 ? code.Length : isBlock ? end + 2 : end;
    }

    private bool IsPercentOrQ(out CodeTokenKind kind, out int length)
    {
        kind = CodeTokenKind.Text;
        length = 0;
        var rest = code.AsSpan(_at);
        var isStart = _at == 0 || !(char.IsLetterOrDigit(code[_at - 1]) || code[_at - 1] is '_' or '$' or '@' or '>' or '%');
        if (!isStart || rest.Length < 3)
        {
            return false;
        }

        length = language == CodeLanguage.Perl
            ? rest.StartsWith("qx") || rest.StartsWith("qq") || rest.StartsWith("qw") ? 2 : rest[0] == 'q' ? 1 : 0
            : rest[0] == '%' && rest[1] is 'x' or 'q' or 'Q' or 'w' or 'W' ? 2 : 0;
        if (length == 0 || length >= rest.Length || char.IsLetterOrDigit(rest[length]) || char.IsWhiteSpace(rest[length]) || rest[length] is '_' or ',' or ';' or '=' or ')')
        {
            return false;
        }

        kind = rest[length - 1] == 'x' ? CodeTokenKind.Command : CodeTokenKind.Text;
        return true;
    }

    private static char Closing(char open)
        => open switch
        {
            '(' => ')',
            '[' => ']',
            '{' => '}',
            '<' => '>',
            _ => open,
        };

    private void Add(CodeTokenKind kind, string text) => _tokens.Add(new(kind, text));
}
