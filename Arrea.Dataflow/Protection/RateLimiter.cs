using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Protection;

/// <summary>Limits how often something is done, as a token bucket or a leaky bucket.</summary>
/// <remarks>
/// <para>
/// The algorithm is GCRA, the generic cell rate algorithm of ITU-T I.371: one number, the theoretical arrival time, moves
/// on by one interval for each permit. So a call costs one exchange, no lock, no timer and no allocation.
/// </para>
/// <para>
/// Who waits is served first come, first served, by one timer for all, and nobody overtakes. A timer rings late, by a
/// millisecond or so: lateness up to 20 ms is made up for, so that the rate holds also where the interval is shorter
/// than that; in a leaky bucket waiters may then go closer together than the interval.
/// </para>
/// Safe for any number of threads.
/// </remarks>
public sealed class RateLimiter : IDisposable
{
    private static readonly TimeSpan MostCatchUp = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly WaitLine<int, RatePermit> _line;
    private readonly Alarm _alarm;
    private readonly int _largestCall;
    private readonly int _queueLimit;
    private readonly bool _isLeaky;
    private readonly long _interval;
    private readonly long _millisecond;
    private readonly long _catchUp;

    // The theoretical arrival time, by the clock's ticks: when all permits given so far are paid for.
    private long _paidAt;
    private volatile bool _hasWaiters;
    private long _permitsAhead;
    private bool _disposed;

    /// <summary>Makes a limiter. A token bucket begins full.</summary>
    /// <param name="options">How many in which time. Null (default): the default options.</param>
    /// <param name="time">The clock. Null (default): that of the system.</param>
    /// <exception cref="ArgumentException">A full burst would take more than 365 days to come.</exception>
    public RateLimiter(RateLimiterOptions? options = null, TimeProvider? time = null)
    {
        options = (options ?? new RateLimiterOptions()).Validated();
        _time = time ?? TimeProvider.System;
        _largestCall = options.LargestCall;
        _queueLimit = options.QueueLimit;
        _isLeaky = options.Algorithm == RateAlgorithm.LeakyBucket;
        _interval = Math.Max(1, (Durations.ToTimestamp(options.Period, _time) + options.Permits - 1) / options.Permits);
        _millisecond = Math.Max(1, Durations.ToTimestamp(TimeSpan.FromMilliseconds(1), _time));
        _catchUp = Durations.ToTimestamp(MostCatchUp, _time);
        _paidAt = _time.GetTimestamp();
        _line = new WaitLine<int, RatePermit>(_gate, OnLeft);
        _alarm = new Alarm(_time, OnAlarm);
    }

    /// <summary>The most permits that one call may take.</summary>
    internal int LargestCall => _largestCall;

    /// <summary>How many calls wait. From 0 to <see cref="RateLimiterOptions.QueueLimit"/>.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _line.Count;
            }
        }
    }

    /// <summary>Takes permits if they are there and nobody waits. Never waits, and allocates nothing.</summary>
    /// <param name="permits">How many: all of them or none. Range: 1 to <see cref="RateLimiterOptions.Burst"/>. Default: 1.</param>
    /// <returns>Whether they were taken, and if not, when to try again.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="permits"/> is outside its range.</exception>
    public RatePermit TryAcquire(int permits = 1)
    {
        CheckPermits(permits);
        if (_hasWaiters)
        {
            lock (_gate)
            {
                if (_line.Count > 0)
                {
                    return Refusal(permits);
                }
            }
        }

        var wait = Take(permits);
        return wait == 0 ? new RatePermit(true, TimeSpan.Zero) : new RatePermit(false, _time.GetElapsedTime(0, wait));
    }

    /// <summary>Takes permits, and waits for them if they are not there.</summary>
    /// <param name="permits">How many: all of them or none. Range: 1 to <see cref="RateLimiterOptions.Burst"/>. Default: 1.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is taken then.</param>
    /// <returns>The permits; at once a refusal when the queue is full.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="permits"/> is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the permits were there.</exception>
    /// <exception cref="ObjectDisposedException">The limiter is disposed, or was while it waited.</exception>
    public ValueTask<RatePermit> AcquireAsync(int permits = 1, CancellationToken cancellationToken = default)
    {
        CheckPermits(permits);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<RatePermit>(cancellationToken);
        }

        if (!_hasWaiters && Take(permits) == 0)
        {
            return ValueTask.FromResult(new RatePermit(true, TimeSpan.Zero));
        }

        WaitLine<int, RatePermit>.Waiter waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_line.Count >= _queueLimit)
            {
                return ValueTask.FromResult(Refusal(permits));
            }

            waiter = _line.Join(permits);
            _permitsAhead += permits;
            _hasWaiters = true;
            if (_line.Count == 1)
            {
                ServeWaiters();
            }
        }

        return WaitLine<int, RatePermit>.WaitAsync(waiter, cancellationToken);
    }

    /// <summary>Ends the waits, with <see cref="ObjectDisposedException"/>. Permits that are there may still be taken.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _line.Dismiss(static () => new ObjectDisposedException(nameof(RateLimiter)));
            _permitsAhead = 0;
            _hasWaiters = false;
            _alarm.Dispose();
        }
    }

    // Takes permits if they are there; otherwise says how long they take to come.
    private long Take(int permits, long catchUp = 0)
    {
        var paidAt = Volatile.Read(ref _paidAt);
        while (true)
        {
            // Read after what it is compared with: an older time would refuse a call because of what others took since.
            var now = _time.GetTimestamp();
            var due = Due(paidAt, permits);
            if (due > now)
            {
                return due - now;
            }

            var seen = Interlocked.CompareExchange(ref _paidAt, Math.Max(paidAt, now - catchUp) + (permits * _interval), paidAt);
            if (seen == paidAt)
            {
                return 0;
            }

            paidAt = seen;
        }
    }

    // A token bucket may run ahead of time by a whole burst, this call included; a leaky one not at all.
    private long Due(long paidAt, int permits) => _isLeaky ? paidAt : paidAt - ((_largestCall - permits) * _interval);

    private RatePermit Refusal(int permits)
    {
        // Those ahead may need longer than a clock's ticks can say.
        var left = Due(Volatile.Read(ref _paidAt), permits) - _time.GetTimestamp();
        var wait = Int128.Max(0, ((Int128)_permitsAhead * _interval) + left);
        return new RatePermit(false, wait < long.MaxValue / 1_000 ? _time.GetElapsedTime(0, (long)wait) : TimeSpan.MaxValue);
    }

    private void OnLeft(int permits)
    {
        _permitsAhead -= permits;
        ServeWaiters();
    }

    private void OnAlarm()
    {
        lock (_gate)
        {
            _alarm.Clear();
            ServeWaiters();
        }
    }

    private void ServeWaiters()
    {
        while (_line.First is { } first)
        {
            var wait = Take(first.Need, _catchUp);
            if (wait > 0)
            {
                // Timers know whole milliseconds; rounded up, they do not ring before the time again and again.
                var rounded = (wait + _millisecond - 1) / _millisecond * _millisecond;
                _alarm.SetBy(_time.GetTimestamp() + rounded);
                return;
            }

            _permitsAhead -= first.Need;
            _line.Serve(new RatePermit(true, TimeSpan.Zero));
        }

        _hasWaiters = false;
    }

    private void CheckPermits(int permits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permits, _largestCall);
    }
}
