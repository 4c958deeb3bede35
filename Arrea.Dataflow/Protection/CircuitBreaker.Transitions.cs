namespace Arrea.Dataflow.Protection;

/// <content>What happens seldom: probes and transitions, under the lock.</content>
public sealed partial class CircuitBreaker
{
    private bool TryProbe(out BreakerLease lease)
    {
        lease = default;
        var now = _time.GetTimestamp();
        if (State == CircuitState.Open && now < Volatile.Read(ref _openUntil))
        {
            return false;
        }

        lock (_gate)
        {
            switch (State)
            {
                case CircuitState.Closed:
                    lease = new BreakerLease(this, GenerationOf(_word));
                    return true;
                case CircuitState.Open when now < _openUntil:
                case CircuitState.HalfOpen when _probing && now < _probeUntil:
                    return false;
                case CircuitState.Open:
                    _successes = 0;
                    Move(CircuitState.HalfOpen, failures: 0);
                    break;
                default:
                    // A new generation, so that a lost probe that comes back late is ignored.
                    BeginGeneration(CircuitState.HalfOpen);
                    break;
            }

            _probing = true;
            _probeUntil = now + _probeTimeout;
            lease = new BreakerLease(this, GenerationOf(_word));
        }

        Tell();
        return true;
    }

    private void OnProbeSucceeded(long generation)
    {
        lock (_gate)
        {
            if (GenerationOf(_word) != generation)
            {
                return;
            }

            _successes++;
            if (_successes < _probeSuccesses)
            {
                EndProbe();
                return;
            }

            Close();
        }

        Tell();
    }

    private void EndProbe()
    {
        _probing = false;
        BeginGeneration(CircuitState.HalfOpen);
    }

    private void Open(int failures)
    {
        Volatile.Write(ref _openUntil, _time.GetTimestamp() + _timeout);
        Move(CircuitState.Open, failures);
    }

    private void Close() => Move(CircuitState.Closed, failures: 0);

    private void Move(CircuitState to, int failures)
    {
        var from = State;
        _probing = false;
        BeginGeneration(to);
        if (from != to && _options.OnTransition is not null)
        {
            _news.Enqueue(new CircuitTransition { Breaker = Name, From = from, To = to, Failures = failures });
        }
    }

    // Whoever counts a failure meanwhile compares the whole word, and finds it changed.
    private void BeginGeneration(CircuitState state)
    {
        var generation = GenerationOf(_word) + 1;
        if (state == CircuitState.Closed)
        {
            Volatile.Write(ref _counts, NewCounts(generation));
        }

        Interlocked.Exchange(ref _word, (generation << GenerationShift) | (long)state);
    }

    // One thread tells at a time, so that transitions are told in order; the others leave theirs to it.
    private void Tell()
    {
        if (_options.OnTransition is not { } onTransition)
        {
            return;
        }

        while (true)
        {
            CircuitTransition? transition;
            lock (_gate)
            {
                if (_telling || !_news.TryDequeue(out transition))
                {
                    return;
                }

                _telling = true;
            }

            try
            {
                onTransition(transition);
            }
            catch (Exception)
            {
                // A watcher that throws must not fail the call that it watches.
            }
            finally
            {
                lock (_gate)
                {
                    _telling = false;
                }
            }
        }
    }
}
