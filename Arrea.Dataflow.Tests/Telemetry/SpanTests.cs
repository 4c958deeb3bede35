using System.Diagnostics;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Telemetry;

[TestClass]
public sealed class SpanTests
{
    [TestMethod]
    public async Task Run_Listener_SeesAttemptUnderJobUnderBatchUnderCaller()
    {
        using var spans = new SpanWatch();
        await using var engine = Engines.Create();

        var result = await engine.RunAsync([Job.Run(static () => 1) with { Tag = "one" }, Job.Run(static () => Task.Yield())], Engines.Workers(2));

        var batch = spans.Only("arrea.batch");
        Assert.AreEqual(spans.Caller.SpanId, batch.ParentSpanId);
        Assert.AreEqual(result.BatchId, batch.GetTagItem("arrea.batch.id"));
        Assert.AreEqual((2, 2), ((int)batch.GetTagItem("arrea.batch.count")!, (int)batch.GetTagItem("arrea.batch.workers")!));
        Assert.AreEqual(ActivityStatusCode.Unset, batch.Status);
        Assert.HasCount(2, spans.Named("arrea.job"));
        foreach (var job in spans.Named("arrea.job"))
        {
            Assert.AreEqual(batch.SpanId, job.ParentSpanId);
            Assert.AreEqual($"{result.BatchId}/{job.GetTagItem("arrea.job.index")}", job.GetTagItem("arrea.worker.id"));
            Assert.AreEqual("succeeded", job.GetTagItem("arrea.job.outcome"));
            Assert.AreEqual("delegate", job.GetTagItem("arrea.job.kind"));
            var attempt = spans.Named("arrea.attempt").Single(span => span.ParentSpanId == job.SpanId);
            Assert.AreEqual(1, attempt.GetTagItem("arrea.attempt"));
        }

        Assert.IsTrue(spans.Ended.All(static span => span.TagObjects.All(static tag => tag.Value is not null)));
        Assert.AreEqual("one", spans.Named("arrea.job").Single(static span => 0.Equals(span.GetTagItem("arrea.job.index"))).GetTagItem("arrea.job.tag"));
    }

    [TestMethod]
    public async Task Current_InsideADelegate_IsItsAttemptsSpan()
    {
        using var spans = new SpanWatch();
        spans.Caller.SetBaggage("customer", "7");
        await using var engine = Engines.Create();
        var seen = new List<(ActivitySpanId? Before, ActivitySpanId? After, string? Baggage)>();

        for (var i = 0; i < 2; i++)
        {
            await engine.ExecuteAsync(Job.Run(async () =>
            {
                var before = Activity.Current?.SpanId;
                await Task.Yield();
                seen.Add((before, Activity.Current?.SpanId, Activity.Current?.GetBaggageItem("customer")));
            }));
        }

        CollectionAssert.AreEqual(spans.Named("arrea.attempt").Select(static span => ((ActivitySpanId?)span.SpanId, (ActivitySpanId?)span.SpanId, (string?)"7")).ToArray(), seen);
        Assert.AreSame(spans.Caller, Activity.Current);
    }

    [TestMethod]
    public async Task Retry_TwoFailures_AttemptsFollowEachOtherWithinOneJobSpan()
    {
        using var spans = new SpanWatch();
        await using var engine = Engines.Create();
        var calls = 0;

        await engine.ExecuteAsync(Job.Run(() => ++calls < 3 ? throw new IOException("the-secret") : calls));

        var job = spans.Only("arrea.job");
        var attempts = spans.Named("arrea.attempt");
        CollectionAssert.AreEqual(new object?[] { 1, 2, 3 }, attempts.Select(static span => span.GetTagItem("arrea.attempt")).ToArray());
        Assert.IsTrue(attempts.All(span => span.ParentSpanId == job.SpanId));
        Assert.AreEqual(ActivityStatusCode.Error, attempts[0].Status);
        Assert.IsNull(attempts[0].StatusDescription);
        Assert.AreEqual("System.IO.IOException", attempts[0].GetTagItem("error.type"));
        Assert.AreEqual(ActivityStatusCode.Unset, attempts[2].Status);
        Assert.AreEqual((ActivityStatusCode.Unset, 3), (job.Status, (int)job.GetTagItem("arrea.job.attempts")!));
        for (var i = 0; i < 2; i++)
        {
            Assert.IsLessThanOrEqualTo(attempts[i + 1].StartTimeUtc, attempts[i].StartTimeUtc + attempts[i].Duration);
        }

        Assert.IsLessThanOrEqualTo(attempts[0].StartTimeUtc, job.StartTimeUtc);
        Assert.IsLessThanOrEqualTo(job.StartTimeUtc + job.Duration, attempts[2].StartTimeUtc + attempts[2].Duration);
    }

