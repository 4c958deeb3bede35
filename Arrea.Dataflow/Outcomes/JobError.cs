namespace Arrea.Dataflow.Outcomes;

/// <summary>Why a job did not succeed.</summary>
/// <param name="Code">What kind of error it is: one of <see cref="JobErrorCodes"/>. Stable; made for programs.</param>
/// <param name="Message">What happened and what to do about it, in one or two sentences. Made for people.</param>
/// <param name="Exception">The exception behind it, when there is one.</param>
public sealed record JobError(string Code, string Message, Exception? Exception = null)
{
    /// <summary>Who or what told the job to end; <see cref="StopReason.None"/> (default) when it failed by itself.</summary>
    public StopReason StoppedBy { get; init; }

    /// <summary>The code. Never the message, which may hold secrets.</summary>
    public override string ToString() => Code;
}
