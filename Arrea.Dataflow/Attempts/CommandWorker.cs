using System.Diagnostics;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Starting;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Validation;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Attempts;

/// <summary>Runs command jobs: validates them, hands them to the runner, and says what became of an attempt.</summary>
/// <param name="runner">Runs the commands.</param>
/// <param name="runtimes">Sees to the versions of languages that jobs ask for.</param>
/// <param name="template">What the engine says about all commands.</param>
/// <param name="config">The shell, the rules that commands are judged by, and whether jobs may ask asdf for versions.</param>
/// <param name="telemetry">Hears of commands that are looked at, and of those that run.</param>
/// <param name="logger">Hears of commands that run although validation speaks against them.</param>
internal sealed class CommandWorker(
    ICommandRunner runner, RuntimeSetup runtimes, CommandRequest template, ArreaConfig config, EngineTelemetry telemetry, ILogger logger)
{
    // A warning is for reading; what a command wrote is in its result.
    private const int LongestWarning = 4096;

    private readonly JobValidation _validation = new(config);

    /// <summary>What validation says of a job with a command, whether it is asked to or not.</summary>
    public Verdict VerdictOf(Job job) => _validation.Of(job, ShellOf(job));

    /// <summary>The shell that a job would run in now. It stays that of the job: what was looked at is what runs.</summary>
    public CommandShell ShellOf(Job job) => CommandShell.Find(job.Shell ?? config.Current.Shell, job.Environment?.GetValueOrDefault("PATH"));

    /// <summary>Why a job may not run; null when it may.</summary>
    /// <param name="job">The job.</param>
    /// <param name="shell">The shell that it will run in.</param>
    public JobError? Refusal(Job job, CommandShell shell)
    {
        JobError? error = null;
        if (job.Validate)
        {
            var verdict = _validation.Of(job, shell);
            var finding = verdict.IsAccepted ? null : new JobError(JobErrorCodes.ValidationFailed, VerdictText.Of(verdict));
            error = _validation.Stops(verdict) ? finding : null;
            telemetry.Validated(job.Command, job.Tag, finding, isWarning: error is null);
            if (finding is not null && error is null && config.Validation.Profile == ValidationProfile.Warn)
            {
                logger.RunsUnderWarning(verdict is Dangerous ? "dangerous" : "injection", VerdictText.RuleOf(verdict), job.Tag);
            }
        }

        return error ?? OfRuntimes(job);
    }

    /// <summary>Runs one attempt to its end.</summary>
    /// <param name="job">The job.</param>
    /// <param name="shell">The shell that it was looked at for.</param>
    /// <param name="onOutput">Sees what the command writes; null when nobody wants it.</param>
    /// <param name="trace">The span that the command belongs to; null for none.</param>
    /// <param name="stoppedBy">Says, once the command has ended, why it was told to.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    public Task<CommandResult> RunAsync(
        Job job, CommandShell shell, CommandOutputHandler? onOutput, Activity? trace, Func<StopReason> stoppedBy, CancellationToken cancellationToken)
    {
        var request = RequestOf(job, shell, onOutput, trace);
        return telemetry.WatchesCommands
            ? WatchedRunAsync(job, request, stoppedBy, cancellationToken)
            : RunnerOf(job).RunAsync(request, cancellationToken);
    }

    /// <summary>What runs a job: the runner itself unless it asks for versions of languages.</summary>
    public ICommandRunner RunnerOf(Job job) => job.RuntimeVersions.Count == 0 ? runner : new RuntimeRunner(runner, runtimes, job.RuntimeVersions);

    /// <summary>A job as a runner takes it.</summary>
    public CommandRequest RequestOf(Job job, CommandShell shell, CommandOutputHandler? onOutput = null, Activity? trace = null) => template with
    {
        Text = job.Arguments is null ? job.Command : null,
        Arguments = job.Arguments,
        Shell = shell.Requested,
        ChosenShell = shell.Choice,
        WorkingDirectory = job.WorkingDirectory,
        Environment = TraceVariables.AddTo(job.Environment, trace),
        InheritedVariables = job.InheritedVariables ?? template.InheritedVariables,
        StandardInput = job.StandardInput,
        StandardOutputTarget = job.StandardOutputTarget,
        StandardErrorTarget = job.StandardErrorTarget,
        MergeOutputs = job.MergeOutputs,
        Terminal = job.Terminal,
        KillSignal = job.KillSignal ?? template.KillSignal,
        OnOutput = onOutput,
    };

    /// <summary>What an attempt that nobody ended came to.</summary>
    public static AttemptResult Judge(CommandResult result) => result switch
    {
        { StartError: { } why } => Failed(result, JobErrorCodes.StartFailed, why),
        { Signal: { } signal } => Failed(result, JobErrorCodes.Signal, $"The command was ended by signal {signal}."),
        { ExitCode: not 0 } => Failed(result, JobErrorCodes.ExitCode, $"The command ended with exit code {result.ExitCode}."),
        { StandardError: { Length: > 0 } text } => new AttemptResult(OutcomeKind.Succeeded, result, null, text.Length <= LongestWarning ? text : text[^LongestWarning..]),
        _ => new AttemptResult(OutcomeKind.Succeeded, result, null),
    };

    private async Task<CommandResult> WatchedRunAsync(Job job, CommandRequest request, Func<StopReason> stoppedBy, CancellationToken cancellationToken)
    {
        var start = telemetry.Time.GetTimestamp();
        try
        {
            var result = await RunnerOf(job).RunAsync(
                request with { OnStarted = id => telemetry.CommandStarted(job.Command, job.Tag, id) }, cancellationToken).ConfigureAwait(false);
            Ended(result, Judge(result).Error?.Code);
            return result;
        }
        catch (Exception)
        {
            // Only to be told of: what is thrown is the caller's to judge.
            Ended(null, JobErrorCodes.Exception);
            throw;
        }

        // Whoever ended it, that is the reason, however it took it.
        void Ended(CommandResult? result, string? reason)
            => telemetry.CommandEnded(
                job.Command, job.Tag, telemetry.Time.GetElapsedTime(start), result?.ExitCode, result?.Signal, stoppedBy().Code() ?? reason);
    }

    private JobError? OfRuntimes(Job job)
        => config.Current.AsdfEnabled || job.RuntimeVersions.FirstOrDefault(static version => version.Manager == RuntimeManager.Asdf) is not { } refused
            ? null
            : new JobError(JobErrorCodes.ValidationFailed, $"The job asks for {refused}, and the engine's options switch asdf off (AsdfEnabled).");

    private static AttemptResult Failed(CommandResult result, string code, string message)
        => new(OutcomeKind.Failed, result, new JobError(code, message));
}
