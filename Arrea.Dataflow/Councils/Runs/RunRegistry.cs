using System.Diagnostics.CodeAnalysis;
using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Councils.Runs;

/// <summary>The runs that go on and those that have just ended, by id. Registries do not mix.</summary>
public sealed class RunRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CouncilRun> _runs = new(StringComparer.Ordinal);
    private readonly Queue<(CouncilRun Run, DateTimeOffset Ended)> _ended = new();
    private readonly TimeProvider _time;

    /// <summary>Makes an empty registry.</summary>
    /// <param name="time">The clock; null for the system's.</param>
    public RunRegistry(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>How long a run is known after its end. Range: 0 to 30 days. Default: 60 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan Retention { get; init => field = Check.InRange(value, TimeSpan.Zero, TimeSpan.FromDays(30)); } = TimeSpan.FromSeconds(60);

    /// <summary>The runs that go on, the oldest first. Waits for none of them.</summary>
    public IReadOnlyList<CouncilRun> Active
    {
        get
        {
            lock (_gate)
            {
                return [.. _runs.Values.Where(static run => run.EndedAt is null).OrderBy(static run => run.StartedAt)];
            }
        }
    }

    /// <summary>The run of an id, also one that has just ended.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="run">The run.</param>
    /// <returns>False when there is none.</returns>
    public bool TryFind(string runId, [NotNullWhen(true)] out CouncilRun? run)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (_gate)
        {
            Forget();
            return _runs.TryGetValue(runId, out run);
        }
    }

    /// <summary>Where the run of an id stands; null when there is none.</summary>
    /// <param name="runId">The id.</param>
    /// <returns>The state.</returns>
    public RunState? StateOf(string runId) => TryFind(runId, out var run) ? run.State : null;

    /// <summary>Waits for the result of a run.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="timeout">How long at most; null for 5 s.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="KeyNotFoundException">There is no such run.</exception>
    /// <exception cref="TimeoutException">It goes on. It is left alone.</exception>
    /// <exception cref="RunTerminatedException">It was terminated.</exception>
    public Task<CouncilResult> FetchResultAsync(string runId, TimeSpan? timeout = null)
        => TryFind(runId, out var run) ? run.AwaitAsync(timeout ?? TimeSpan.FromSeconds(5)) : Task.FromException<CouncilResult>(new KeyNotFoundException($"There is no run '{runId}'."));

    /// <summary>Takes a run in.</summary>
    /// <returns>The run that has its id and goes on; null where there is none, and the new one is known now.</returns>
    internal CouncilRun? Add(CouncilRun run)
    {
        lock (_gate)
        {
            Forget();
            if (_runs.TryGetValue(run.RunId, out var first) && first.EndedAt is null)
            {
                return first;
            }

            _runs[run.RunId] = run;
            return null;
        }
    }

    /// <summary>Notes that a run has ended.</summary>
    internal void NoteEnd(CouncilRun run)
    {
        lock (_gate)
        {
            _ended.Enqueue((run, _time.GetUtcNow()));
            Forget();
        }
    }

    private void Forget()
    {
        while (_ended.TryPeek(out var oldest) && _time.GetUtcNow() - oldest.Ended >= Retention)
        {
            _ended.Dequeue();
            if (_runs.TryGetValue(oldest.Run.RunId, out var known) && known == oldest.Run)
            {
                _runs.Remove(oldest.Run.RunId);
            }
        }
    }
}
