using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Telemetry;

/// <summary>What the parts of the engine say when something happens. Each makes its event only when somebody wants it.</summary>
public sealed partial class EngineTelemetry
{
    /// <summary>Whether an event would reach anybody.</summary>
    internal bool Wants(TelemetryEventInfo entry) => (_hub.Wanted & entry.Bit) != 0 && _enabled();

    /// <summary>Whether somebody wants to hear of single jobs, by events, spans or durations.</summary>
    internal bool WatchesJobs
        => ((_hub.Wanted & TelemetryCatalogue.OfJobs) != 0 || Instruments.Source.HasListeners() || Instruments.JobDuration.Enabled || Instruments.AttemptDuration.Enabled) && _enabled();

    /// <summary>A circuit breaker changed its state.</summary>
    internal void CircuitChanged(CircuitTransition transition)
    {
        if (!_enabled())
        {
            return;
        }

        Instruments.Count(transition, this);
        switch (transition.To)
        {
            case CircuitState.Open:
                Raise(TelemetryCatalogue.BreakerTrip, Facts.None, ("breaker_id", transition.Breaker), ("failure_count", transition.Failures));
                Raise(TelemetryCatalogue.BreakerOpen, Facts.None, ("breaker_id", transition.Breaker));
                break;
            case CircuitState.Closed:
                Raise(TelemetryCatalogue.BreakerClosed, Facts.None, ("breaker_id", transition.Breaker));
                break;
            default:
                break;
        }
    }

    /// <summary>A worker takes up a message.</summary>
    internal void WorkerMessage(string workerId) => Raise(TelemetryCatalogue.WorkerMessage, Facts.None, ("worker_id", workerId));

    /// <summary>A message is on its way.</summary>
    /// <param name="workerId">Who sent it; null when that was no worker.</param>
    /// <param name="targetId">The worker that it is for.</param>
    internal void MessageSent(string? workerId, string targetId)
        => Raise(TelemetryCatalogue.MessageSent, Facts.None, ("worker_id", workerId), ("target_id", targetId));

    /// <summary>A message has arrived at its worker.</summary>
    internal void MessageReceived(string workerId) => Raise(TelemetryCatalogue.MessageReceived, Facts.None, ("worker_id", workerId));

    /// <summary>A message could not be delivered.</summary>
    /// <param name="workerId">Who sent it; null when that was no worker.</param>
    /// <param name="targetId">The worker that it was for.</param>
    /// <param name="reason">A word that says why, such as <c>worker_not_found</c>. Never what the message said.</param>
    internal void MessageFailed(string? workerId, string targetId, string reason)
        => Raise(TelemetryCatalogue.CommunicationError, Facts.None, ("worker_id", workerId), ("target_id", targetId), ("reason", reason));

    /// <summary>A command was looked at before it runs.</summary>
    /// <param name="command">Its text.</param>
    /// <param name="tag">The job's tag.</param>
    /// <param name="error">What speaks against it; null when nothing does.</param>
    /// <param name="isWarning">Whether it runs all the same.</param>
    internal void Validated(string? command, string? tag, JobError? error, bool isWarning)
    {
        if (error is null)
        {
            Raise(TelemetryCatalogue.ValidationPassed, Facts.None, ("command", Shown(command)), ("tag", tag));
        }
        else
        {
            Raise(TelemetryCatalogue.ValidationFailed, Facts.None, ("command", Shown(command)), ("tag", tag), ("reason", error.Code), ("warning", isWarning));
        }
    }

    /// <summary>Whether somebody wants to hear of the processes of commands.</summary>
    internal bool WatchesCommands
        => Wants(TelemetryCatalogue.ExecutionStarted) || Wants(TelemetryCatalogue.ExecutionCompleted) || Wants(TelemetryCatalogue.ExecutionFailed);

    internal void CommandStarted(string? command, string? tag, int processId)
        => Raise(TelemetryCatalogue.ExecutionStarted, Facts.None, ("command", Shown(command)), ("tag", tag), ("process_id", processId));

    /// <summary>The run of a command is over.</summary>
    /// <param name="command">Its text.</param>
    /// <param name="tag">The job's tag.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="exitCode">Its exit code, if it has one.</param>
    /// <param name="signal">The signal that ended it, if one did.</param>
    /// <param name="reason">A word that says why it did not succeed; null when it did.</param>
    internal void CommandEnded(string? command, string? tag, TimeSpan duration, int? exitCode, int? signal, string? reason)
    {
        if (reason is null)
        {
            Raise(TelemetryCatalogue.ExecutionCompleted, Lasted(duration), ("command", Shown(command)), ("tag", tag), ("exit_code", exitCode));
        }
        else
        {
            Raise(TelemetryCatalogue.ExecutionFailed, Lasted(duration), ("command", Shown(command)), ("tag", tag), ("exit_code", exitCode), ("signal", signal), ("reason", reason));
        }
    }

    /// <summary>Whether somebody wants to hear of single executions.</summary>
    internal bool WatchesExecutions
        => Wants(TelemetryCatalogue.ExecuteStart) || Wants(TelemetryCatalogue.ExecuteStop) || Wants(TelemetryCatalogue.ExecuteError);

    internal void ExecuteStarted(string? command, string? tag)
        => Raise(TelemetryCatalogue.ExecuteStart, Facts.None, ("command", Shown(command)), ("tag", tag));

    /// <summary>The job of a single execution has its outcome.</summary>
    /// <param name="command">Its text; null for a delegate.</param>
    /// <param name="tag">The job's tag.</param>
    /// <param name="start">When it began, by the engine's clock.</param>
    /// <param name="reason">A word that says why it did not succeed; null when it did.</param>
    internal void ExecuteEnded(string? command, string? tag, long start, string? reason)
    {
        if (reason is null or JobErrorCodes.ExitCode)
        {
            Raise(TelemetryCatalogue.ExecuteStop, Lasted(_time.GetElapsedTime(start)), ("command", Shown(command)), ("tag", tag), ("success", reason is null));
        }
        else
        {
            Raise(TelemetryCatalogue.ExecuteError, Lasted(_time.GetElapsedTime(start)), ("command", Shown(command)), ("tag", tag), ("reason", reason));
        }
    }

    internal static IReadOnlyDictionary<string, object?> Lasted(TimeSpan duration) => Facts.Of(("duration", duration));

    internal void Raise(TelemetryEventInfo entry, IReadOnlyDictionary<string, object?> measurements, params ReadOnlySpan<(string Name, object? Value)> metadata)
    {
        if (Wants(entry))
        {
            Publish(entry.Name, measurements, Facts.Of(metadata));
        }
    }
}
