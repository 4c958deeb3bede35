namespace Arrea.Dataflow.Configuration;

/// <summary>What came of reading a value for a key.</summary>
/// <param name="Value">The value in its own type, when nothing is wrong.</param>
/// <param name="Problem">What is wrong, as the rest of a sentence that begins with the name; null when nothing is.</param>
/// <param name="IsOutOfRange">Whether it is of the right kind, and too little or too much.</param>
internal readonly record struct Conversion(object? Value, string? Problem = null, bool IsOutOfRange = false)
{
    private const int LongestText = 200;

    public static Conversion Refused(object? value, string expected, bool isOutOfRange = false)
        => new(null, $"is {Text(value)}; expected {expected}.", isOutOfRange);

    private static string Text(object? value) => value switch
    {
        null => "null",
        string { Length: > LongestText } text => $"'{text[..LongestText]}…'",
        string text => $"'{text}'",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        System.Collections.IEnumerable list => $"'{string.Join(", ", list.Cast<object?>())}'",
        _ => $"'{value}'",
    };
}
