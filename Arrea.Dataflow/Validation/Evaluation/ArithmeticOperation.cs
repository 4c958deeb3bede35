namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>The operators of arithmetic, on numbers as the shell has them: 64 bits that wrap.</summary>
internal static class ArithmeticOperation
{
    /// <summary>The result of numbers that may not be known; null where it is not known, or where there is none.</summary>
    public static long? Compute(string sign, long? left, long? right)
    {
        if (left is not { } one || right is not { } two)
        {
            return sign switch
            {
                "&&" when left == 0 || right == 0 => 0,
                "||" when left is not null and not 0 || right is not null and not 0 => 1,
                _ => null,
            };
        }

        return Compute(sign, one, two);
    }

    /// <summary>The result; null where there is none.</summary>
    public static long? Compute(string sign, long left, long right) => unchecked(sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => right == 0 ? null : right == -1 ? -left : left / right,
        "%" => right == 0 ? null : right == -1 ? 0 : left % right,
        "**" => right < 0 ? null : Power(left, right),
        "<<" => left << (int)(right & 63),
        ">>" => left >> (int)(right & 63),
        "<" => left < right ? 1 : 0,
        ">" => left > right ? 1 : 0,
        "<=" => left <= right ? 1 : 0,
        ">=" => left >= right ? 1 : 0,
        "==" => left == right ? 1 : 0,
        "!=" => left != right ? 1 : 0,
        "&" => left & right,
        "|" => left | right,
        "^" => left ^ right,
        "&&" => left != 0 && right != 0 ? 1 : 0,
        "||" => left != 0 || right != 0 ? 1 : 0,
        _ => null,
    });

    /// <summary>A number as it is written: <c>10</c>, <c>0x1f</c>, <c>017</c>, <c>2#101</c>; null where it is none.</summary>
    public static long? Number(ReadOnlySpan<char> digits)
    {
        var radix = 10;
        if (digits.IndexOf('#') is var sharp and > 0)
        {
            if (!int.TryParse(digits[..sharp], out radix) || radix is < 2 or > 36)
            {
                return null;
            }

            digits = digits[(sharp + 1)..];
        }
        else if (digits.StartsWith("0x") || digits.StartsWith("0X"))
        {
            radix = 16;
            digits = digits[2..];
        }
        else if (digits.Length > 1 && digits[0] == '0')
        {
            radix = 8;
            digits = digits[1..];
        }

        var value = 0L;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetter(character) ? char.ToLowerInvariant(character) - 'a' + 10 : radix;
            if (digit >= radix)
            {
                return null;
            }

            value = unchecked((value * radix) + digit);
        }

        return value;
    }

    private static long Power(long number, long exponent)
    {
        var result = 1L;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 1 ? unchecked(result * number) : result;
            number = unchecked(number * number);
        }

        return result;
    }
}
