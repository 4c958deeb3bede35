using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Results;

/// <summary>Counts of a run while it goes on. Safe to read and to count at the same time.</summary>
internal sealed class Tally
{
    private readonly int[] _outcomes = new int[Enum.GetValues<OutcomeKind>().Length];
    private int _started;
    private int _startedAndEnded;
    private int _recovered;

    /// <summary>How many jobs there are; null when nobody knows yet.</summary>
    public int? Expected { get; init; }

    /// <summary>Jobs that have ended.</summary>
    public int Total => Enum.GetValues<OutcomeKind>().Sum(outcome => this[outcome]);

    /// <summary>Jobs that themselves went wrong, rather than being called off with others.</summary>
    public int Failures => this[OutcomeKind.Failed] + this[OutcomeKind.TimedOut] + this[OutcomeKind.Rejected];

    /// <summary>Jobs that have started and not ended.</summary>
    public int Running => Math.Max(0, Volatile.Read(ref _started) - Volatile.Read(ref _startedAndEnded));

    /// <summary>Jobs that succeeded, but not with their first attempt.</summary>
    public int Recovered => Volatile.Read(ref _recovered);

    /// <summary>Jobs that ended in one way.</summary>
    public int this[OutcomeKind outcome] => Volatile.Read(ref _outcomes[(int)outcome]);

    public void Start() => Interlocked.Increment(ref _started);

    public void End(JobEnd end)
    {
        Interlocked.Increment(ref _outcomes[(int)end.Outcome]);
        if (end is { Outcome: OutcomeKind.Succeeded, Attempts: > 1 })
        {
            Interlocked.Increment(ref _recovered);
        }

        if (end.Attempts > 0)
        {
            Interlocked.Increment(ref _startedAndEnded);
        }
    }
}