    [TestMethod]
    [DataRow("exit 3", "failed", "exit_code", 3, null)]
    [DataRow("kill -9 $$", "failed", "signal", null, 9)]
    [DataRow("exit 0", "succeeded", null, 0, null)]
    public async Task Command_End_IsInItsTags(string command, string outcome, string? errorType, int? exitCode, int? signal)
    {
        using var spans = new SpanWatch();
        await using var engine = Engines.Create();

        await engine.ExecuteAsync(new Job(command) { Policy = Engines.NoRetry, Shell = "sh" });

        foreach (var span in new[] { spans.Only("arrea.job"), spans.Only("arrea.attempt") })
        {
            Assert.AreEqual(errorType is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, span.Status);
            Assert.AreEqual(errorType, span.GetTagItem("error.type"));
            Assert.AreEqual(exitCode, span.GetTagItem("process.exit.code"));
            Assert.AreEqual(signal, span.GetTagItem("arrea.process.signal"));
        }

        Assert.AreEqual(outcome, spans.Only("arrea.job").GetTagItem("arrea.job.outcome"));
        Assert.AreEqual(outcome, spans.Only("arrea.attempt").GetTagItem("arrea.outcome"));
        Assert.AreEqual(errorType is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, spans.Only("arrea.batch").Status);
    }

    [TestMethod]
    public async Task Job_ThatNeverStarted_HasASpanWithoutAttempts()
    {
        using var spans = new SpanWatch();
        await using var engine = Engines.Create();
        var breaker = new CircuitBreaker("search");
        breaker.Trip();

        await engine.RunAsync(["rm -rf /", Job.Run(static () => 1)], new BatchOptions { Protection = new() { CircuitBreaker = breaker } });

        Assert.HasCount(2, spans.Named("arrea.job"));
        Assert.IsEmpty(spans.Named("arrea.attempt"));
        Assert.IsTrue(spans.Named("arrea.job").All(static span => span is { Status: ActivityStatusCode.Error } && "rejected".Equals(span.GetTagItem("arrea.job.outcome"))));
        CollectionAssert.AreEquivalent(new object?[] { "validation_failed", "circuit_open" }, spans.Named("arrea.job").Select(static span => span.GetTagItem("error.type")).ToArray());
    }

    [TestMethod]
    public async Task Delegate_LeftBehind_EndsItsSpans()
    {
        using var spans = new SpanWatch();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { AbandonAfter = TimeSpan.Zero });
        var never = new TaskCompletionSource();

        var result = await engine.ExecuteAsync(Job.Run(() => never.Task) with { Timeout = TimeSpan.FromMilliseconds(1), Policy = ErrorPolicy.Strict });

        Assert.AreEqual(OutcomeKind.TimedOut, result.Outcome);
        Assert.AreEqual("timed_out", spans.Only("arrea.attempt").GetTagItem("arrea.outcome"));
        Assert.AreEqual("timeout", spans.Only("arrea.job").GetTagItem("error.type"));
        never.SetResult();
    }

    [TestMethod]
    public async Task Caller_ThatIsOver_IsTheParentAllTheSame()
    {
        using var spans = new SpanWatch();
        await using var engine = Engines.Create();
        var go = new TaskCompletionSource();

        var batch = engine.Run([Job.Run(() => go.Task), Job.Run(static () => 1)], Engines.Workers(1));
        spans.Caller.Stop();
        go.SetResult();
        await batch.Completion;

        Assert.HasCount(2, spans.Named("arrea.attempt"));
        Assert.AreEqual(spans.Caller.SpanId, spans.Only("arrea.batch").ParentSpanId);
    }

    [TestMethod]
    public async Task Listener_ThatThrows_TakesNoJobWithIt()
    {
        Activity.Current = null;
        using var caller = new Activity("caller").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Arrea.Dataflow",
            Sample = (ref options) => options.Parent.TraceId == caller.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStarted = span => ThrowIfOwn(span),
            ActivityStopped = span => ThrowIfOwn(span),
        };
        ActivitySource.AddActivityListener(listener);
        var log = new LogWatch();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { LoggerFactory = log });

        var result = await engine.RunAsync([Job.Run(static () => 1), "true"]);

        Assert.IsTrue(result.Results.All(static job => job.IsSuccess));
        Assert.IsTrue(log.Entries.All(static entry => entry.Id == 1803));
        Assert.IsNotEmpty(log.Entries);

        void ThrowIfOwn(Activity span)
        {
            if (span.TraceId == caller.TraceId)
            {
                throw new InvalidOperationException("bad listener");
            }
        }
    }

    [TestMethod]
    public async Task TelemetryEnabled_False_MakesNoSpan()
    {
        using var spans = new SpanWatch();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TelemetryEnabled = false });

        await engine.RunAsync([Job.Run(static () => 1), "true"]);

        Assert.IsEmpty(spans.Ended);
    }
}
