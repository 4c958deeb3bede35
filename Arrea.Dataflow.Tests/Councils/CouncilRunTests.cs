using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Events;
using Arrea.Dataflow.Councils.Registry;
using Arrea.Dataflow.Councils.Runs;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Councils;

/// <summary>A run: its order, its ends, and what becomes of members that fail.</summary>
[TestClass]
public sealed class CouncilRunTests(TestContext context)
{
    private readonly ArreaEngine _engine = Engines.Create();

    [TestCleanup]
    public async Task EndAsync() => await _engine.DisposeAsync();

    [TestMethod]
    public async Task RunAsync_OneRoundAndAChair_TellsItInOrder()
    {
        var log = new CouncilLog();
        var council = Panels.Of(Panels.Member("a", "one")) with { Chair = Panels.Member("chair", static (request, _) => new("from " + (Panels.TextOf(request).Contains("\none\n", StringComparison.Ordinal) ? "one" : "nothing"))) };

        var result = await RunAsync(council, new() { Subscribe = log });
        await log.Completed;

        Assert.AreEqual("from one", result.Final);
        Assert.AreEqual(CouncilStatus.Ok, result.Status);
        Assert.AreEqual(
            "RunStarted RoundStarted(0) MemberStarted(0,a) MemberCompleted(0,a) RoundCompleted(0) RoundStarted(1) MemberStarted(1,chair) MemberCompleted(1,chair) RoundCompleted(1) RunCompleted", log.Text);
        CollectionAssert.AreEqual(Enumerable.Range(1, 10).Select(static place => (long)place).ToList(), log.All.Select(static told => told.Sequence).ToList());
    }

    [TestMethod]
    public async Task RunAsync_OneMemberFails_ResultIsPartial()
    {
        var result = await RunAsync(Panels.Of(Panels.Member("a", "one"), Panels.Failing("b")));

        Assert.AreEqual(CouncilStatus.Partial, result.Status);
        Assert.AreEqual("one", result.Final);
        Assert.AreEqual(MemberStatus.Error, result.Rounds[0].Members[1].Status);
        Assert.AreEqual(("b", 0, "no answer today"), (result.Errors[0].Member, result.Errors[0].RoundIndex, result.Errors[0].Message));
    }

    [TestMethod]
    public async Task RunAsync_AllMembersFail_ChairIsNotAsked()
    {
        var asked = false;
        var chair = Panels.Member("chair", (_, _) =>
        {
            asked = true;
            return new("answer");
        });
        var log = new CouncilLog();

        var result = await RunAsync(Panels.Of(Panels.Failing("a"), Panels.Failing("b")) with { Chair = chair }, new() { Subscribe = log });
        await log.Completed;

        Assert.AreEqual(CouncilStatus.Error, result.Status);
        Assert.IsNull(result.Final);
        Assert.IsFalse(asked);
        Assert.IsTrue(result.Errors.Any(static error => error.Code == CouncilErrorCodes.AllMembersFailed));
        Assert.IsInstanceOfType<RunFailed>(log.All[^1]);
    }

    [TestMethod]
    public async Task RunAsync_FailFast_CallsTheOthersOff()
    {
        var result = await RunAsync(Panels.Of(Panels.Hung("a"), Panels.Failing("b")), new() { FailureMode = FailureMode.FailFast });

        Assert.AreEqual(CouncilStatus.Error, result.Status);
        Assert.AreEqual(MemberStatus.Skipped, result.Rounds[0].Members[0].Status);
    }

    [TestMethod]
    public async Task RunAsync_HungMember_TimesOutAndTheRestCounts()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        await engine.ExecuteAsync(Job.Run(static () => { }), context.CancellationToken);
        var timers = time.ActiveTimers;
        var running = engine.Councils.RunAsync(Panels.Of(Panels.Member("a", "one"), Panels.Hung("b")), new("?"), cancellationToken: context.CancellationToken);

        var result = await time.DriveAsync(running, TimeSpan.FromSeconds(10));

