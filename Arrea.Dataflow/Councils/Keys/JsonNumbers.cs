using System.Text.Json;

namespace Arrea.Dataflow.Councils.Keys;

/// <summary>Numbers of JSON as those of a council. What cannot be held is null, never rounded.</summary>
internal static class JsonNumbers
{
    public static double? Real(JsonElement value) => value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A whole number; 5.0 and 5e0 are one too.</summary>
    public static long? Whole(JsonElement value)
        => value.TryGetInt64(out var number) ? number
            : value.TryGetDecimal(out var exact) && exact == decimal.Truncate(exact) && exact is >= long.MinValue and <= long.MaxValue ? (long)exact
            : null;

    public static int? Short(JsonElement value) => Whole(value) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>A time in milliseconds, down to a ten-thousandth of one.</summary>
    public static TimeSpan? Milliseconds(JsonElement value)
    {
        // Decimal, since a double loses ticks both of long times and of short ones.
        const decimal longest = long.MaxValue / (decimal)TimeSpan.TicksPerMillisecond;
        return value.TryGetDecimal(out var number) && number is >= -longest and <= longest
            ? TimeSpan.FromTicks((long)decimal.Round(number * TimeSpan.TicksPerMillisecond))
            : null;
    }

    public static decimal Milliseconds(TimeSpan time) => time.Ticks / (decimal)TimeSpan.TicksPerMillisecond;
}
