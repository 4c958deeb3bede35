using System.CommandLine;
using System.Globalization;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Protection;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say what a job waits for before it starts.</summary>
internal sealed class PaceFlags : FlagGroup
{
    // More jobs than that cannot wait at once.
    private const int MostWaiting = 100_000;
    private const int MostStarts = 1_000_000;

    // The part of a second whose starts may come at once: timers are not finer.
    private const int Bursts = 50;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    public override string Heading => "Pace";

    public override IReadOnlyList<Option> Shown => [Rate, Delay, Load, FreeMemory];

    private Option Rate { get; } = Value("N/s", "At most N starts a second, evenly spread; also N/m and N/h. Retries count.", "--rate");

    private Option Delay { get; } = Value("D", "Time between one start and the next.", "--delay");

    private Option Load { get; } = Value("N", "Start only while fewer processes run on the machine: a number, or N% of the cores.", "--load");

    private Option FreeMemory { get; } = Value("SIZE", "Start only while so much memory is available: 500M, 2G.", "--memfree");

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UsageException">A value is malformed, two flags do not go together, or the system does not say.</exception>
    public PaceOptions Read(FlagValues values)
    {
        values.Exclude(Rate, Delay);
        foreach (var flag in new[] { Load, FreeMemory }.Where(flag => values.Has(flag) && !OperatingSystem.IsLinux()))
        {
            throw new UsageException($"'{flag.Name}' works on Linux only");
        }

        return new PaceOptions { Rate = ReadRate(values) ?? ReadDelay(values), Load = ReadLoad(values), FreeMemory = ReadMemory(values) };
    }

    private RateLimiterOptions? ReadRate(FlagValues values)
    {
        if (values.Value(Rate) is not { } text)
        {
            return null;
        }

        TimeSpan? period = text.Split('/') is [_, var unit]
            ? unit switch { "s" => TimeSpan.FromSeconds(1), "m" => TimeSpan.FromMinutes(1), "h" => TimeSpan.FromHours(1), _ => null }
            : null;
        return period is { } known && int.TryParse(text.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var starts) && starts is >= 1 and <= MostStarts
            ? new RateLimiterOptions
            {
                Permits = starts,
                Period = known,
                Burst = Math.Max(1, (int)(starts / known.TotalSeconds / Bursts)),
                QueueLimit = MostWaiting,
            }
            : throw FlagValues.Malformed(Rate, text, "a number from 1 to 1000000 and a unit: 10/s, 30/m, 500/h");
    }

    private RateLimiterOptions? ReadDelay(FlagValues values)
    {
        var delay = values.Time(Delay, zeroIsAccepted: true);
        if (delay is null || delay == TimeSpan.Zero)
        {
            return null;
        }

        return delay <= LongestDelay
            ? new RateLimiterOptions { Algorithm = RateAlgorithm.LeakyBucket, Permits = 1, Period = TimeSpan.FromTicks(Math.Max(delay.Value.Ticks, TimeSpan.TicksPerMillisecond)), Burst = 1, QueueLimit = MostWaiting }
            : throw FlagValues.Malformed(Delay, values.Value(Delay)!, "at most 24h");
    }

    private double? ReadLoad(FlagValues values)
    {
        if (values.Value(Load) is not { } text)
        {
            return null;
        }

        var isPercent = text.EndsWith('%');
        return double.TryParse(isPercent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var load) && load is > 0 and <= 1_000_000
            ? isPercent ? load / 100 * Environment.ProcessorCount : load
            : throw FlagValues.Malformed(Load, text, "a number of processes, more than 0, or a percentage of the cores as in 100%");
    }

    private long? ReadMemory(FlagValues values) => values.Value(FreeMemory) is not { } text ? null
        : ByteSize.Parse(text) is { } bytes and > 0 ? bytes
        : throw FlagValues.Malformed(FreeMemory, text, ByteSize.Accepted);
}
