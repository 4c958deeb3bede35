using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>The outcomes without a value, each in its one shape.</summary>
internal static class StageOutcomes
{
    public static Outcome<T> Failed<T>(Exception error)
        => new(OutcomeKind.Failed, new JobError(JobErrorCodes.Exception, $"{error.GetType().Name}: {ErrorText.Of(error)}", error));

    public static Outcome<T> Failed<T>(string what, Exception? error)
        => new(OutcomeKind.Failed, new JobError(JobErrorCodes.Exception, what, error));

    public static Outcome<T> Rejected<T>(string why)
        => new(OutcomeKind.Rejected, new JobError(JobErrorCodes.ValidationFailed, why));

    /// <summary>Protection refused an attempt: the first one, or the retry after another.</summary>
    public static Outcome<T> Refused<T>(JobError refusal, Outcome<T>? last)
        => last is { Error: { } error } outcome
            ? new(outcome.Kind, error with { Message = $"{error.Message} It was not tried again: {refusal.Message}" })
            : new(OutcomeKind.Rejected, refusal);

    public static Outcome<T> TimedOut<T>(TimeSpan limit)
        => new(OutcomeKind.TimedOut, new JobError(JobErrorCodes.Timeout, $"The attempt ran longer than its limit of {limit}."));

    public static Outcome<T> Ended<T>(OutcomeKind kind) => kind == OutcomeKind.Interrupted
        ? new(kind, new JobError(JobErrorCodes.Shutdown, "The pipeline was disposed before this input was through."))
        : new(kind, new JobError(JobErrorCodes.Cancelled, "The run was cancelled before this input was through."));
}
