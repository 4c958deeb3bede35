using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>When a member is asked again: after failures that pass, and after the wait that the provider asks for.</summary>
internal static class TurnPolicy
{
    public static ErrorPolicy Of(MemberRetry retry) => ErrorPolicy.Custom((error, retries, _) =>
    {
        if (retries >= retry.MaxAttempts - 1 || error.Exception is not { } failure || !TurnFailure.IsTransient(failure))
        {
            return PolicyDecision.Stop;
        }

        return failure is CouncilModelException { RetryAfter: { } asked } ? PolicyDecision.RetryAfter(asked) : PolicyDecision.RetryAfter(retry.BaseDelay * Math.Pow(2, retries));
    });
}
