using System.Collections.Concurrent;

namespace Arrea.Dataflow.Protection;

/// <summary>Circuit breakers by name, and by key within a name, made when they are first asked for.</summary>
/// <remarks>
/// Safe for any number of threads. When it is full, breakers that nobody has asked for of late are forgotten, but only
/// closed ones without a failure that counts. So ask for the breaker at each call, instead of keeping it: a kept one goes on
/// working, but after it was forgotten others get another one of that name.
/// </remarks>
public sealed class CircuitBreakers
{
    private readonly ConcurrentDictionary<(string Name, string? Key), Entry> _entries = new();
    private readonly Lock _gate = new();
    private readonly CircuitBreakersOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes an empty registry.</summary>
    /// <param name="options">What it makes and keeps. Null (default): the default options.</param>
    /// <param name="time">The clock of its breakers. Null (default): that of the system.</param>
    public CircuitBreakers(CircuitBreakersOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new CircuitBreakersOptions();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>How many there are. From 0 to <see cref="CircuitBreakersOptions.Capacity"/>.</summary>
    public int Count => _entries.Count;

    /// <summary>Gives the breaker of a name and key; makes it when there is none.</summary>
    /// <param name="name">The name. Not empty.</param>
    /// <param name="key">What it is for within the name, such as a host. Null (default): the name has one breaker.</param>
    /// <param name="options">Its options, if this call makes it; otherwise they are ignored. Null (default): <see cref="CircuitBreakersOptions.Defaults"/>.</param>
    /// <returns>The breaker. Its name is <paramref name="name"/>, with a key <c>name/key</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space.</exception>
    /// <exception cref="InvalidOperationException">The registry is full of breakers that are open, half open, or have failures.</exception>
    public CircuitBreaker Get(string name, string? key = null, CircuitBreakerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_entries.TryGetValue((name, key), out var entry))
        {
            entry.Touch();
            return entry.Breaker;
        }

        lock (_gate)
        {
            if (_entries.TryGetValue((name, key), out entry))
            {
                entry.Touch();
                return entry.Breaker;
            }

            MakeRoom();
            entry = new Entry(new CircuitBreaker(key is null ? name : $"{name}/{key}", Watched(options ?? _options.DefaultsOfNow?.Invoke() ?? _options.Defaults), _time));
            _entries[(name, key)] = entry;
            return entry.Breaker;
        }
    }

    /// <summary>Gives the breaker of a name and key if there is one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="key">What it is for within the name, or null.</param>
    /// <returns>The breaker, or null.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public CircuitBreaker? Find(string name, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _entries.TryGetValue((name, key), out var entry) ? entry.Breaker : null;
    }

    /// <summary>Lists the breakers there are now, in no particular order.</summary>
    /// <returns>A list of its own.</returns>
    public IReadOnlyList<CircuitBreaker> List() => [.. _entries.Values.Select(static entry => entry.Breaker)];

    private CircuitBreakerOptions Watched(CircuitBreakerOptions options) => _options.OnTransition is not { } registrys ? options
        : options.OnTransition is not { } own ? options with { OnTransition = registrys }
        : options with
        {
            OnTransition = transition =>
            {
                try
                {
                    own(transition);
                }
                finally
                {
                    registrys(transition);
                }
            },
        };

    // Second chance: the first look spares what was asked for since the last one. A tenth goes at a time, so that looking
    // through all of them is shared by many arrivals.
    private void MakeRoom()
    {
        if (_entries.Count < _options.Capacity)
        {
            return;
        }

        var surplus = Math.Max(1, _options.Capacity / 10);
        for (var look = 0; look < 2 && surplus > 0; look++)
        {
            foreach (var (id, entry) in _entries)
            {
                if (surplus > 0 && !entry.WasTouched() && entry.Breaker.IsPristine && _entries.TryRemove(id, out _))
                {
                    surplus--;
                }
            }
        }

        if (_entries.Count >= _options.Capacity)
        {
            throw new InvalidOperationException(
                $"There are {_entries.Count} circuit breakers, all open or with failures, so none can be forgotten. Raise {nameof(CircuitBreakersOptions.Capacity)}, or use fewer keys.");
        }
    }

    private sealed class Entry(CircuitBreaker breaker)
    {
        // Not by being made: what is asked for once only goes before what is asked for again.
        private volatile bool _touched;

        public CircuitBreaker Breaker => breaker;

        // Written only when it changes, so that threads that use one breaker do not take its memory from each other.
        public void Touch()
        {
            if (!_touched)
            {
                _touched = true;
            }
        }

        public bool WasTouched()
        {
            var touched = _touched;
            _touched = false;
            return touched;
        }
    }
}
