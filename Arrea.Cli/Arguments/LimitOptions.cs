using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Policies;

namespace Arrea.Cli.Arguments;

/// <summary>How many jobs run at once, how long they may take, and what happens when one fails.</summary>
internal sealed record LimitOptions
{
    /// <summary>Jobs at once; 0 for as many as there are jobs.</summary>
    public required int Parallel { get; init; }

    /// <summary>The most jobs at once, however many there are.</summary>
    public required int MostParallel { get; init; }

    /// <summary>How long one attempt may take; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether <see cref="Timeout"/> is the default rather than the user's.</summary>
    public required bool TimeoutIsDefault { get; init; }

    /// <summary>How long one attempt may take, as a multiple of the median of those that succeeded; null for no such limit.</summary>
    public double? TimeoutFactor { get; init; }

    /// <summary>Whether <see cref="RetryPolicy"/> looks at what jobs write to standard error.</summary>
    public bool KeepsOutput { get; init; }

    /// <summary>How long the run may take; null for no limit.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>What happens after a failed attempt.</summary>
    public required ErrorPolicy Policy { get; init; }

    /// <summary>What happens after a failed attempt of a job that says itself how often it is retried.</summary>
    public required ErrorPolicy RetryPolicy { get; init; }

    /// <summary>Whether <see cref="Policy"/> is the default, or what is configured, rather than what the user's flags say.</summary>
    public required bool PolicyIsDefault { get; init; }

    /// <summary>The number of the signal that asks a job to end.</summary>
    public required int KillSignal { get; init; }

    /// <summary>Time between asking a job to end and killing it.</summary>
    public required TimeSpan KillAfter { get; init; }

    /// <summary>Jobs at once in a run.</summary>
    /// <param name="jobs">How many jobs there are; null as long as nobody knows.</param>
    public int WorkersFor(int? jobs) => Parallel > 0 ? Parallel : Math.Clamp(jobs ?? MostParallel, 1, MostParallel);

    /// <summary>What holds for a job that may say so itself.</summary>
    public LimitOptions Of(Job job) => job.Timeout is { } timeout ? this with { Timeout = timeout, TimeoutIsDefault = false, TimeoutFactor = null } : this;
}
