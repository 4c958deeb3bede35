namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>The operators of arithmetic, on numbers as the shell has them: 64 bits that wrap.</summary>
internal static class ArithmeticOperation
{
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
