using System.Globalization;

namespace Arrea.Cli.Wording;

/// <summary>Durations as they are typed and as they are shown.</summary>
internal static class Duration
{
    public const string Accepted = "milliseconds, or a number with a unit: 500ms, 2s, 5m, 1h (at most 720h)";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Reads a duration: <c>1500</c>, <c>500ms</c>, <c>2s</c>, <c>1.5m</c>, <c>1h</c>.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var (unit, milliseconds) = Units.FirstOrDefault(unit => text.EndsWith(unit.Unit, StringComparison.Ordinal), (Unit: "", Milliseconds: 1));
        var style = unit.Length == 0 ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
        var number = text[..^unit.Length];
        var parsed = double.TryParse(number, style, CultureInfo.InvariantCulture, out var value) && char.IsAsciiDigit(number[0]);
        parsed = parsed && value * milliseconds <= Longest.TotalMilliseconds;
        duration = parsed ? TimeSpan.FromMilliseconds(value * milliseconds) : default;
        return parsed;
    }

    /// <summary>A duration for people: <c>250 ms</c>, <c>1.5 s</c>, <c>2 min 5 s</c>, <c>1 h 3 min</c>.</summary>
    public static string Show(TimeSpan duration)
    {
        if (duration < TimeSpan.FromSeconds(1))
        {
            return Invariant($"{Math.Round(duration.TotalMilliseconds)} ms");
        }

        if (duration < TimeSpan.FromMinutes(1))
        {
            return Invariant($"{Math.Round(duration.TotalSeconds, 1)} s");
        }

        var (large, largeUnit, small, smallUnit) = duration < TimeSpan.FromHours(1)
            ? ((int)duration.TotalMinutes, "min", duration.Seconds, "s")
            : ((int)duration.TotalHours, "h", duration.Minutes, "min");
        return small == 0 ? Invariant($"{large} {largeUnit}") : Invariant($"{large} {largeUnit} {small} {smallUnit}");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
