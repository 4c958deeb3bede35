using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Protection;

/// <summary>What an attempt holds of its protection while it runs, or what refused it. The default is neither: somebody ended the wait.</summary>
internal struct AttemptPass
{
    public BreakerLease Call;
    public BulkheadLease Room;

    /// <summary>Whether the attempt may run.</summary>
    public bool IsGranted { get; set; }

    /// <summary>What refused the attempt; null when nothing did.</summary>
    public JobError? Refusal { get; private init; }

    public static AttemptPass RefusedBy(JobError error) => new() { Refusal = error };

    /// <summary>Gives everything back. Once for each pass.</summary>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="error">What it threw, when it did.</param>
    public readonly void End(OutcomeKind outcome, Exception? error = null)
    {
        Room.Dispose();
        switch (outcome)
        {
            case OutcomeKind.Succeeded:
                Call.Succeeded();
                break;
            case OutcomeKind.Failed or OutcomeKind.TimedOut:
                Call.Failed(error);
                break;
            default:
                Call.Abandon();
                break;
        }
    }
}
