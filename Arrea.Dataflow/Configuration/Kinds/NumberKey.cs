using System.Globalization;
using System.Numerics;

namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>A whole number within bounds.</summary>
internal sealed class NumberKey(
    string name, string property, Bounds<int> bounds, string description, Func<EngineSettings, int> read, Func<EngineSettings, int, EngineSettings> write)
    : TypedKey<int>(name, property, bounds.ToString(), description, read, write)
{
    // Reading a number takes more than linear time.
    private const int LongestNumber = 100;

    internal override Conversion Convert(object? value)
    {
        BigInteger? number = value switch
        {
            int or long or short or byte or sbyte or ushort or uint => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
            ulong large => large,
            string { Length: <= LongestNumber } text when BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => null,
        };
        return number is not { } whole ? Conversion.Refused(value, $"a whole number, {Bounds}")
            : whole < bounds.Least || whole > bounds.Most ? Conversion.Refused(value, Bounds, isOutOfRange: true)
            : new((int)whole);
    }

    protected override string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