        Assert.AreEqual(CouncilStatus.Partial, result.Status);
        Assert.AreEqual(MemberStatus.Timeout, result.Rounds[0].Members[1].Status);
        Assert.AreEqual(timers, time.ActiveTimers);
    }

    [TestMethod]
    public async Task RunAsync_PassingFailure_IsAskedAgainAfterTheWaitOfTheProvider()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var asked = new List<DateTimeOffset>();
        var member = Panels.Member("a", (request, _) =>
        {
            asked.Add(time.GetUtcNow());
            return request.Attempt == 1 ? throw new CouncilModelException("busy") { IsTransient = true, RetryAfter = TimeSpan.FromSeconds(7) } : new("one");
        }) with
        { Retry = new() };

        var running = engine.Councils.RunAsync(Panels.Of(member), new("?"), cancellationToken: context.CancellationToken);
        await Condition.HoldsAsync(() => time.HasTimerWithin(TimeSpan.FromSeconds(7)), "the second attempt waits");
        time.Advance(TimeSpan.FromSeconds(7));
        var result = await running;

        Assert.AreEqual(CouncilStatus.Ok, result.Status);
        Assert.AreEqual(2, result.Rounds[0].Members[0].Attempts);
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(7), asked[1] - asked[0]);
    }

    [TestMethod]
    public async Task RunAsync_FailureThatStays_IsNotAskedAgain()
    {
        var result = await RunAsync(Panels.Of(Panels.Failing("a") with { Retry = new() { MaxAttempts = 5 } }, Panels.Member("b", "one")));

        Assert.AreEqual(1, result.Rounds[0].Members[0].Attempts);
    }

    [TestMethod]
    public async Task RunAsync_Quorum_CallsStragglersOff()
    {
        var council = Panels.Of(Panels.Member("a", "one"), Panels.Hung("b"), Panels.Member("c", "one"));

        var result = await RunAsync(council with { Rounds = [new() { Type = RoundTypes.IndependentAnalysis, Quorum = 2 }] });

        Assert.AreEqual(CouncilStatus.Ok, result.Status);
        CollectionAssert.AreEqual(new[] { MemberStatus.Ok, MemberStatus.Skipped, MemberStatus.Ok }, result.Rounds[0].Members.Select(static member => member.Status).ToArray());
    }

    [TestMethod]
    public async Task CancelAsync_RoundInFlight_DrainsAndNoOtherStarts()
    {
        var entered = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var member = Panels.Member("a", async (_, _) =>
        {
            entered.SetResult();
            await go.Task;
            return "one";
        });
        var run = _engine.Councils.Start(Panels.Of([RoundTypes.IndependentAnalysis, RoundTypes.Vote], member), new("?"));
        await entered.Task;

        var cancelled = run.CancelAsync();
        go.SetResult();
        await cancelled;

        var result = await run.Completion;
        Assert.AreEqual(CouncilStatus.Cancelled, result.Status);
        Assert.HasCount(1, result.Rounds);
        Assert.AreEqual("one", result.Rounds[0].Members[0].Content);
        Assert.AreEqual(RunStatus.Cancelled, run.State.Status);
    }

    [TestMethod]
    public async Task Terminate_HungMember_EndsAtOnceAndLeavesNothing()
    {
        var log = new CouncilLog();
        var run = _engine.Councils.Start(Panels.Of(Panels.Hung("a")), new("?"), new() { Subscribe = log });
        await Condition.HoldsAsync(() => log.Text.Contains("MemberStarted", StringComparison.Ordinal), "the member is asked");

        run.Terminate();

        await Assert.ThrowsExactlyAsync<RunTerminatedException>(() => run.Completion);
        Assert.IsTrue(run.Completion.IsCanceled);
        await log.Completed;
        Assert.AreEqual("RunStarted RoundStarted(0) MemberStarted(0,a)", log.Text);
        await Condition.HoldsAsync(() => _engine.ActiveWorkers == 0, "no member runs");
    }

    [TestMethod]
    public async Task AwaitAsync_TimesOut_LeavesTheRunAlone()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var go = new TaskCompletionSource<string>();
        var run = engine.Councils.Start(Panels.Of(Panels.Member("a", (_, _) => new(go.Task))), new("?"));

        var waiting = run.AwaitAsync(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsExactlyAsync<TimeoutException>(() => waiting);
        go.SetResult("one");
        Assert.AreEqual("one", (await run.Completion).Final);
    }

    [TestMethod]
    public async Task Events_SubscribedLate_ComeFromTheFirstOn()
    {
        var run = _engine.Councils.Start(Panels.Of(Panels.Member("a", "one")), new("?"));
        await run.Completion;
        var log = new CouncilLog();

        using var subscription = run.Events.Subscribe(log);
        await log.Completed;

        Assert.AreEqual("RunStarted RoundStarted(0) MemberStarted(0,a) MemberCompleted(0,a) RoundCompleted(0) RunCompleted", log.Text);
    }

    [TestMethod]
    public async Task Start_ObserverThrows_RunIsNotConcerned()
    {
        var run = _engine.Councils.Start(Panels.Of(Panels.Member("a", "one")), new("?"), new() { Subscribe = new Throwing() });

        Assert.AreEqual("one", (await run.Completion).Final);
    }

    [TestMethod]
    public async Task Start_IdThatRuns_IsRefusedWithTheFirst()
    {
        var first = _engine.Councils.Start(Panels.Of(Panels.Hung("a")), new("?"), new() { RunId = "mine" });

        var error = Assert.ThrowsExactly<RunAlreadyStartedException>(() => _engine.Councils.Start(Panels.Of(Panels.Hung("a")), new("?"), new() { RunId = "mine" }));

        Assert.AreSame(first, error.First);
        first.Terminate();
        await Assert.ThrowsExactlyAsync<RunTerminatedException>(() => first.Completion);
    }

    [TestMethod]
    public void Start_InvalidCouncil_IsRefusedWithAllThatIsWrong()
    {
        var error = Assert.ThrowsExactly<InvalidCouncilException>(() => _engine.Councils.Start(Panels.Of([RoundTypes.Debate, "nonsense"], new MemberSpec { Id = "a" }), new("?"), new() { RunId = "mine" }));

        CollectionAssert.IsSubsetOf(new[] { "missing_prior_round", "unknown_round_type", "missing_provider" }, error.Problems.Select(static problem => problem.Code).ToArray());
        Assert.IsFalse(_engine.Councils.Registry.TryFind("mine", out _));
    }

    [TestMethod]
    public void Start_WhatRunsDoNotDo_IsRefused()
    {
        var error = Assert.ThrowsExactly<InvalidCouncilException>(() => _engine.Councils.Start(Panels.Of(Panels.Member("a", "one") with { OutputSchemaInline = [] }), new("?")));

        Assert.IsTrue(error.Problems.Any(static problem => problem is { Path: "members[0].output_schema", Code: "unsupported" }), error.Message);
    }

    [TestMethod]
    public async Task RunAsync_Router_ChoosesWhoTakesPart()
    {
        _engine.Councils.Definitions.Register(CouncilKinds.Router, "first", static request => [request.Members[0].Id]);

        var result = await RunAsync(Panels.Of(Panels.Member("a", "one"), Panels.Member("b", "two")) with { Router = "first" });

        Assert.AreEqual("one", result.Final);
        Assert.HasCount(1, result.Rounds[0].Members);
    }

    [TestMethod]
    public async Task StartLinked_OwnerEnds_RunEnds()
    {
        using var owner = new CancellationTokenSource();
        var run = _engine.Councils.StartLinked(Panels.Of(Panels.Hung("a")), new("?"), owner.Token);

        await owner.CancelAsync();

        Assert.AreEqual(CouncilStatus.Cancelled, (await run.Completion).Status);
    }

    private Task<CouncilResult> RunAsync(CouncilSpec council, CouncilRunOptions? options = null)
        => _engine.Councils.RunAsync(council, new CouncilInput("What is it?"), options, context.CancellationToken);

    private sealed class Throwing : IObserver<CouncilEvent>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(CouncilEvent value) => throw new InvalidOperationException("on purpose");
    }
}
