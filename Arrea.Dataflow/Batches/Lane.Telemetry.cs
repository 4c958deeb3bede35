using System.Diagnostics;
using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Batches;

/// <summary>What a lane tells telemetry, where somebody listens.</summary>
internal sealed partial class Lane
{
    // That of the attempt at hand.
    private AttemptTrace? _trace;

    private void BeginTrace()
    {
        if (_rules.Trace.IsWatched)
        {
            var trace = new JobTrace(_rules.Trace, _rules.WorkerIdOf(_claim.Index), _claim.Index, _claim.Job.Tag, _claim.Job.Command);
            (_claim.Extras ??= new()).Trace = trace;
            trace.Begin();
        }
    }

    private ValueTask<object?> InvokeTraced()
    {
        _trace = _claim.Extras?.Trace?.BeginAttempt(_claim.Attempts);
        return _trace?.Span is { } span ? InvokeInAsync(span) : Invoke();
    }

    // Asynchronous also because that keeps the current activity to this method and what it calls.
    private async ValueTask<object?> InvokeInAsync(Activity span)
    {
        Activity.Current = span;
        return await Invoke().ConfigureAwait(false);
    }

    private void EndAttemptTrace(in AttemptResult attempt)
    {
        if (_trace is { } trace)
        {
            _trace = null;
            var command = _claim.Job.Command is null ? null : attempt.Payload as CommandResult;
            trace.End(attempt.Outcome, attempt.Error, command?.ExitCode, command?.Signal);
        }
    }
}
