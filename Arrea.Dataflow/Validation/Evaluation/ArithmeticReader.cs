namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Computes an arithmetic expression of the shell, as far as its variables are known.</summary>
/// <param name="text">The expression, expansions done.</param>
/// <param name="read">The value of a variable or of an element; null where it is not known.</param>
/// <param name="write">Sets a variable or an element; null is a number that is not known.</param>
/// <param name="budget">What it may take.</param>
internal sealed class ArithmeticReader(
    string text, Func<string, string?, long?> read, Action<string, string?, long?> write, StepBudget budget)
{
    private const int Deepest = 60;

    // Longer operators stand before those they begin with.
    private static readonly (string Sign, int Rank)[] Operators =
    [
        ("||", 1), ("&&", 2), ("**", 11), ("<<", 8), (">>", 8), ("<=", 7), (">=", 7), ("==", 6), ("!=", 6),
        ("|", 3), ("^", 4), ("&", 5), ("<", 7), (">", 7), ("+", 9), ("-", 9), ("*", 10), ("/", 10), ("%", 10),
    ];

    private int _at;
    private int _depth;
    private int _doubtful;
    private bool _isWrong;

    /// <summary>The number; null where it is not known, or where the text is no expression.</summary>
    public long? Read()
    {
        Skip();
        if (_at == text.Length)
        {
            return 0;
        }

        var value = Comma();
        Skip();
        return _isWrong || _at < text.Length ? null : value;
    }

    private long? Comma()
    {
        var value = Assignment();
        while (Take(','))
        {
            value = Assignment();
        }

        return value;
    }

    private long? Assignment()
    {
        if (++_depth > Deepest || !budget.Spend())
        {
            _isWrong = true;
            _at = text.Length;
        }

        var start = _at;
        Skip();
        if (Name() is { } name)
        {
            var key = Subscript();
            Skip();
            if (AssignmentSign() is { } sign)
            {
                var right = Assignment();
                var value = sign.Length == 0 ? right : ArithmeticOperation.Compute(sign, read(name, key), right);
                write(name, key, _doubtful > 0 ? null : value);
                _depth--;
                return value;
            }
        }

        _at = start;
        var result = Choice();
        _depth--;
        return result;
    }

    /// <summary>The operator before the sign of an assignment, empty for a plain one; null where none stands here.</summary>
    private string? AssignmentSign()
    {
        var rest = text.AsSpan(_at);
        if (rest is ['=', not '=', ..] or ['='])
        {
            _at++;
            return "";
        }

        foreach (var (sign, _) in Operators)
        {
            if (rest.StartsWith(sign, StringComparison.Ordinal) && rest.Length > sign.Length && rest[sign.Length] == '='
                && sign is not ("||" or "&&" or "==" or "!=" or "<=" or ">=" or "<" or ">" or "**"))
            {
                _at += sign.Length + 1;
                return sign;
            }
        }

        return null;
    }

    private long? Choice()
    {
        var condition = Binary(1);
        if (!Take('?'))
        {
            return condition;
        }

        _doubtful++;
        var first = Assignment();
        if (!Take(':'))
        {
            _isWrong = true;
        }

        var second = Assignment();
        _doubtful--;
        return condition is null ? null : condition != 0 ? first : second;
    }

    private long? Binary(int lowest)
    {
        var left = Unary();
        while (!_isWrong)
        {
            Skip();
            if (Operator() is not { } found || found.Rank < lowest)
            {
                return left;
            }

            _at += found.Sign.Length;
            _doubtful += found.Rank <= 2 ? 1 : 0;
            var isPower = found.Sign == "**";

            // The one operator whose right side may hold any number of itself.
            _isWrong |= isPower && ++_depth > Deepest;
            var right = _isWrong ? null : Binary(isPower ? found.Rank : found.Rank + 1);
            _depth -= isPower ? 1 : 0;
            _doubtful -= found.Rank <= 2 ? 1 : 0;
            left = ArithmeticOperation.Compute(found.Sign, left, right);
        }

        return null;
    }

    private (string Sign, int Rank)? Operator()
    {
        var rest = text.AsSpan(_at);
        foreach (var found in Operators)
        {
            if (rest.StartsWith(found.Sign, StringComparison.Ordinal))
            {
                return found;
            }
        }

        return null;
    }

    private long? Unary()
    {
        Skip();
        if (_at >= text.Length || ++_depth > Deepest || !budget.Spend())
        {
            _isWrong = true;
            return null;
        }

        var rest = text.AsSpan(_at);
        long? value;
        if (rest.StartsWith("++") || rest.StartsWith("--"))
        {
            _at += 2;
            Skip();
            value = Step(rest[0] == '+' ? 1 : -1, isBefore: true);
        }
        else if (rest[0] is '+' or '-' or '!' or '~')
        {
            _at++;
            var inner = Unary();
            value = rest[0] switch { '-' => -inner, '!' => inner is null ? null : inner == 0 ? 1 : 0, '~' => ~inner, _ => inner };
        }
        else if (rest[0] == '(')
        {
            _at++;
            value = Comma();
            _isWrong |= !Take(')');
        }
        else if (char.IsAsciiDigit(rest[0]))
        {
            value = Number();
        }
        else
        {
            value = Step(0, isBefore: false);
        }

        _depth--;
        return value;
    }

    private long? Step(int by, bool isBefore)
    {
        if (Name() is not { } name)
        {
            _isWrong = true;
            return null;
        }

        var key = Subscript();
        var value = read(name, key);
        if (!isBefore)
        {
            var from = _at;
            Skip();
            var rest = text.AsSpan(_at);
            by = rest.StartsWith("++") ? 1 : rest.StartsWith("--") ? -1 : 0;
            _at = by == 0 ? from : _at + 2;
        }

        if (by != 0)
        {
            write(name, key, _doubtful > 0 ? null : value + by);
        }

        return isBefore ? value + by : value;
    }

    private string? Name()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetter(text[_at]) || text[_at] == '_' || (_at > start && char.IsAsciiDigit(text[_at]))))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : null;
    }

    private string? Subscript()
    {
        if (_at >= text.Length || text[_at] != '[')
        {
            return null;
        }

        _at++;
        var value = Comma();
        _isWrong |= !Take(']');
        return value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?";
    }

    private long? Number()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '#' or '@' or '_'))
        {
            _at++;
        }

        var number = ArithmeticOperation.Number(text.AsSpan(start, _at - start));
        _isWrong |= number is null;
        return number;
    }

    private bool Take(char character)
    {
        Skip();
        if (_at >= text.Length || text[_at] != character)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Skip()
    {
        while (_at < text.Length && (text[_at] is ' ' or '\t' or '\n'))
        {
            _at++;
        }
    }
}
