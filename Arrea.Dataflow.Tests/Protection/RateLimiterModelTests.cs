using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>The limiter beside a plain bucket that is filled and emptied millisecond by millisecond.</summary>
[TestClass]
public sealed class RateLimiterModelTests
{
    [TestMethod]
    public Task Limiter_RandomSequences_DoesWhatTheModelSays() => Sequences.RunAsync("rate limiter", static async random =>
    {
        var time = new ManualTimeProvider();
        var interval = random.Next(1, 20);
        var burst = random.Next(1, 6);
        var options = new RateLimiterOptions
        {
            Algorithm = (RateAlgorithm)random.Next(2),
            Permits = 1,
            Period = TimeSpan.FromMilliseconds(interval),
            Burst = burst,
            QueueLimit = random.Next(5),
        };
        using var limiter = new RateLimiter(options, time);
        var model = new Model(options.Algorithm, interval, burst);
        var waiting = new List<(int Permits, Task<RatePermit> Task, CancellationTokenSource Cancellation)>();
        for (var step = 0; step < 80; step++)
        {
            var permits = random.Next(1, burst + 1);
            var refusal = new RatePermit(false, TimeSpan.FromMilliseconds(model.WaitAfter(waiting.Select(static one => one.Permits), permits)));
            switch (random.Next(6))
            {
                case < 2:
                    var isGranted = waiting.Count == 0 && model.TryTake(permits);
                    Assert.AreEqual(isGranted ? new RatePermit(true, TimeSpan.Zero) : refusal, limiter.TryAcquire(permits), $"step {step}: try");
                    break;
                case 2:
                    var cancellation = new CancellationTokenSource();
                    var task = limiter.AcquireAsync(permits, cancellation.Token).AsTask();
                    if (waiting.Count == 0 && model.TryTake(permits))
                    {
                        Assert.IsTrue((await task).IsGranted, $"step {step}: acquired at once");
                    }
                    else if (waiting.Count >= options.QueueLimit)
                    {
                        Assert.AreEqual(refusal, await task, $"step {step}: refused");
                    }
                    else
                    {
                        waiting.Add((permits, task, cancellation));
                    }

                    break;
                case 3 when waiting.Count > 0:
                    var cancelled = random.In(waiting);
                    waiting.Remove(cancelled);
                    await cancelled.Cancellation.CancelAsync();
                    await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled.Task);
                    await ServeAsync();
                    break;
                default:
                    for (var millisecond = random.Next(1, 2 * interval); millisecond > 0; millisecond--)
                    {
                        time.Advance(TimeSpan.FromMilliseconds(1));
                        model.Tick();
                        await ServeAsync();
                    }

                    break;
            }

            Assert.AreEqual(waiting.Count, limiter.Waiting, $"step {step}: waiting");
        }

        async Task ServeAsync()
        {
            while (waiting.Count > 0 && model.TryTake(waiting[0].Permits))
            {
                Assert.IsTrue((await waiting[0].Task.WaitAsync(Condition.Patience)).IsGranted);
                waiting.RemoveAt(0);
            }
        }
    });

    /// <summary>What is owed, in milliseconds: each permit adds an interval, each millisecond takes one away.</summary>
    private sealed class Model(RateAlgorithm algorithm, int interval, int burst)
    {
        private long _owed;

        public void Tick() => _owed = Math.Max(0, _owed - 1);

        public bool TryTake(int permits)
        {
            if (_owed > MostOwedBefore(permits))
            {
                return false;
            }

            _owed += permits * interval;
            return true;
        }

        public long WaitAfter(IEnumerable<int> ahead, int permits)
        {
            var owed = _owed + (ahead.Sum() * (long)interval);
            return Math.Max(0, owed - MostOwedBefore(permits));
        }

        private long MostOwedBefore(int permits) => algorithm == RateAlgorithm.LeakyBucket ? 0 : (burst - permits) * interval;
    }
}
