using System.Globalization;

namespace Arrea.Cli.Wording;

/// <summary>Numbers of bytes as they are typed, in the manner of GNU parallel.</summary>
internal static class ByteSize
{
    public const string Accepted = "bytes, or a number with a unit: 500M, 1.5G (units of 1024: K M G T P; of 1000: k m g t p)";

    private const string Units = "kmgtp";

    /// <summary>Reads <c>4096</c>, <c>500M</c>, <c>1.5g</c>; null when it is none.</summary>
    public static long? Parse(string text)
    {
        var power = text.Length > 0 ? Units.IndexOf(char.ToLowerInvariant(text[^1]), StringComparison.Ordinal) + 1 : 0;
        var number = power > 0 ? text[..^1] : text;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && char.IsAsciiDigit(number[0])
            && value * Math.Pow(power > 0 && char.IsAsciiLetterUpper(text[^1]) ? 1024 : 1000, power) is var bytes && bytes < long.MaxValue
            ? (long)bytes
            : null;
    }
}
