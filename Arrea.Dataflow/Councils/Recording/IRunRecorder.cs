using Arrea.Dataflow.Councils.Events;

namespace Arrea.Dataflow.Councils.Recording;

/// <summary>Observes one run after another, each on a queue of its own. What it throws, and how slow it is, is nothing to the run.</summary>
public interface IRunRecorder
{
    /// <summary>Called once, before any event. What it throws makes the run go on without being recorded.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="council">The council.</param>
    /// <param name="cancellationToken">Not used yet by the host; for implementations that call on.</param>
    /// <returns>Done when events may come.</returns>
    ValueTask InitAsync(string runId, string council, CancellationToken cancellationToken);

    /// <summary>Called for each event, in order, one call at a time.</summary>
    /// <param name="told">The event.</param>
    /// <param name="cancellationToken">As for <see cref="InitAsync"/>.</param>
    /// <returns>Done when the next may come.</returns>
    ValueTask HandleEventAsync(CouncilEvent told, CancellationToken cancellationToken);

    /// <summary>Called once, after the last event.</summary>
    /// <param name="outcome">How the run ended.</param>
    /// <param name="cancellationToken">As for <see cref="InitAsync"/>.</param>
    /// <returns>Done when everything is kept.</returns>
    ValueTask HandleFinalizeAsync(RunOutcome outcome, CancellationToken cancellationToken);
}

/// <summary>How a run ended, for its recorder.</summary>
public enum RunOutcome
{
    /// <summary>With an answer.</summary>
    Completed,

    /// <summary>Without one.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>It ended without a last event: it was terminated. The documents call it <c>runserver_crashed</c>.</summary>
    RunServerCrashed,
}
