using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Protection;

/// <summary>Resources that are dear to make, such as connections, kept warm and lent one by one.</summary>
/// <typeparam name="T">The type of a resource. One that is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/> is disposed when it goes.</typeparam>
/// <remarks>
/// <list type="table">
/// <listheader><term>When</term><description>Then</description></listheader>
/// <item><term>An idle resource is there</term><description>The one returned last is checked and lent.</description></item>
/// <item><term>None is idle, and fewer than <see cref="ResourcePoolOptions{T}.Max"/> exist</term><description>The renter makes one.</description></item>
/// <item><term>All are lent</term><description>Renters wait, first come, first served; nobody overtakes.</description></item>
/// <item><term>A waiter is cancelled or times out</term><description>It leaves the line. What it would have got goes to the next.</description></item>
/// <item><term>The factory fails</term><description>The renter that made it gets the exception; the next in line may try.</description></item>
/// <item><term>A resource is dead</term><description>It is disposed and its place is free; below <see cref="ResourcePoolOptions{T}.Min"/> one is made at once, in the background.</description></item>
/// <item><term>Disposing a resource throws</term><description>That is ignored.</description></item>
/// </list>
/// Factory, check and disposal run outside of any lock. Safe for any number of threads.
/// </remarks>
public sealed partial class ResourcePool<T> : IAsyncDisposable
    where T : notnull
{
    private readonly Lock _gate = new();
    private readonly Func<CancellationToken, ValueTask<T>> _factory;
    private readonly ResourcePoolOptions<T> _options;
    private readonly TimeProvider _time;
    private readonly WaitLine<bool, Turn> _line;
    private readonly Alarm _alarm;
    private readonly long _idleLifetime;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guarded by the lock. Those idle the longest come first.
    private readonly LinkedList<(T Resource, long Since)> _idle = new();
    private int _size;
    private int _leaving;
    private bool _disposed;

    /// <summary>Makes a pool without resources; <see cref="WarmAsync"/> makes the first ones.</summary>
    /// <param name="factory">Makes a resource. Its token is that of the renter.</param>
    /// <param name="options">How many, and which still serve. Null (default): the default options.</param>
    /// <param name="time">The clock. Null (default): that of the system.</param>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    /// <exception cref="ArgumentException"><see cref="ResourcePoolOptions{T}.Min"/> exceeds <see cref="ResourcePoolOptions{T}.Max"/>.</exception>
    public ResourcePool(Func<CancellationToken, ValueTask<T>> factory, ResourcePoolOptions<T>? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _factory = factory;
        _options = (options ?? new ResourcePoolOptions<T>()).Validated();
        _time = time ?? TimeProvider.System;
        _idleLifetime = _options.IdleLifetime is { } lifetime ? Durations.ToTimestamp(lifetime, _time) : 0;
        _line = new WaitLine<bool, Turn>(_gate, _ => ServeWaiters());
        _alarm = new Alarm(_time, OnAlarm);
    }

    /// <summary>Resources that exist: rented, idle, being made or being disposed. From 0 to <see cref="ResourcePoolOptions{T}.Max"/>.</summary>
    public int Size => Read(static pool => pool._size);

    /// <summary>Resources that nobody has.</summary>
    public int Idle => Read(static pool => pool._idle.Count);

    /// <summary>Renters that wait.</summary>
    public int Waiting => Read(static pool => pool._line.Count);

    /// <summary>Rents a resource, and waits for one if need be.</summary>
    /// <param name="cancellationToken">Ends the wait, and is handed to the check and the factory.</param>
    /// <returns>The resource, to be given back.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="ResourcePoolOptions{T}.RentTimeout"/>.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed, or was while this waited.</exception>
    /// <remarks>Whatever the factory throws reaches the renter that had to make a resource.</remarks>
    public ValueTask<PooledResource<T>> RentAsync(CancellationToken cancellationToken = default)
        => _options.RentTimeout is { } limit ? RentInTimeAsync(limit, cancellationToken) : RentCoreAsync(cancellationToken);

    /// <summary>Makes resources until there are <see cref="ResourcePoolOptions{T}.Min"/>.</summary>
    /// <param name="cancellationToken">Ends it, and is handed to the factory.</param>
    /// <returns>A task that ends when they are there, or as the factory first fails.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public async Task WarmAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_size >= _options.Min)
                {
                    return;
                }

                _size++;
            }

            GiveBack(await MakeAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Lends nothing more, sends waiters away, disposes what is idle, and waits until what is lent has come back and is disposed.</summary>
    /// <returns>A task that ends when no resource is left. It waits for ever for one that is never given back.</returns>
    public async ValueTask DisposeAsync()
    {
        List<T> idle;
        lock (_gate)
        {
            _disposed = true;
            idle = [.. _idle.Select(static entry => entry.Resource)];
            _idle.Clear();
            _line.Dismiss(() => new ObjectDisposedException(GetType().Name));
            _alarm.Dispose();
            EndWhenEmpty();
        }

        foreach (var resource in idle)
        {
            await DisposeResourceAsync(resource).ConfigureAwait(false);
            FreePlace();
        }

        await _drained.Task.ConfigureAwait(false);
    }

    internal void GiveBack(T resource)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _idle.AddLast((resource, _time.GetTimestamp()));
                ServeWaiters();
                SetAlarm();
                return;
            }
        }

        Bury(resource);
    }

    /// <summary>Disposes a resource, apart from the caller, and frees its place after that.</summary>
    internal void Bury(T resource, bool isExpected = false)
    {
        using (ContextFlow.Suppress())
        {
            _ = BuryAsync();
        }

        async Task BuryAsync()
        {
            await DisposeResourceAsync(resource).ConfigureAwait(false);
            FreePlace(isExpected);
            if (!isExpected)
            {
                await ReplenishAsync().ConfigureAwait(false);
            }
        }
    }

    private int Read(Func<ResourcePool<T>, int> read)
    {
        lock (_gate)
        {
            return read(this);
        }
    }
}
