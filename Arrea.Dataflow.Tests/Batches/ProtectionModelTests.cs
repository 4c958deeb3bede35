using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>Random work under protection that is killed, cancelled and timed out at any point: nothing that an attempt took stays taken.</summary>
[TestClass]
public sealed class ProtectionModelTests
{
    private const int Capacity = 3;
    private const int MostSteps = 100_000;

    [TestMethod]
    public Task Leases_WorkEndedAtAnyPoint_AllComeBack() => Sequences.RunAsync("leases of batches and stages", RunAsync);

    [TestMethod]
    public Task Breaker_JobsOneAfterAnother_AreRefusedAsTheModelSays() => Sequences.RunAsync("breaker around jobs", RunOneByOneAsync);

    private static async Task RunAsync(Random random)
    {
        var time = new ManualTimeProvider();

        // Only where nothing is left behind, what runs is also what has room.
        var leavesBehind = random.Next(2) == 0;
        var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, MaxWorkers = 6, AbandonAfter = leavesBehind ? TimeSpan.FromMilliseconds(random.Next(2) * 20) : TimeSpan.FromHours(1) });

        // A probe whose lease is lost would hold the breaker for a month.
        var breaker = new CircuitBreaker("b", new() { Threshold = random.Next(1, 6), Timeout = TimeSpan.FromSeconds(1), ProbeTimeout = TimeSpan.FromDays(30) }, time);
        var bulkhead = new Bulkhead(new() { Capacity = Capacity, QueueLimit = random.Next(4) });
        using var limiter = new RateLimiter(new() { Permits = 50, Burst = 5, QueueLimit = random.Next(5) }, time);
        var protection = new AttemptProtection { CircuitBreaker = breaker, Bulkhead = bulkhead, BulkheadWeight = random.Next(1, 3), RateLimiter = limiter };
        var work = new Work(bulkhead, protection.BulkheadWeight, leavesBehind);
        var policy = new ErrorPolicy { MaxRetries = random.Next(3), RetryDelay = TimeSpan.FromMilliseconds(random.Next(3) * 20) };

        var batches = Enumerable.Range(0, random.Next(1, 3)).Select(_ => engine.Run(
            Enumerable.Range(0, random.Next(1, 12)).Select(_ => (Job)Job.Run(work.Next(random))).ToArray(),
            new BatchOptions { Workers = random.Next(1, 5), Protection = protection, Policy = policy, Timeout = TimeSpan.FromMilliseconds(100), FailFast = random.Next(6) == 0 })).ToArray();
        await using var pipeline = Pipeline.From<Func<CancellationToken, ValueTask<int>>>("p")
            .Then(static (act, ct) => act(ct), new() { Parallelism = 2, Protection = protection, Policy = policy, Timeout = TimeSpan.FromMilliseconds(100) })
            .Build(engine.PipelineOptions);
        using var cancellation = new CancellationTokenSource();
        var items = Enumerable.Range(0, random.Next(8)).Select(_ => work.Next(random)).ToArray();
        var outcomes = pipeline.RunAsync(items, cancellation.Token).ToListAsync().AsTask();

        var everything = Task.WhenAll([.. batches.Select(static batch => batch.Completion), outcomes]);
        var (cancelAt, disposeAt) = (random.Next(60), random.Next(60));
        for (var step = 0; !everything.IsCompleted; step++)
        {
            switch (random.Next(40))
            {
                case 0:
                    batches[0].Cancel(random.Next(12));
                    break;
                case 1 when random.Next(4) == 0:
                    _ = batches[^1].CancelAsync();
                    break;
                case 2:
                    breaker.Reset();
                    break;
            }

            if (step == cancelAt && random.Next(3) == 0)
            {
                cancellation.Cancel();
            }

            if (step == disposeAt && random.Next(5) == 0)
            {
                _ = engine.DisposeAsync().AsTask();
            }

            // Long enough for every limit and wait, and never as long as until a delegate is left behind, however slow the machine.
            if (step < MostSteps)
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
            }

            await Task.Yield();
        }

        // What a cancelled run has not read has no outcome.
        Assert.IsTrue((await outcomes).Count == items.Length || cancellation.IsCancellationRequested, "an outcome for each item");
        foreach (var batch in batches)
        {
            var counts = batch.Counts;
            Assert.AreEqual<long?>(batch.Count, counts.Ended);
            Assert.AreEqual((0L, counts.Started), (counts.Active, counts.Completed + counts.Failed + counts.Cancelled));
        }

        work.LetGo();
        Assert.AreEqual((0, 0, 0), (bulkhead.Used, bulkhead.Waiting, limiter.Waiting));

        // A slot that was on its way to who no longer wants it comes back a moment later.
        await Condition.HoldsAsync(() => engine.ActiveWorkers == 0, "every slot has come back");
        Assert.AreEqual("", work.Complaint);
        await engine.DisposeAsync();
        await CheckProbeAsync(time, breaker);
    }

    private static async Task CheckProbeAsync(ManualTimeProvider time, CircuitBreaker breaker)
    {
        await using var engine = Engines.Create(time);
        time.Advance(TimeSpan.FromSeconds(1));
        var result = await engine.ExecuteAsync(Job.Run(static () => 1) with { Protection = new() { CircuitBreaker = breaker } });
        Assert.AreEqual(OutcomeKind.Succeeded, result.Outcome, $"the breaker is {breaker.State}");
    }

    private static async Task RunOneByOneAsync(Random random)
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var threshold = random.Next(1, 5);
        var breaker = new CircuitBreaker("b", new() { Threshold = threshold, Timeout = TimeSpan.FromSeconds(5), ProbeSuccesses = 2 }, time);
        var (failures, probes, openUntil) = (0, -1, TimeSpan.Zero);
        var now = TimeSpan.Zero;
        for (var n = 0; n < 30; n++)
        {
            var wait = TimeSpan.FromSeconds(random.Next(4));
            time.Advance(wait);
            now += wait;
            var fails = random.Next(2) == 0;
            var result = await engine.ExecuteAsync(Job.Run(() => fails ? throw new IOException() : 1) with { Policy = Engines.NoRetry, Protection = new() { CircuitBreaker = breaker } });

            // The model: probes is -1 while closed, else the probes that succeeded; openUntil is ahead while open.
            var refused = probes == 0 && now < openUntil;
            Assert.AreEqual(refused ? OutcomeKind.Rejected : fails ? OutcomeKind.Failed : OutcomeKind.Succeeded, result.Outcome, $"job {n}");
            if (refused)
            {
                continue;
            }

            if (probes >= 0)
            {
                (probes, openUntil) = fails ? (0, now + TimeSpan.FromSeconds(5)) : probes == 1 ? (-1, openUntil) : (1, openUntil);
                failures = 0;
            }
            else
            {
                failures = fails ? failures + 1 : 0;
                (probes, openUntil) = failures == threshold ? (0, now + TimeSpan.FromSeconds(5)) : (probes, openUntil);
            }
        }
    }

    /// <summary>Delegates that behave badly, and notice when more of them run than there is room.</summary>
    private sealed class Work(Bulkhead bulkhead, int weight, bool leavesBehind)
    {
        private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _inside;

        public string Complaint { get; private set; } = "";

        public void LetGo() => _letGo.SetResult();

        public Func<CancellationToken, ValueTask<int>> Next(Random random)
        {
            var behaviour = random.Next(leavesBehind ? 6 : 5);
            return cancellationToken => ActAsync(behaviour, cancellationToken);
        }

        private void Complain(string complaint) => Complaint = leavesBehind ? "" : complaint;

        private async ValueTask<int> ActAsync(int behaviour, CancellationToken cancellationToken)
        {
            if (bulkhead.Used < weight)
            {
                Complain("runs without room");
            }

            if (behaviour == 5)
            {
                // Never comes back by itself.
                await _letGo.Task;
                return 0;
            }

            if (Interlocked.Add(ref _inside, weight) > Capacity)
            {
                Complain("more inside than there is room");
            }

            try
            {
                switch (behaviour)
                {
                    case 0:
                        return 1;
                    case 1:
                        throw new IOException("at once");
                    case 2:
                        await Task.Yield();
                        throw new IOException("later");
                    case 3:
                        await Task.Yield();
                        return 2;
                    default:
                        await Task.Delay(Timeout.Infinite, cancellationToken);
                        return 3;
                }
            }
            finally
            {
                Interlocked.Add(ref _inside, -weight);
            }
        }
    }
}
