namespace Arrea.Dataflow.Telemetry;

/// <summary>Brings telemetry events to their handlers, on the thread that raises them. No handler runs under the lock.</summary>
/// <param name="handlerFailed">Gets what a handler threw, after that handler was detached.</param>
internal sealed class TelemetryHub(Action<Exception, string> handlerFailed)
{
    private readonly Lock _gate = new();
    private volatile TelemetryHandler[] _handlers = [];
    private ulong _wanted;
    private bool _closed;

    /// <summary>The events of the catalogue that somebody wants.</summary>
    public ulong Wanted => Volatile.Read(ref _wanted);

    public TelemetryHandler Add(string? name, Action<TelemetryEvent> handle)
    {
        var handler = new TelemetryHandler(this, name, handle);
        lock (_gate)
        {
            Set(_closed ? [] : [.. _handlers, handler]);
        }

        return handler;
    }

    /// <summary>Nothing is told any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Set([]);
        }
    }

    public bool Has(TelemetryHandler handler) => Array.Exists(_handlers, other => other == handler);

    public void Remove(TelemetryHandler handler) => TryRemove(handler);

    /// <summary>Whether an event of this name, of the catalogue or not, would reach anybody.</summary>
    public bool Wants(string name) => Array.Exists(_handlers, handler => handler.Wants(name));

    public void Publish(TelemetryEvent telemetryEvent)
    {
        foreach (var handler in _handlers)
        {
            if (!handler.Wants(telemetryEvent.Name))
            {
                continue;
            }

            try
            {
                handler.Handle(telemetryEvent);
            }
            catch (Exception error)
            {
                // Two threads may find it out at once; it is told once.
                if (TryRemove(handler))
                {
                    handlerFailed(error, handler.Name);
                }
            }
        }
    }

    private bool TryRemove(TelemetryHandler handler)
    {
        lock (_gate)
        {
            var left = Array.FindAll(_handlers, other => other != handler);
            var wasThere = left.Length < _handlers.Length;
            Set(left);
            return wasThere;
        }
    }

    private void Set(TelemetryHandler[] handlers)
    {
        _handlers = handlers;
        Volatile.Write(ref _wanted, handlers.Aggregate(0UL, static (bits, handler) => bits | handler.Wanted));
    }
}
