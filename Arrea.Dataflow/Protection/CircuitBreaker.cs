using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Protection;

/// <summary>Stops calling what fails again and again, and finds out by single probes when it works again.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>When</term><description>Then</description></listheader>
/// <item><term>Closed, a call fails</term><description>The failures in a row rise by one; at <see cref="CircuitBreakerOptions.Threshold"/> it opens. With a <see cref="CircuitBreakerOptions.Window"/>, the share of failures decides.</description></item>
/// <item><term>Closed, a call succeeds</term><description>The failures in a row start again at zero.</description></item>
/// <item><term>Open, a call comes too early</term><description>It is refused. That does not postpone anything.</description></item>
/// <item><term>Open, a call comes after <see cref="CircuitBreakerOptions.Timeout"/></term><description>It is half open, and that call is its probe.</description></item>
/// <item><term>Half open, a probe is out</term><description>Other calls are refused, until it ends or <see cref="CircuitBreakerOptions.ProbeTimeout"/> is over; then the next call takes its place, and its result is ignored.</description></item>
/// <item><term>Half open, a probe succeeds</term><description>The next may probe; after <see cref="CircuitBreakerOptions.ProbeSuccesses"/> it closes.</description></item>
/// <item><term>Half open, a probe fails</term><description>It opens, and its time begins anew.</description></item>
/// </list>
/// <para>
/// Safe for any number of threads. While it is closed, a call takes no lock and allocates nothing. Time is the monotonic
/// clock of the <see cref="TimeProvider"/>. The pattern is from Michael Nygard, Release It!; counting in a row is its plain form.
/// </para>
/// </remarks>
public sealed partial class CircuitBreaker
{
    // One word holds all that a closed breaker needs: generation, failures in a row, state. A generation begins with each
    // transition and each probe; it changes under the lock alone, failures by exchange within a generation.
    private const int FailureShift = 2;
    private const int GenerationShift = 22;
    private const long StateMask = (1L << FailureShift) - 1;
    private const long FailureUnit = 1L << FailureShift;
    private const long FailureMask = (1L << GenerationShift) - FailureUnit;

    private readonly Lock _gate = new();
    private readonly Queue<CircuitTransition> _news = new();
    private readonly CircuitBreakerOptions _options;
    private readonly TimeProvider _time;
    private readonly int _probeSuccesses;
    private readonly long _timeout;
    private readonly long _probeTimeout;

    private long _word;
    private long _openUntil;
    private FailureCounts? _counts;

    // Guarded by the lock, as is the queue above.
    private long _probeUntil;
    private bool _probing;
    private int _successes;
    private bool _telling;

    /// <summary>Makes a closed breaker.</summary>
    /// <param name="name">Its name, for events and errors. Not empty.</param>
    /// <param name="options">When it opens and closes. Null (default): the default options.</param>
    /// <param name="time">The clock. Null (default): that of the system.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space.</exception>
    public CircuitBreaker(string name, CircuitBreakerOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        _options = options ?? CircuitBreakerOptions.Default;
        _time = time ?? TimeProvider.System;
        _probeSuccesses = _options.ProbeSuccesses ?? Math.Max(1, _options.Threshold / 2);
        _timeout = Durations.ToTimestamp(_options.Timeout, _time);
        _probeTimeout = Durations.ToTimestamp(_options.ProbeTimeout ?? _options.Timeout, _time);
        _counts = NewCounts(generation: 0);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its state. An open one stays open until a call comes after its time: no timer moves it.</summary>
    public CircuitState State => StateOf(Volatile.Read(ref _word));

    /// <summary>The least time until a call may get through: zero unless it is open.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            var left = Volatile.Read(ref _openUntil) - _time.GetTimestamp();
            return State == CircuitState.Open && left > 0 ? _time.GetElapsedTime(0, left) : TimeSpan.Zero;
        }
    }

    /// <summary>Whether it could be forgotten without loss: closed, and without a failure that counts.</summary>
    internal bool IsPristine
    {
        get
        {
            var word = Volatile.Read(ref _word);
            return StateOf(word) == CircuitState.Closed && (word & FailureMask) == 0 && Volatile.Read(ref _counts)?.HasFailures != true;
        }
    }

    /// <summary>Asks whether a call may be made. Never waits, and allocates nothing.</summary>
    /// <param name="lease">With true, the call, whose result is to be told; otherwise the default, which nobody needs to tell anything.</param>
    /// <returns>Whether the call may be made.</returns>
    public bool TryEnter(out BreakerLease lease)
    {
        var word = Volatile.Read(ref _word);
        if (StateOf(word) == CircuitState.Closed)
        {
            lease = new BreakerLease(this, GenerationOf(word));
            return true;
        }

        return TryProbe(out lease);
    }

    /// <summary>Opens it now, for the whole of <see cref="CircuitBreakerOptions.Timeout"/>; one that is open begins its time anew.</summary>
    public void Trip()
    {
        lock (_gate)
        {
            Open(failures: 0);
        }

        Tell();
    }

    /// <summary>Closes it now and forgets all failures. Results of calls under way are ignored.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            Close();
        }

        Tell();
    }

    internal void OnSucceeded(long generation)
    {
        var word = Volatile.Read(ref _word);
        if (GenerationOf(word) != generation)
        {
            return;
        }

        if (StateOf(word) != CircuitState.Closed)
        {
            OnProbeSucceeded(generation);
            return;
        }

        if (_options.Window is not null)
        {
            CountsOf(generation)?.AddSuccess();
            return;
        }

        while ((word & FailureMask) != 0)
        {
            var seen = Interlocked.CompareExchange(ref _word, word & ~FailureMask, word);
            if (seen == word || GenerationOf(seen) != generation)
            {
                return;
            }

            word = seen;
        }
    }

    internal void OnFailed(long generation)
    {
        var word = Volatile.Read(ref _word);
        if (GenerationOf(word) != generation)
        {
            return;
        }

        if (StateOf(word) != CircuitState.Closed)
        {
            OpenFrom(generation, failures: 1);
        }
        else if (_options.Window is not null)
        {
            if (CountsOf(generation)?.AddFailure() is > 0 and var failures)
            {
                OpenFrom(generation, failures);
            }
        }
        else
        {
            CountInARow(generation, word);
        }
    }

    internal void OnAbandoned(long generation)
    {
        if (State == CircuitState.HalfOpen)
        {
            lock (_gate)
            {
                if (GenerationOf(_word) == generation)
                {
                    EndProbe();
                }
            }
        }
    }

    private static CircuitState StateOf(long word) => (CircuitState)(word & StateMask);

    private static long GenerationOf(long word) => word >> GenerationShift;

    // Counts are of one generation: a call that is late finds none, or adds to what nobody looks at any more.
    private FailureCounts? CountsOf(long generation)
        => Volatile.Read(ref _counts) is { } counts && counts.Generation == generation ? counts : null;

    private FailureCounts? NewCounts(long generation)
        => _options.Window is { } window ? new FailureCounts(window, generation, _time) : null;

    private void CountInARow(long generation, long word)
    {
        while (GenerationOf(word) == generation)
        {
            var seen = Interlocked.CompareExchange(ref _word, word + FailureUnit, word);
            if (seen == word)
            {
                var failures = (int)(((word & FailureMask) >> FailureShift) + 1);
                if (failures >= _options.Threshold)
                {
                    OpenFrom(generation, failures);
                }

                return;
            }

            word = seen;
        }
    }

    private void OpenFrom(long generation, int failures)
    {
        lock (_gate)
        {
            if (GenerationOf(_word) != generation)
            {
                return;
            }

            Open(failures);
        }

        Tell();
    }
}
