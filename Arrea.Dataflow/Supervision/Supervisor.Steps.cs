using Arrea.Dataflow.Events;

namespace Arrea.Dataflow.Supervision;

/// <summary>What a supervisor does, one step after another.</summary>
public sealed partial class Supervisor
{
    private async Task OnEndedAsync(Part part, PartLife life)
    {
        lock (_gate)
        {
            if (_state != EngineState.Running || part.Life != life)
            {
                // A restart or a stop has come first, and has dealt with it.
                return;
            }

            Settle(part, life);
            if (life.Error is null)
            {
                return;
            }
        }

        _host.Logger.PartFailed(life.Error, part.Name);
        if (_allowance.TryTake())
        {
            await RestartAsync(part, life.Error).ConfigureAwait(false);
        }
        else
        {
            await GiveUpAsync(part, life.Error).ConfigureAwait(false);
        }
    }

    private async Task RestartAsync(Part failed, Exception reason)
    {
        var chain = ChainOf(failed);
        for (var index = chain.Count - 1; index > 0; index--)
        {
            await StopAsync(chain[index], PartState.Waiting).ConfigureAwait(false);
        }

        foreach (var part in chain)
        {
            await StartAsync(part, reason).ConfigureAwait(false);
        }
    }

    /// <summary>A part and those that depend on it, directly or not, in order of start.</summary>
    private List<Part> ChainOf(Part first)
    {
        lock (_gate)
        {
            // A part comes after those that it depends on, so that one look at each is enough.
            var names = new HashSet<string>(StringComparer.Ordinal) { first.Name };
            var chain = new List<Part> { first };
            foreach (var part in _parts.Where(part => part.DependsOn.Any(names.Contains)))
            {
                names.Add(part.Name);

                // One that waits for its first start is not late for anything.
                if (!part.IsOver && part.Life is not null)
                {
                    chain.Add(part);
                }
            }

            return chain;
        }
    }

    private async Task GiveUpAsync(Part part, Exception error)
    {
        var failure = new EngineFailure { Part = part.Name, Error = error, RestartLimit = _host.RestartLimit(), Window = _host.RestartWindow };
        lock (_gate)
        {
            if (_state != EngineState.Running)
            {
                return;
            }

            _state = EngineState.Stopping;
            _failure = failure;
        }

        _host.Logger.EngineStops(error, part.Name);
        try
        {
            await Task.WhenAll(_host.EndWork(failure), StopAllAsync()).ConfigureAwait(false);
        }
        finally
        {
            SetStopped();
            _host.Tell(new EngineStopped(failure.Message));
        }
    }

    private async Task<bool> RemoveNowAsync(string name)
    {
        Part? part;
        lock (_gate)
        {
            part = _parts.Find(part => part.Name == name);
            if (part is null)
            {
                return false;
            }

            if (part.IsOwn)
            {
                throw new InvalidOperationException($"The part {name} is the engine's own and cannot be removed.");
            }

            var users = _parts.Where(other => !other.IsOver && other.DependsOn.Contains(name)).Select(static other => other.Name).ToList();
            if (users.Count > 0)
            {
                throw new InvalidOperationException($"The part {name} cannot be removed, as {string.Join(", ", users)} depend on it. Remove these first.");
            }

            part.IsLeaving = true;
        }

        await StopAsync(part, PartState.Stopped).ConfigureAwait(false);
        lock (_gate)
        {
            _parts.Remove(part);
        }

        return true;
    }

    private async Task StopAllAsync()
    {
        List<Part> parts;
        lock (_gate)
        {
            parts = [.. _parts];
        }

        for (var index = parts.Count - 1; index >= 0; index--)
        {
            await StopAsync(parts[index], PartState.Stopped).ConfigureAwait(false);
        }
    }

    private async Task StopAsync(Part part, PartState then)
    {
        PartLife? life;
        lock (_gate)
        {
            life = part.Life;
            if (life is null)
            {
                part.State = part.State == PartState.Waiting ? then : part.State;
                return;
            }

            part.State = PartState.Stopping;
        }

        life.Cancel();
        if (!await _host.WaitAsync(life.Ended).ConfigureAwait(false))
        {
            _host.Logger.PartLeftBehind(part.Name);
        }

        lock (_gate)
        {
            if (life.Ended.IsCompleted)
            {
                Settle(part, life);
            }

            part.Life = null;
            part.State = part.State == PartState.Done ? PartState.Done : then;
        }
    }

    private async Task StartAsync(Part part, Exception? reason)
    {
        if (BeginLife(part, reason) is not { } life)
        {
            return;
        }

        life.Start();
        if (reason is not null)
        {
            _host.Logger.PartWasRestarted(part.Name, part.Restarts);
            _host.Tell(new PartRestarted(part.Name, part.Restarts, reason));
        }

        // The next one starts when this one has had its turn. One that keeps its thread must not hold up the others.
        await _host.WaitForBeginAsync(life.Begun).ConfigureAwait(false);
    }

    /// <summary>Makes the next run of a part.</summary>
    /// <returns>Null when it must not run (any more).</returns>
    private PartLife? BeginLife(Part part, Exception? reason)
    {
        lock (_gate)
        {
            if (_state != EngineState.Running || part.IsOver)
            {
                part.State = part.IsOver ? part.State : PartState.Stopped;
                return null;
            }

            part.Restarts += reason is null ? 0 : 1;
            part.State = PartState.Running;
            return part.Life = new PartLife(part.Run, life => _ = _steps.RunAsync(() => OnEndedAsync(part, life)));
        }
    }

    /// <summary>Writes down how a run has ended.</summary>
    private static void Settle(Part part, PartLife life)
    {
        part.Life = null;
        part.LastError = life.Error ?? part.LastError;
        part.State = life.IsDone ? PartState.Done : PartState.Failed;
    }
}
