using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>The breaker beside a plain one that keeps everything in lists and variables.</summary>
[TestClass]
public sealed class CircuitBreakerModelTests
{
    [TestMethod]
    public Task Breaker_RandomSequences_DoesWhatTheModelSays() => Sequences.RunAsync("circuit breaker", static random =>
    {
        var time = new ManualTimeProvider();
        var told = new List<CircuitTransition>();
        var options = new CircuitBreakerOptions
        {
            Threshold = random.Next(1, 6),
            Timeout = TimeSpan.FromSeconds(random.Next(1, 10)),
            ProbeSuccesses = random.Next(2) == 0 ? null : random.Next(1, 4),
            ProbeTimeout = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(1, 10)),
            Window = random.Next(3) > 0 ? null : new() { MinimumCalls = random.Next(1, 8), Ratio = random.Next(1, 11) / 10.0, Length = TimeSpan.FromSeconds(10) },
            OnTransition = told.Add,
        };
        var breaker = new CircuitBreaker("model", options, time);
        var model = new Model(options);
        var calls = new List<(BreakerLease Lease, Model.Call Call)>();
        for (var step = 0; step < 120; step++)
        {
            switch (random.Next(12))
            {
                case < 5:
                    var call = model.TryEnter();
                    Assert.AreEqual(call is not null, breaker.TryEnter(out var lease), $"step {step}: let through");
                    if (call is not null)
                    {
                        calls.Add((lease, call));
                    }

                    break;
                case < 9 when calls.Count > 0:
                    var ended = random.Next(4) == 0 ? random.In(calls) : calls[^1];
                    calls.Remove(ended);
                    var result = random.Next(5);
                    model.End(ended.Call, result switch { 0 => null, < 3 => true, _ => false });
                    (result switch { 0 => (Action)ended.Lease.Abandon, < 3 => ended.Lease.Succeeded, _ => ended.Lease.Failed })();
                    break;
                case 9 or 10:
                    var span = TimeSpan.FromMilliseconds(500 * random.Next(1, 8));
                    time.Advance(span);
                    model.Now += span;
                    break;
                case 11 when random.Next(4) == 0:
                    model.Trip();
                    breaker.Trip();
                    break;
                case 11 when random.Next(4) == 0:
                    model.Reset();
                    breaker.Reset();
                    break;
                default:
                    break;
            }

            Assert.AreEqual(model.State, breaker.State, $"step {step}: state");
            Assert.AreEqual(model.RetryAfter, breaker.RetryAfter, $"step {step}: retry after");
            Assert.AreEqual(model.IsPristine, breaker.IsPristine, $"step {step}: pristine");
        }

        CollectionAssert.AreEqual(model.Told, told.ConvertAll(static one => (one.From, one.To, one.Failures)));
        return Task.CompletedTask;
    });

    private sealed class Model(CircuitBreakerOptions options)
    {
        private readonly List<(long Cell, bool Failed)> _recent = [];
        private HashSet<Call> _current = [];
        private Call? _probe;
        private TimeSpan _probeSince;
        private TimeSpan _openSince;
        private TimeSpan _windowSince;
        private int _failures;
        private int _successes;

        public TimeSpan Now { get; set; }

        public CircuitState State { get; private set; }

        public List<(CircuitState From, CircuitState To, int Failures)> Told { get; } = [];

        public TimeSpan RetryAfter => State == CircuitState.Open && _openSince + options.Timeout > Now ? _openSince + options.Timeout - Now : TimeSpan.Zero;

        public bool IsPristine => State == CircuitState.Closed && _failures == 0 && !InWindow.Any(static entry => entry.Failed);

        private long Cell => (Now - _windowSince).Ticks / TimeSpan.TicksPerSecond;

        private IEnumerable<(long Cell, bool Failed)> InWindow => _recent.Where(entry => entry.Cell > Cell - 10);

        public Call? TryEnter()
        {
            if (State == CircuitState.Closed)
            {
                var call = new Call();
                _current.Add(call);
                return call;
            }

            if (State == CircuitState.Open)
            {
                if (RetryAfter > TimeSpan.Zero)
                {
                    return null;
                }

                Move(CircuitState.HalfOpen, 0);
                _successes = 0;
            }
            else if (_probe is not null && Now - _probeSince < (options.ProbeTimeout ?? options.Timeout))
            {
                return null;
            }

            _probeSince = Now;
            return _probe = new Call();
        }

        public void End(Call call, bool? succeeded)
        {
            if (call == _probe)
            {
                _probe = null;
                _successes += succeeded == true ? 1 : 0;
                if (succeeded == false)
                {
                    Open(1);
                }
                else if (succeeded == true && _successes == (options.ProbeSuccesses ?? Math.Max(1, options.Threshold / 2)))
                {
                    Move(CircuitState.Closed, 0);
                }
            }
            else if (_current.Remove(call) && succeeded is { } good)
            {
                Count(good);
            }
        }

        public void Trip() => Open(0);

        public void Reset() => Move(CircuitState.Closed, 0);

        private void Count(bool good)
        {
            if (options.Window is null)
            {
                _failures = good ? 0 : _failures + 1;
                if (_failures >= options.Threshold)
                {
                    Open(_failures);
                }

                return;
            }

            _recent.Add((Cell, !good));
            var (calls, failures) = (InWindow.Count(), InWindow.Count(static entry => entry.Failed));
            if (!good && calls >= options.Window.MinimumCalls && failures >= options.Window.Ratio * calls)
            {
                Open(failures);
            }
        }

        private void Open(int failures)
        {
            _openSince = Now;
            Move(CircuitState.Open, failures);
        }

        private void Move(CircuitState to, int failures)
        {
            if (State != to)
            {
                Told.Add((State, to, failures));
            }

            State = to;
            _probe = null;
            _current = [];
            _failures = 0;
            _recent.Clear();
            _windowSince = Now;
        }

        internal sealed class Call;
    }
}
