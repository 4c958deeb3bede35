using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Supervision;

/// <summary>
/// Keeps the parts of an engine going: what runs beside the batches for as long as the engine does. A part that fails is
/// started again, and so are those that depend on it. Safe to use from many threads.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>When a part</term><description>Then</description></listheader>
/// <item><term>throws, or its task fails or is cancelled</term><description>The parts that depend on it, directly or not, are stopped in reverse order of start; then it and they are started in order of start. All others, and the batches, go on.</description></item>
/// <item><term>returns</term><description>It is done for good. Those that depend on it go on.</description></item>
/// <item><term>throws while it is being stopped</term><description>That is its last error, and counts as no failure.</description></item>
/// <item><term>ignores its token</term><description>After <c>AbandonAfter</c> it is left behind, and the restart goes on without it.</description></item>
/// <item><term>fails more often than <c>RestartLimit</c> within <c>RestartWindow</c>, all parts taken together</term><description>The engine stops: jobs end interrupted, parts are stopped in reverse order of start, and further work is refused with <see cref="EngineStoppedException"/>.</description></item>
/// </list>
/// A failure that is overtaken by a restart of the same part, because what it depends on failed at the same time, counts as none.
/// </remarks>
public sealed partial class Supervisor
{
    private readonly Lock _gate = new();
    private readonly SerialQueue _steps = new();
    private readonly SupervisionHost _host;
    private readonly RestartAllowance _allowance;

    // In order of start. Guarded by the gate, as are the next two.
    private readonly List<Part> _parts = [];
    private EngineState _state;
    private EngineFailure? _failure;

    internal Supervisor(SupervisionHost host)
    {
        _host = host;
        _allowance = new RestartAllowance(host.Time, host.RestartLimit, host.RestartWindow);
    }

    /// <summary>The parts at this moment, in order of start. A part that was removed is not among them.</summary>
    public IReadOnlyList<PartInfo> Parts
    {
        get
        {
            lock (_gate)
            {
                return [.. _parts.Select(static part => part.Describe())];
            }
        }
    }

    internal EngineState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    internal EngineFailure? Failure
    {
        get
        {
            lock (_gate)
            {
                return _failure;
            }
        }
    }

    /// <summary>Adds a part and has it started, on the thread pool, after those that were added before.</summary>
    /// <param name="name">Its name, unique among the engine's parts.</param>
    /// <param name="run">
    /// What it does, until its token tells it to end. It is called again at each restart, with another token. To return means to be done for
    /// good; to throw means to have failed.
    /// </param>
    /// <param name="dependsOn">The parts without which it cannot work: when one of them restarts, so does this one. All must be there already.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or in use, or <paramref name="dependsOn"/> names a part that is not there.</exception>
    /// <exception cref="EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public void Add(string name, Func<CancellationToken, Task> run, params IEnumerable<string> dependsOn)
    {
        var part = Enter(name, run, dependsOn, isOwn: false);
        _ = _steps.RunAsync(() => StartAsync(part, reason: null));
    }

    /// <summary>Stops a part and takes it out.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Done when it has ended or was left behind; false when there is no such part.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Others depend on it, which have to be removed first; or it is the engine's own.</exception>
    /// <remarks>A part that wants to end itself returns; if it waited for this it would wait for itself.</remarks>
    public async Task<bool> RemoveAsync(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var found = false;
        await _steps.RunAsync(async () => found = await RemoveNowAsync(name).ConfigureAwait(false)).ConfigureAwait(false);
        return found;
    }

    /// <summary>Adds a part of the engine's own, and starts it on this thread before this returns.</summary>
    internal void AddOwn(string name, Func<CancellationToken, Task> run)
    {
        var part = Enter(name, run, [], isOwn: true);
        var life = BeginLife(part, reason: null);
        using (ContextFlow.Suppress())
        {
            life?.Execute();
        }
    }

    /// <summary>Stops all parts in reverse order of start. No part is started any more from now on.</summary>
    /// <param name="work">The end of the engine's work, which is waited for too.</param>
    internal Task StopAsync(Task work)
    {
        lock (_gate)
        {
            if (_state == EngineState.Running)
            {
                _state = EngineState.Stopping;
            }
        }

        return _steps.RunAsync(async () =>
        {
            await Task.WhenAll(work, StopAllAsync()).ConfigureAwait(false);
            SetStopped();
        });
    }

    private Part Enter(string name, Func<CancellationToken, Task> run, IEnumerable<string> dependsOn, bool isOwn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(dependsOn);
        string[] needed = [.. dependsOn];
        lock (_gate)
        {
            if (_state != EngineState.Running)
            {
                throw _failure is { } failure ? new EngineStoppedException(failure) : new ObjectDisposedException(nameof(Supervisor));
            }

            if (_parts.Exists(part => part.Name == name))
            {
                throw new ArgumentException($"There is a part named {name} already. Give this one another name, or remove that one first.", nameof(name));
            }

            if (Array.Find(needed, other => !_parts.Exists(part => part.Name == other && !part.IsLeaving)) is { } missing)
            {
                throw new ArgumentException($"There is no part named {missing}. Add a part after those that it depends on.", nameof(dependsOn));
            }

            var part = new Part(name, run, needed, isOwn);
            _parts.Add(part);
            return part;
        }
    }

    private void SetStopped()
    {
        lock (_gate)
        {
            _state = EngineState.Stopped;
        }
    }
}
