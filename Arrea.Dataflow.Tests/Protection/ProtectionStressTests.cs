using System.Collections.Concurrent;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>Many at once, cancelled at any point: limits hold, and everything comes back.</summary>
[TestClass]
public sealed class ProtectionStressTests
{
    private const int Threads = 8;

    private static readonly int Rounds = TestScale.Choose(1_000, 50_000, "rounds of each thread in the stress of protections");

    [TestMethod]
    public async Task Bulkhead_EnteredAndCancelled_NeverExceedsItsCapacity()
    {
        var bulkhead = new Bulkhead(new() { Capacity = 5, QueueLimit = 6 });
        var inside = 0;
        await EverywhereAsync(async (random, _) =>
        {
            var weight = random.Next(1, 6);
            await CancelledSometimesAsync(random, async token =>
            {
                using var lease = await bulkhead.EnterAsync(weight, token);
                if (lease.IsHeld)
                {
                    Assert.IsLessThanOrEqualTo(5, Interlocked.Add(ref inside, weight));
                    await YieldSometimesAsync(random);
                    Interlocked.Add(ref inside, -weight);
                }
            });
        });

        Assert.AreEqual((0, 0), (bulkhead.Used, bulkhead.Waiting));
    }

    [TestMethod]
    public async Task Pool_RentedAndCancelled_LendsEachToOneAtATime()
    {
        var workshop = new Workshop();
        var pool = new ResourcePool<Resource>(
            async token =>
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                return workshop.Made.Count % 7 == 6 ? throw new IOException("now and then") : await workshop.MakeAsync(token);
            },
            new() { Max = 3, IsHealthy = static (resource, _) => ValueTask.FromResult(resource.Number % 5 != 0) });
        await EverywhereAsync((random, _) => CancelledSometimesAsync(random, async token =>
        {
            try
            {
                using var rented = await pool.RentAsync(token);
                Assert.IsTrue(rented.Value.TryUse(), "used by two, or after its end");
                await YieldSometimesAsync(random);
                rented.Value.Leave();
                if (random.Next(10) == 0)
                {
                    rented.Discard();
                }
            }
            catch (IOException)
            {
                // The factory's, for this renter alone. The next resource has a number again.
                var placeholder = new Resource(1);
                placeholder.Dispose();
                workshop.Made.Enqueue(placeholder);
            }

            Assert.IsLessThanOrEqualTo(3, pool.Size);
        }));

