namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>What begins with a dollar.</summary>
internal sealed partial class Parser
{
    private static bool IsSpecialParameter(int character) => character is '@' or '*' or '#' or '?' or '-' or '$' or '!';

    private void ReadDollar(bool isQuoted)
    {
        var start = _at;
        var next = PeekSecond();
        var behind = Behind(start + 1);
        if (IsNameStart(next))
        {
            _at = behind;
            AddParameter(start, isQuoted, TakeName());
        }
        else if (IsSpecialParameter(next) || IsDigit(next))
        {
            _at = behind + 1;
            AddParameter(start, isQuoted, _text[behind..(behind + 1)]);
        }
        else if (next == '(')
        {
            ReadSubstitution(start, behind, isQuoted);
        }
        else if (next == '{')
        {
            _at = behind + 1;
            FlushLiteral();
            if (TryEnter(start))
            {
                ReadBraces(start, isQuoted);
            }

            _budget.Leave();
        }
        else if (next == '[' && _isBash)
        {
            _at = behind;
            FlushLiteral();
            var expression = ReadBrackets(isArithmetic: true);
            _nodes.Add(new ArithmeticExpansion(SpanOf(start, _at), isQuoted, expression));
        }
        else if (next == '\'' && _isBash && !isQuoted)
        {
            _at = behind;
            ReadAnsiQuotes(start);
        }
        else if (next == '"' && _isBash && !isQuoted)
        {
            _at = behind;
            ReadDoubleQuotes();
        }
        else
        {
            AddLiteral(start, start + 1, isQuoted ? Quoting.Double : Quoting.None);
            _at = start + 1;
        }
    }

    private void AddParameter(int start, bool isQuoted, string name)
        => AddPart(new ParameterExpansion(SpanOf(start, _at), isQuoted, name, null, "", null, null, isLength: false, isIndirect: false));

    /// <summary>Reads <c>${…}</c> from behind its brace.</summary>
    private void ReadBraces(int start, bool isQuoted)
    {
        var isLength = TakeLengthSign();
        var isIndirect = !isLength && TakeIndirectSign();
        var name = TakeParameterName();
        var subscript = name.Length > 0 && IsNameStart(name[0]) && _isBash && Peek() == '[' ? ReadBrackets() : null;
        var text = "";
        Word? operand = null;
        Word? second = null;
        if (name.Length > 0 && Peek() != '}' && !isLength)
        {
            text = TakeParameterOperator(isIndirect);
            if (text.Length > 0 && !(isIndirect && text is "@" or "*" && Peek() == '}'))
            {
                (operand, second) = ReadOperands(text, isQuoted);
            }
        }

        if (Peek() < 0)
        {
            Fail(start, _end, "An expansion ${ has no end.");
        }
        else if (name.Length == 0 || !TryTake('}'))
        {
            Fail(start, _at + 1, "What stands in ${…} is not an expansion.");
        }

        AddPart(new ParameterExpansion(SpanOf(start, _at), isQuoted, name, subscript, text, operand, second, isLength, isIndirect));
    }

    // ${#} and ${#-word} are about the number of parameters; ${#x}, ${#-} and ${#@} are lengths.
    private bool TakeLengthSign()
        => Peek() == '#' && PeekSecond() is var next && (IsNamePart(next) || (IsSpecialParameter(next) && PeekThird() == '}')) && TryTake('#');

    private bool TakeIndirectSign()
        => _isBash && Peek() == '!' && PeekSecond() is var next && (IsNamePart(next) || (next is '#' or '@' or '*' or '?' or '!' && PeekThird() == '}')) && TryTake('!');

    private string TakeParameterName()
    {
        var next = Peek();
        if (IsNameStart(next))
        {
            return TakeName();
        }

        var start = _at;
        if (IsSpecialParameter(next))
        {
            _at++;
        }
        else
        {
            while (IsDigit(Peek()))
            {
                _at++;
            }
        }

        return _at > start ? _text[start.._at].Replace("\\\n", "", StringComparison.Ordinal) : "";
    }

    private string TakeParameterOperator(bool isIndirect)
    {
        switch (Peek())
        {
            case ':':
                _at++;
                return Peek() switch
                {
                    '-' => Taken(":-"),
                    '=' => Taken(":="),
                    '?' => Taken(":?"),
                    '+' => Taken(":+"),
                    _ => _isBash ? ":" : "",
                };
            case '-':
                return Taken("-");
            case '=':
                return Taken("=");
            case '?':
                return Taken("?");
            case '+':
                return Taken("+");
            case '#':
                return Doubled('#', "#", "##");
            case '%':
                return Doubled('%', "%", "%%");
            case '/' when _isBash:
                _at++;
                return Peek() switch
                {
                    '/' => Taken("//"),
                    '#' => Taken("/#"),
                    '%' => Taken("/%"),
                    _ => "/",
                };
            case '^' when _isBash:
                return Doubled('^', "^", "^^");
            case ',' when _isBash:
                return Doubled(',', ",", ",,");
            case '~' when _isBash:
                return Doubled('~', "~", "~~");
            case '@' when _isBash && (PeekSecond() is 'U' or 'u' or 'L' or 'Q' or 'E' or 'P' or 'A' or 'K' or 'a' or 'k' || (isIndirect && PeekSecond() == '}')):
                return Taken("@");
            case '*' when isIndirect && PeekSecond() == '}':
                return Taken("*");
            default:
                return "";
        }
    }

    private string Doubled(char sign, string once, string twice)
    {
        _at++;
        return Peek() == sign ? Taken(twice) : once;
    }

    private (Word? First, Word? Second) ReadOperands(string text, bool isQuoted)
    {
        // A pattern is one in double quotes too, and so are the quotes within it.
        var isPattern = text[0] is '#' or '%' or '/' or '^' or ',' or '~';
        var isCut = text == ":";
        var quoted = isQuoted && !isPattern;
        var first = ReadText(new TextKind { Close = '}', Stop = text[0] == '/' ? '/' : isCut ? ':' : '\0', Open = isCut ? '(' : '\0', IsQuoted = quoted });
        var second = (text[0] == '/' && TryTake('/')) || (isCut && TryTake(':'))
            ? ReadText(new TextKind { Close = '}', IsQuoted = quoted })
            : null;
        return (first, second);
    }
}
