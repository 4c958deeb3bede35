using System.Globalization;

namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>A duration within bounds: a number is of milliseconds.</summary>
internal sealed class DurationKey(
    string name, string property, Bounds<TimeSpan> bounds, string description, Func<EngineSettings, TimeSpan> read, Func<EngineSettings, TimeSpan, EngineSettings> write)
    : TypedKey<TimeSpan>(name, property, $"{Milliseconds(bounds)} ms", description, read, write)
{
    internal override Conversion Convert(object? value)
    {
        if (value is TimeSpan or string && Span(value) is { } span)
        {
            return bounds.Hold(span) ? new(span) : OutOfRange(value);
        }

        // Compared before it becomes a TimeSpan, which could not hold every number.
        return Number(value) is not { } milliseconds ? Conversion.Refused(value, $"a number of milliseconds, {Bounds}, or a time such as 00:00:01.5")
            : milliseconds < Milliseconds(bounds.Least) || milliseconds > Milliseconds(bounds.Most) ? OutOfRange(value)
            : new(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)));
    }

    protected override string Text(TimeSpan value) => Milliseconds(value).ToString("0.####", CultureInfo.InvariantCulture);

    private Conversion OutOfRange(object? value) => Conversion.Refused(value, Bounds, isOutOfRange: true);

    private static Bounds<decimal> Milliseconds(Bounds<TimeSpan> bounds) => new(Milliseconds(bounds.Least), Milliseconds(bounds.Most));

    private static decimal Milliseconds(TimeSpan span) => (decimal)span.Ticks / TimeSpan.TicksPerMillisecond;

    // Text without a colon is a number: as a TimeSpan it would be one of days.
    private static TimeSpan? Span(object value) => value switch
    {
        TimeSpan span => span,
        string text when text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => span,
        _ => null,
    };

    private static decimal? Number(object? value) => value switch
    {
        int or long or short or byte or sbyte or ushort or uint or ulong or decimal => System.Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        double or float => Finite(System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static decimal? Finite(double value)
        => double.IsNaN(value) ? null : (decimal)Math.Clamp(value, -1e15, 1e15);
}