        await pool.DisposeAsync().AsTask().WaitAsync(Condition.Patience);
        Assert.AreEqual((0, 0), (pool.Size, pool.Waiting));
        Assert.AreEqual(0, workshop.Alive);
    }

    [TestMethod]
    public async Task Queue_ManyGiversAndTakers_LoseAndDoubleNothing()
    {
        var queue = new WeightedPriorityQueue<int>(new() { Capacity = 4, Budget = 5 });
        var given = new ConcurrentBag<int>();
        var taken = new ConcurrentBag<int>();
        var outside = 0;
        var next = 0;
        var takers = EverywhereAsync(async (random, _) =>
        {
            await CancelledSometimesAsync(random, async token =>
            {
                using var lease = await queue.DequeueAsync(token);
                if (lease.IsHeld)
                {
                    Assert.IsLessThanOrEqualTo(5, Interlocked.Add(ref outside, lease.Weight));
                    await YieldSometimesAsync(random);
                    taken.Add(lease.Item);
                    Interlocked.Add(ref outside, -lease.Weight);
                }
            });
        });
        var givers = EverywhereAsync((random, _) => CancelledSometimesAsync(random, async token =>
        {
            var item = Interlocked.Increment(ref next);
            if (await queue.EnqueueAsync(item, random.Next(3), random.Next(1, 6), token))
            {
                given.Add(item);
            }
        }));

        // Whichever side ends first leaves the other waiting: the rest is taken here, or the queue closed.
        await Task.WhenAny(givers, takers);
        while (!givers.IsCompleted)
        {
            if (queue.TryDequeue(out var rest))
            {
                taken.Add(rest.Item);
                rest.Dispose();
            }

            await Task.Yield();
        }

        queue.Complete();
        await Task.WhenAll(givers, takers).WaitAsync(Condition.Patience);
        while (queue.TryDequeue(out var rest))
        {
            taken.Add(rest.Item);
            rest.Dispose();
        }

        CollectionAssert.AreEquivalent(given.ToArray(), taken.ToArray());
        Assert.AreEqual((0, 0), (queue.Count, queue.Used));
    }

    [TestMethod]
    public async Task Limiter_TakenByAll_GivesNoMoreThanTheBucketHolds()
    {
        var time = new ManualTimeProvider();
        using var limiter = new RateLimiter(new() { Permits = 1, Period = TimeSpan.FromMilliseconds(1), Burst = 10, QueueLimit = 4 }, time);
        var granted = 0L;
        var done = EverywhereAsync(async (random, _) =>
        {
            var permits = random.Next(1, 4);
            await CancelledSometimesAsync(random, async token =>
            {
                var permit = random.Next(2) == 0 ? limiter.TryAcquire(permits) : await limiter.AcquireAsync(permits, token);
                Interlocked.Add(ref granted, permit.IsGranted ? permits : 0);
            });
        });
        var passed = 0;
        while (!done.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            passed++;
            await Task.Yield();
            Assert.IsLessThanOrEqualTo(passed + 10L, Interlocked.Read(ref granted));
        }

        await done;
        Assert.AreEqual(0, limiter.Waiting);
    }

    [TestMethod]
    public async Task Budget_ReservedByAll_StaysWithinItsCapacity()
    {
        var budget = new ResourceBudget(new() { Capacity = 10, Quota = 4 });
        await EverywhereAsync((random, thread) =>
        {
            if (budget.Reserve($"{thread % 3}", random.Next(1, 5)))
            {
                Assert.IsTrue(budget.Used is >= 0 and <= 10);
                Assert.IsTrue(budget.UsedBy($"{thread % 3}") is >= 0 and <= 4);
                Assert.IsGreaterThan(0, budget.Release($"{thread % 3}"));
            }

            return Task.CompletedTask;
        });

        Assert.AreEqual(0, budget.Used);
    }

    [TestMethod]
    public async Task Breaker_UsedByAll_TellsTransitionsInOrder()
    {
        var time = new ManualTimeProvider();
        var told = new ConcurrentQueue<CircuitTransition>();
        var breaker = new CircuitBreaker("stress", new() { Threshold = 3, ProbeSuccesses = 2, OnTransition = told.Enqueue }, time);
        await EverywhereAsync(async (random, _) =>
        {
            if (random.Next(20) == 0)
            {
                time.Advance(TimeSpan.FromSeconds(20));
            }

            if (!breaker.TryEnter(out var lease))
            {
                return;
            }

            await YieldSometimesAsync(random);
            (random.Next(5) switch { 0 => (Action)lease.Abandon, < 3 => lease.Succeeded, _ => lease.Failed })();
        });

        var state = CircuitState.Closed;
        foreach (var transition in told)
        {
            Assert.AreEqual(state, transition.From);
            Assert.AreNotEqual(transition.From, transition.To);
            Assert.AreNotEqual((CircuitState.Open, CircuitState.Closed), (transition.From, transition.To));
            state = transition.To;
        }

        Assert.AreEqual(state, breaker.State);
    }

    [TestMethod]
    public async Task Breaker_ProbedByAll_LetsOneProbeAtATime()
    {
        var time = new ManualTimeProvider();
        var breaker = new CircuitBreaker("stress", new() { ProbeSuccesses = 1_000_000 }, time);
        breaker.Trip();
        time.Advance(TimeSpan.FromSeconds(60));
        var probes = 0;
        await EverywhereAsync(async (random, _) =>
        {
            if (breaker.TryEnter(out var lease))
            {
                Assert.AreEqual(1, Interlocked.Increment(ref probes));
                await YieldSometimesAsync(random);
                Interlocked.Decrement(ref probes);
                (random.Next(2) == 0 ? (Action)lease.Abandon : lease.Succeeded)();
            }
        });

        Assert.AreEqual(CircuitState.HalfOpen, breaker.State);
    }

    [TestMethod]
    public async Task Breaker_FailedByAll_CountsEachFailureOnce()
    {
        var breaker = new CircuitBreaker("stress", new() { Threshold = (Threads * Rounds) + 1 });
        await EverywhereAsync((_, _) =>
        {
            breaker.TryEnter(out var lease);
            lease.Failed();
            return Task.CompletedTask;
        });

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        breaker.TryEnter(out var last);
        last.Failed();
        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    private static Task EverywhereAsync(Func<Random, int, Task> round) => Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
    {
        var random = new Random(thread);
        for (var i = 0; i < Rounds; i++)
        {
            await round(random, thread);
        }
    }))).WaitAsync(TimeSpan.FromMinutes(10));

    /// <summary>Cancels one in three: before, during or after.</summary>
    private static async Task CancelledSometimesAsync(Random random, Func<CancellationToken, Task> work)
    {
        using var cancellation = new CancellationTokenSource();
        var kind = random.Next(9);
        var cancelling = kind switch
        {
            0 => cancellation.CancelAsync(),
            1 => Task.Run(cancellation.Cancel),
            _ => Task.CompletedTask,
        };
        try
        {
            var running = work(cancellation.Token);
            if (kind == 2)
            {
                await cancellation.CancelAsync();
            }

            await running;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }

        await cancelling;
    }

    private static async Task YieldSometimesAsync(Random random)
    {
        if (random.Next(2) == 0)
        {
            await Task.Yield();
        }
    }
}
