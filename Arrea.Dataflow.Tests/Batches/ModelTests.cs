using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>Random batches beside a plain model that runs the same jobs one after another, in its head.</summary>
[TestClass]
public sealed class ModelTests
{
    private enum Behaviour
    {
        Succeed,
        SucceedLater,
        Throw,
        ThrowLater,
        CancelItself,
        HangUntilTold,
    }

    [TestMethod]
    public Task RunAsync_RandomBatches_DoWhatTheModelSays() => Sequences.RunAsync(1_000, 10_000, "random batches against the model", RunOneAsync);

    private static async Task RunOneAsync(int seed)
    {
        var random = new Random(seed);
        var time = new ManualTimeProvider();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, AbandonAfter = TimeSpan.FromHours(1), EventDelivery = seed % 2 == 0 ? EventDelivery.Inline : EventDelivery.Queued });
        var log = new EventLog();
        using var subscription = engine.Events.Subscribe(log);
        using var thrower = seed % 5 == 0 ? engine.Events.Subscribe(_ => throw new InvalidOperationException("a subscriber that throws")) : null;

        var workers = random.Next(1, 9);
        var scripts = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Script(random)).ToArray();
        var policy = new ErrorPolicy
        {
            MaxRetries = random.Next(4),
            RetryDelay = TimeSpan.FromMilliseconds(random.Next(3) * 20),
            OnTimeout = random.Next(2) == 0 ? PolicyAction.Retry : PolicyAction.Stop,
        };
        var recorded = random.Next(2) == 0 ? new EventLog() : null;
        var options = new BatchOptions
        {
            Workers = workers,
            Policy = policy,
            Timeout = TimeSpan.FromMilliseconds(500),
            Recorder = recorded,
            FailFast = random.Next(10) == 0,
            Deadline = random.Next(10) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 800)) : null,
        };
        using var cancellation = new CancellationTokenSource();
        var cancelAt = random.Next(8) == 0 ? random.Next(40) : int.MaxValue;

        var running = 0;
        var hanging = 0;
        var peak = 0;
        var invoked = new int[scripts.Length];
        var jobs = scripts.Select((script, index) => Job.Run(async ct =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref peak, now);
            var hangs = false;
            try
            {
                var behaviour = script[Interlocked.Increment(ref invoked[index]) - 1];
                if (behaviour == Behaviour.HangUntilTold)
                {
                    Interlocked.Increment(ref hanging);
                    hangs = true;
                }

                return await ActAsync(behaviour, index, ct);
            }
            finally
            {
                Interlocked.Add(ref hanging, hangs ? -1 : 0);
                Interlocked.Decrement(ref running);
            }
        }) with
        { Tag = $"job {index}", Priority = seed % 3 == 0 ? random.Next(3) : 0, Key = seed % 7 == 0 && index % 3 == 0 ? "key" : null }).ToArray();

        var batch = engine.Run(jobs, options, cancellation.Token);
        for (var step = 0; !batch.Completion.IsCompleted; step++)
        {
            if (step == cancelAt)
            {
                cancellation.Cancel();
            }

            // The clock goes on only while every attempt under way hangs: none that would end by itself may time out.
            if (batch.RunningWorkers.Count() == Volatile.Read(ref hanging))
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
            }

            await Task.Yield();
        }

        var result = await batch.Completion;
        var disturbed = cancelAt != int.MaxValue || options.FailFast || options.Deadline is not null;
        CheckResults(result, scripts, invoked, policy, disturbed);
        Assert.IsLessThanOrEqualTo(workers, peak, "peak concurrency");
        Assert.AreEqual(0, running, "running delegates");
        CheckCounts(result.Counts, engine.GetStats(), scripts.Length);

        await engine.DisposeAsync();
        await log.Completed.WaitAsync(Condition.Patience);
        CheckEvents(log.All, result, isWhole: true);
        if (recorded is not null)
        {
            CheckEvents(recorded.All, result, isWhole: false);
        }

        Assert.AreEqual(0, time.ActiveTimers, "timers");
    }

    private static Behaviour[] Script(Random random) => random.Next(3) == 0
        ? [.. Enumerable.Range(0, 5).Select(_ => (Behaviour)random.Next(6))]
        : [.. Enumerable.Repeat(random.Next(2) == 0 ? Behaviour.Succeed : Behaviour.SucceedLater, 5)];

    private static async ValueTask<int> ActAsync(Behaviour behaviour, int index, CancellationToken cancellationToken)
    {
        switch (behaviour)
        {
            case Behaviour.Succeed:
                return index;
            case Behaviour.SucceedLater:
                await Task.Yield();
                return index;
            case Behaviour.Throw:
                throw new IOException("at once");
            case Behaviour.ThrowLater:
                await Task.Yield();
                throw new IOException("later");
            case Behaviour.CancelItself:
                throw new OperationCanceledException();
            default:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return -1;
        }
    }

    private static (OutcomeKind Outcome, int Attempts) Expected(Behaviour[] script, ErrorPolicy policy)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = script[attempt - 1] switch
            {
                Behaviour.Succeed or Behaviour.SucceedLater => OutcomeKind.Succeeded,
                Behaviour.HangUntilTold => OutcomeKind.TimedOut,
                _ => OutcomeKind.Failed,
            };
            var retries = attempt <= policy.MaxRetries && !(outcome == OutcomeKind.TimedOut && policy.OnTimeout == PolicyAction.Stop);
            if (outcome == OutcomeKind.Succeeded || !retries)
            {
                return (outcome, attempt);
            }
        }
    }

    private static void CheckResults(BatchResult result, Behaviour[][] scripts, int[] invoked, ErrorPolicy policy, bool disturbed)
    {
        Assert.HasCount(scripts.Length, result.Results);
        foreach (var job in result.Results)
        {
            var (outcome, attempts) = Expected(scripts[job.Index], policy);
            if (disturbed && (job.Outcome, job.Attempts) != (outcome, attempts))
            {
                // A job that fails while its batch is being ended is not retried any more.
                Assert.IsTrue(job.Outcome is OutcomeKind.Cancelled or OutcomeKind.TimedOut or OutcomeKind.Failed, $"job {job.Index} is {job.Outcome}, not {outcome}");
                Assert.IsLessThanOrEqualTo(attempts, job.Attempts);
            }
            else
            {
                Assert.AreEqual((outcome, attempts), (job.Outcome, job.Attempts), $"job {job.Index}");
            }

            // An attempt that was told to end before it began has not called the delegate.
            Assert.IsTrue(job.Attempts == invoked[job.Index] || (disturbed && job.Attempts == invoked[job.Index] + 1), $"job {job.Index}: {job.Attempts} attempts, {invoked[job.Index]} calls");
            Assert.AreEqual(job.IsSuccess ? job.Index : null, job.Value);
        }
    }

    private static void CheckCounts(JobCounts batch, JobCounts engine, int jobs)
    {
        Assert.AreEqual(batch, engine);
        Assert.AreEqual(0, batch.Active);
        Assert.AreEqual(jobs, batch.Ended);
        Assert.AreEqual(batch.Started, batch.Completed + batch.Failed + batch.Cancelled + batch.Active);
    }

    private static void CheckEvents(IReadOnlyList<LeaderEvent> events, BatchResult result, bool isWhole)
    {
        Assert.IsInstanceOfType<BatchStarted>(events[0]);
        Assert.IsInstanceOfType<BatchCompleted>(events[^1]);
        if (isWhole)
        {
            Assert.IsTrue(events.Select(static (e, n) => e.Sequence == n + 1).All(static ok => ok), "sequence");
        }

        foreach (var job in result.Results)
        {
            var kinds = string.Join(' ', events.OfType<JobEvent>().Where(e => e.Index == job.Index).Select(static e => e.GetType().Name));
            var retries = job.Attempts > 1 ? string.Concat(Enumerable.Repeat("RetryScheduled ", job.Attempts - 1)) : "";
            var waiting = job.Outcome == OutcomeKind.Cancelled && job.Attempts > 0 ? "(RetryScheduled )?" : "";
            var end = job.IsSuccess ? "Progress Result Finished" : "Error";
            Assert.MatchesRegex(job.Attempts == 0 ? @"\AError\z" : $@"\AWorkerStarted {retries}{waiting}{end}\z", kinds, $"job {job.Index}");
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
