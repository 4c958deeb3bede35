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
    /// <param name="value">What it yielded: a value that itself tells of a failure counts as one.</param>
    public readonly void End(OutcomeKind outcome, Exception? error = null, object? value = null)
    {
        Room.Dispose();
        try
        {
            switch (outcome == OutcomeKind.Succeeded && value is IOutcome { Kind: OutcomeKind.Failed or OutcomeKind.TimedOut } told ? told.Kind : outcome)
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
        catch (Exception)
        {
            // The breaker's clock, which may be the user's, threw; then it has counted nothing.
        }
    }
}
