using Arrea.Cli.Arguments;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Printing;

/// <summary>Says in a few words what went wrong.</summary>
internal static class FailureText
{
    /// <summary>A refusal: <c>[2] rm -rf /: dangerous (rm -rf)</c>.</summary>
    /// <param name="number">The number of the command, from 1.</param>
    /// <param name="job">The job.</param>
    /// <param name="verdict">What the validator says.</param>
    public static string Refusal(int number, Job job, Verdict verdict) => Line(number, job, Verdict(verdict));

    /// <summary>A job that went wrong: <c>[2] make: exit code 1</c>.</summary>
    public static string Line(int number, Job job, string reason) => $"[{number}] {Shown.Command(job.Command ?? "")}: {reason}";

    /// <summary>A verdict: <c>ok</c>, <c>dangerous (rm -rf)</c>, <c>injection (…)</c>, <c>invalid (empty command)</c>.</summary>
    public static string Verdict(Verdict verdict) => verdict switch
    {
        Dangerous dangerous => $"dangerous ({dangerous.Pattern})",
        Injection { Rule: "option_argument" } => "injection (option_argument); write -- before the place of the argument, as in 'rm -- {}'",
        Injection injection => $"injection ({injection.Rule})",
        Invalid invalid => $"invalid ({Name(invalid.Reason)})",
        _ => "ok",
    };

    /// <summary>Why a job did not succeed.</summary>
    public static string Reason(LimitOptions limits, OutcomeKind outcome, int? exitCode, int? signal, JobError? error) => outcome switch
    {
        OutcomeKind.TimedOut when limits.Deadline is { } deadline && error?.StoppedBy == StopReason.BatchDeadline => $"missed the deadline of {Duration.Show(deadline)}",
        OutcomeKind.TimedOut => TimedOut(limits),
        OutcomeKind.Failed when error?.Code == JobErrorCodes.ExitCode => $"exit code {exitCode}",
        OutcomeKind.Failed when error?.Code == JobErrorCodes.Signal => $"signal {signal}{SignalName(signal)}",
        _ => Shown.Command(error?.Message ?? outcome.ToString()),
    };

    public static string Reason(LimitOptions limits, JobResult result)
        => Reason(limits.Of(result.Job), result.Outcome, result.ExitCode, result.Signal, result.Error);

    private static string TimedOut(LimitOptions limits)
        => limits.TimeoutFactor is { } factor ? FormattableString.Invariant($"timed out: longer than {factor * 100:0.#}% of the median")
            : $"timed out after {Duration.Show(limits.Timeout)}{(limits.TimeoutIsDefault ? " (default; --timeout 0 for none)" : "")}";

    private static string Name(InvalidReason reason) => reason switch
    {
        InvalidReason.Empty => "empty command",
        InvalidReason.TooLong => "longer than 64 KiB",
        InvalidReason.Nul => "holds a NUL character",
        _ => "not UTF-8",
    };

    private static string SignalName(int? signal) => signal switch
    {
        1 => " (HUP)",
        2 => " (INT)",
        3 => " (QUIT)",
        6 => " (ABRT)",
        9 => " (KILL)",
        11 => " (SEGV)",
        13 => " (PIPE)",
        15 => " (TERM)",
        _ => "",
    };
}
