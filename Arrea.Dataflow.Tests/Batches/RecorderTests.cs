using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

[TestClass]
public sealed class RecorderTests
{
    [TestMethod]
    public async Task Recorder_WhatADelegateReports_ComesInOrderBeforeItsEnd()
    {
        await using var engine = Engines.Create();
        var log = new SlowLog();

        var result = await engine.RunAsync([Job.Run(worker =>
        {
            worker.ReportProgress(25);
            worker.Warn("careful");
            worker.ReportProgress(75);
        })], Engines.Workers(1) with { Recorder = log });

        Assert.IsTrue(result.IsSuccess);
        Assert.AreEqual("WorkerStarted Progress Warning Progress Progress Result Finished", log.Events.KindsOfJob(0));
        CollectionAssert.AreEqual(new[] { 25.0, 75, 100 }, log.Events.OfJob(0).OfType<Progress>().Select(static p => p.Percent).ToArray());
        Assert.AreEqual(0, log.Overlaps);
    }

    [TestMethod]
    public async Task Recorder_ThatThrows_StopsTheBatchAndIsNotAskedAgain()
    {
        await using var engine = Engines.Create();
        var broken = new Broken();

        var result = await engine.RunAsync([Job.Run(() => 1), Job.Run(ct => Task.Delay(Timeout.Infinite, ct)), "echo hi"], Engines.Workers(1) with { Recorder = broken });

        Assert.AreEqual("disk full", result.RecorderError?.Message);
        Assert.AreEqual(3, broken.Calls);
        Assert.AreEqual(3, result.Total);
        Assert.AreEqual(OutcomeKind.Cancelled, result.Results[2].Outcome);
    }

    [TestMethod]
    public async Task Recorder_ThatThrows_IsAskedByOtherWorkersAtMostForWhatTheyAreAt()
    {
        await using var engine = Engines.Create();
        var broken = new Broken();

        var result = await engine.RunAsync(Enumerable.Range(0, 300).Select(static n => (Job)Job.Run(() => n)), Engines.Workers(4) with { Recorder = broken });

        Assert.AreEqual("disk full", result.RecorderError?.Message);
        Assert.IsLessThanOrEqualTo(3 + 3, broken.Calls);
        Assert.AreEqual(300, result.Total);
    }

    [TestMethod]
    public async Task Output_OfACommand_ArrivesWholeAndInOrder()
    {
        await using var engine = Engines.Create();
        var log = new EventLog();

        await engine.RunAsync(["for i in 1 2 3 4 5; do echo line $i; done; seq 1 20000"], Engines.Workers(1) with { Recorder = log });

        var text = string.Concat(log.OfJob(0).OfType<Output>().Select(static output => output.Text));
        Assert.AreEqual(string.Concat(Enumerable.Range(1, 5).Select(static n => $"line {n}\n")) + string.Concat(Enumerable.Range(1, 20000).Select(static n => $"{n}\n")), text);
    }

    [TestMethod]
    public async Task Context_UsedAfterItsAttempt_SaysNothing()
    {
        await using var engine = Engines.Create();
        var log = new EventLog();
        WorkerContext? kept = null;

        await engine.RunAsync([Job.Run(worker => { kept = worker; })], Engines.Workers(1) with { Recorder = log });
        kept!.ReportProgress(50);
        kept.Warn("late");

        Assert.AreEqual("WorkerStarted Progress Result Finished", log.KindsOfJob(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => kept.ReportProgress(double.NaN));
        Assert.Throws<ArgumentNullException>(() => kept.Warn(null!));
    }

    private sealed class SlowLog : IEventRecorder
    {
        private int _inside;

        public EventLog Events { get; } = new();

        public int Overlaps { get; private set; }

        public async ValueTask RecordAsync(LeaderEvent leaderEvent)
        {
            Overlaps += Interlocked.Increment(ref _inside) > 1 ? 1 : 0;
            for (var n = 0; n < 20; n++)
            {
                await Task.Yield();
            }

            Events.OnNext(leaderEvent);
            Interlocked.Decrement(ref _inside);
        }
    }

    private sealed class Broken : IEventRecorder
    {
        private int _calls;

        public int Calls => _calls;

        public ValueTask RecordAsync(LeaderEvent leaderEvent)
            => Interlocked.Increment(ref _calls) >= 3 ? throw new IOException("disk full") : default;
    }
}
