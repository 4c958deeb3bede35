using System.CommandLine;
using System.Globalization;
using Arrea.Cli.Configuring;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Policies;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say how many jobs run at once, how long they may take, and what happens when one fails.</summary>
internal sealed class LimitFlags : FlagGroup
{
    // The most jobs at once that can be asked for.
    private const int MostWorkers = 10_000;

    private const int MostRetries = 1_000_000;

    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(1);

    public override string Heading => "Running";

    public override IReadOnlyList<Option> Shown
        => [Parallel, Timeout, Deadline, KillSignal, KillAfter, Retries, RetryOn, RetryDelay, Backoff, Policy];

    private Option Parallel { get; } = Value("N", "Jobs at once: a number, N% of the cores, or 0 for all. Default: 4.", "--parallel", "-j");

    private Option Timeout { get; } = Value("D", "Limit of one attempt; 0 for none; 200% for twice the median of those that succeeded. Default: 30s.", "--timeout");

    private Option Deadline { get; } = Value("D", "Limit of the whole run. Default: none.", "--deadline");

    private Option KillAfter { get; } = Value("D", "Time between asking a job to end and killing it. Default: 2s.", "--kill-after");

    private Option KillSignal { get; } = Value("S", "The signal that asks a job to end: a name or a number. Default: TERM.", "--kill-signal");

    private Option Retries { get; } = Value("N", "Further attempts after a failure or timeout. Default: 0.", "--retries");

    private Option RetryOn { get; } = Value("LIST", "Retry these only: exit=75,exit=10-19,timeout,signal=KILL,stderr~REGEX. Default: all.", "--retry-on");

    private Option RetryDelay { get; } = Value("D", "Wait before a retry. Default: 1s.", "--retry-delay");

    private ChoiceFlag Backoff { get; } = Choice("B", "How that wait grows: constant, linear, exponential.", ["constant", "linear", "exponential"], "--backoff");

    private ChoiceFlag Policy { get; } = Choice(
        "P", "retry (3 times), tolerant (10 times, 2s apart); stop, continue, strict: no retry. None ends the run: see --halt.", ["retry", "stop", "continue", "strict", "tolerant"], "--policy");

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UsageException">A value is malformed, or two flags do not go together.</exception>
    public LimitOptions Read(FlagValues values, Settings settings, InputOptions input)
    {
        var factor = Factor(values);
        var timeout = factor is null ? values.Time(Timeout, zeroIsNone: true) : System.Threading.Timeout.InfiniteTimeSpan;
        var retryOn = ReadRetryOn(values);
        var (retries, retryPolicy) = ReadRetries(values, settings, input);
        retryPolicy = retryOn is null ? retryPolicy : retryPolicy with { RetryOn = retryOn.Hold };
        var most = Math.Min(settings.MaxWorkers ?? MostWorkers, MostWorkers);
        return new LimitOptions
        {
            Parallel = Workers(values, settings, most),
            MostParallel = most,
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            TimeoutIsDefault = timeout is null,
            TimeoutFactor = factor,
            Deadline = values.Time(Deadline),
            KillSignal = Signal(values),
            KillAfter = Grace(values) ?? TimeSpan.FromSeconds(2),
            Policy = retries ? retryPolicy : ErrorPolicy.Strict,
            RetryPolicy = retryPolicy,
            PolicyIsDefault = !values.Has(Retries) && !values.Has(Policy),
            KeepsOutput = retryOn?.ReadsOutput ?? false,
        };
    }

    private int Workers(FlagValues values, Settings settings, int most)
    {
        const string accepted = "a number from 1 to 10000, a percentage of the cores as in 50%, or 0 for as many as there are jobs";
        if (values.Value(Parallel) is not { } text)
        {
            return Math.Min(4, most);
        }

        if (text.EndsWith('%') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 10_000)
        {
            return Math.Clamp((int)Math.Round(Environment.ProcessorCount * percent / 100.0), 1, most);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var workers) || workers > MostWorkers)
        {
            throw FlagValues.Malformed(Parallel, text, accepted);
        }

        // Who names a number is told that it cannot be had. The other forms say "as many as is sensible".
        if (workers > most)
        {
            settings.Refuse($"'{Parallel.Name} {workers}' asks for more jobs at once than are allowed", "max_workers");
        }

        return workers;
    }

    private double? Factor(FlagValues values)
    {
        if (values.Value(Timeout) is not [.. var number, '%'] text)
        {
            return null;
        }

        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 100 and <= 100_000
            ? percent / 100
            : throw FlagValues.Malformed(Timeout, text, $"{Duration.Accepted}, 0 for none, or a percentage of the median from 101% to 100000%");
    }

    private RetryConditions? ReadRetryOn(FlagValues values) => values.Value(RetryOn) is not { } text ? null
        : RetryConditions.Parse(text) ?? throw FlagValues.Malformed(RetryOn, text, RetryConditions.Accepted);

    /// <summary>Whether jobs are retried that do not say so themselves, and how those are that are.</summary>
    private (bool Retries, ErrorPolicy Policy) ReadRetries(FlagValues values, Settings settings, InputOptions input)
    {
        var retries = values.Number(Retries, 0, MostRetries);
        var policy = values.Choice(Policy, retries is null ? NameOf(settings.Policy) : "");
        if (retries > 0 && policy is "stop" or "continue" or "strict")
        {
            throw new UsageException($"'{Retries.Name} {retries}' has no meaning with '{Policy.Name} {policy}', which never retries");
        }

        retries ??= policy == "retry" ? settings.MaxRetries : null;
        var repeats = retries > 0 || (retries is null && policy is "retry" or "tolerant");
        foreach (var flag in repeats || input.JobsFile is not null ? [] : new[] { RetryDelay, Backoff, RetryOn }.Where(values.Has))
        {
            throw new UsageException($"'{flag.Name}' has no meaning without retries: add '{Retries.Name} N'");
        }

        var start = policy == "tolerant" ? ErrorPolicy.Tolerant() : ErrorPolicy.Default;
        return (repeats, start with
        {
            MaxRetries = retries ?? start.MaxRetries,
            RetryDelay = values.Time(RetryDelay, zeroIsAccepted: true) ?? (policy == "tolerant" ? null : settings.RetryDelay) ?? start.RetryDelay,
            Backoff = values.Choice(Backoff) switch
            {
                "linear" => Dataflow.Policies.Backoff.Linear,
                "exponential" => Dataflow.Policies.Backoff.Exponential,
                _ => Dataflow.Policies.Backoff.Constant,
            },
        });
    }

    private static string NameOf(PolicyAction? policy) => policy switch
    {
        PolicyAction.Retry => "retry",
        PolicyAction.Stop => "stop",
        PolicyAction.Continue => "continue",
        _ => "",
    };

    private TimeSpan? Grace(FlagValues values)
    {
        var grace = values.Time(KillAfter, zeroIsAccepted: true);
        return grace is null || grace <= LongestGrace ? grace : throw FlagValues.Malformed(KillAfter, values.Value(KillAfter)!, "at most 24h");
    }

    private int Signal(FlagValues values) => values.Value(KillSignal) is not { } text ? SignalName.Terminate
        : SignalName.Parse(text) ?? throw FlagValues.Malformed(
            KillSignal, text, "the name of a signal, such as TERM or SIGINT, or its number, 1 to 64", Suggestion.For(text, [.. SignalName.All]));
}
