using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Wording;

/// <summary>Outcomes as they are written to files: <c>timed_out</c>.</summary>
internal static class OutcomeName
{
    public static string Of(OutcomeKind outcome) => outcome switch
    {
        OutcomeKind.Succeeded => "succeeded",
        OutcomeKind.Failed => "failed",
        OutcomeKind.TimedOut => "timed_out",
        OutcomeKind.Rejected => "rejected",
        OutcomeKind.Cancelled => "cancelled",
        _ => "interrupted",
    };

    /// <summary>The outcome of a name; null when it is none.</summary>
    public static OutcomeKind? Parse(string? name)
    {
        foreach (var outcome in Enum.GetValues<OutcomeKind>())
        {
            if (Of(outcome) == name)
            {
                return outcome;
            }
        }

        return null;
    }
}
