using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Starting;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Runtimes;

/// <summary>Managers are asked once, and none of them can hold a job up.</summary>
[TestClass]
public sealed class RuntimeQuestionsTests
{
    // It says that it has begun, then neither answers nor heeds a request to end.
    private const string Hanging = "#!/bin/sh\ntrap '' TERM\necho asked >> \"$FAKE_LOG\"\nwhile :; do sleep 1000; done";

    private static readonly RuntimeVersion Node = RuntimeVersion.Asdf("node", "20.1.0");

    [TestMethod]
    public async Task Ask_ManyJobs_IsOneQuestion()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.InstallMise("go", "1.24.0");
        await using var engine = Engines.Create(new ManualTimeProvider());
        var jobs = Enumerable.Range(0, 200).Select(number => managers.Job("node", Node, RuntimeVersion.Mise("go", "1")) with
        {
            Environment = new Dictionary<string, string?>(managers.Variables()) { ["NUMBER"] = $"{number}" },
        });

        var batch = await engine.RunAsync(jobs, Engines.Workers(8));

        Assert.AreEqual(200, batch.Succeeded);
        CollectionAssert.AreEquivalent(new[] { "asdf list nodejs", "mise ls --json go" }, managers.Log.Where(static line => !line.Contains(" exec ", StringComparison.Ordinal)).ToList());
    }

    [TestMethod]
    public async Task Ask_OtherPlaces_AreOtherQuestions()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.InstallMise("go", "1.24.0");
        await using var engine = Engines.Create(new ManualTimeProvider());
        var job = managers.Job("true", Node, RuntimeVersion.Mise("go", "1"));
        var elsewhere = new Dictionary<string, string?>(managers.Variables()) { ["ASDF_DATA_DIR"] = managers["elsewhere"] };

        await engine.ExecuteAsync(job);
        await engine.ExecuteAsync(job with { WorkingDirectory = managers.Folder });
        var other = await engine.ExecuteAsync(job with { Environment = elsewhere, RuntimeVersions = [Node] });

        // What asdf has is the same in every folder; a configuration of mise may say otherwise.
        Assert.AreEqual(2, managers.Log.Count(static line => line == "asdf list nodejs"));
        Assert.AreEqual(2, managers.Log.Count(static line => line == "mise ls --json go"));
        StringAssert.Contains(other.Error!.Message, "asdf has no plugin nodejs");
    }

    [TestMethod]
    public async Task Ask_AnswerGetsOld_AsksAgain()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "18.0.0");
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var job = managers.Job("node", Node) with { Policy = Engines.NoRetry };

        Assert.AreEqual(OutcomeKind.Failed, (await engine.ExecuteAsync(job)).Outcome);
        managers.InstallAsdf("nodejs", "20.1.0");
        Assert.AreEqual(OutcomeKind.Failed, (await engine.ExecuteAsync(job)).Outcome);
        Assert.HasCount(1, managers.Log);

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync(job)).Outcome);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync(job)).Outcome);
        Assert.HasCount(2, managers.Log);

        time.Advance(TimeSpan.FromSeconds(1));
        await engine.ExecuteAsync(job);
        Assert.HasCount(3, managers.Log);
    }

    [TestMethod]
    public async Task Ask_ManagerHangs_FailsTheJob()
    {
        using var managers = new FakeManagers();
        using var marked = new MarkedProcesses();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.Script("bin/asdf", Hanging);
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var job = Marked(managers.Job("node", Node), marked) with { Policy = Engines.NoRetry };

        var running = engine.ExecuteAsync(job);
        await Condition.HoldsAsync(() => managers.Log.Length > 0, "the manager is asked");
        time.Advance(RuntimeQuestions.Patience);
        var result = await running;

        Assert.AreEqual(0, marked.Count);
        Assert.AreEqual(JobErrorCodes.StartFailed, result.Error!.Code);
        Assert.AreEqual("asdf could not be asked for nodejs 20.1.0: it did not answer within 10 s", result.Error.Message);
        Assert.AreEqual(126, result.ExitCode);
    }

    [TestMethod]
    public async Task Ask_ManagerHangs_AllWhoWaitAreToldAndNobodyLater()
    {
        using var managers = new FakeManagers();
        managers.Script("bin/asdf", Hanging);
        var time = new ManualTimeProvider();
        var request = new CommandRequest { Text = "node", Environment = managers.Variables() };
        var questions = new RuntimeQuestions(CommandRunner.Default, time);

        var asked = Enumerable.Range(0, 100).Select(_ => AskAsync(questions, request)).ToList();
        await Condition.HoldsAsync(() => managers.Log.Length > 0, "the manager is asked");
        time.Advance(RuntimeQuestions.Patience);
        var answers = await Task.WhenAll(asked);
        managers.Script("bin/asdf", "#!/bin/sh\necho 20.1.0");
        var later = await AskAsync(questions, request);

        Assert.IsTrue(answers.All(static answer => answer.Failure == "it did not answer within 10 s"));
        Assert.HasCount(1, managers.Log);
        Assert.Contains("20.1.0", later.Versions);
    }

    [TestMethod]
    public async Task Ask_AttemptTimesOut_EndsTheManagerToo()
    {
        using var managers = new FakeManagers();
        using var marked = new MarkedProcesses();
        managers.Script("bin/asdf", Hanging);
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var running = engine.ExecuteAsync(Marked(managers.Job("node", Node), marked) with { Policy = Engines.NoRetry, Timeout = TimeSpan.FromSeconds(5) });

        await Condition.HoldsAsync(() => managers.Log.Length > 0, "the manager is asked");
        time.Advance(TimeSpan.FromSeconds(5));
        var result = await running;

        Assert.AreEqual(OutcomeKind.TimedOut, result.Outcome);
        Assert.IsNull(result.ExitCode);
        Assert.AreEqual(0, marked.Count);
    }

    [TestMethod]
    public async Task Ask_OneIsCancelled_TheOthersGetTheirAnswer()
    {
        using var managers = new FakeManagers();
        using var cancellation = new CancellationTokenSource();
        managers.Script("bin/asdf", $"#!/bin/sh\necho asked >> \"$FAKE_LOG\"\nwhile [ ! -e '{managers["go"]}' ]; do sleep 0.01; done\necho 20.1.0");
        var request = new CommandRequest { Text = "node", Environment = managers.Variables() };
        var questions = new RuntimeQuestions(CommandRunner.Default, TimeProvider.System);

        var first = AskAsync(questions, request, cancellation.Token);
        var second = AskAsync(questions, request);
        await Condition.HoldsAsync(() => managers.Log.Length > 0, "the manager is asked");
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        File.WriteAllText(managers["go"], "");

        Assert.Contains("20.1.0", (await second).Versions);
        Assert.HasCount(1, managers.Log);
    }

    [TestMethod]
    public async Task Ask_RunnerThrows_IsToldToAllAndForgotten()
    {
        using var managers = new FakeManagers();
        var runner = new ThrowingRunner();
        var request = new CommandRequest { Text = "node", Environment = managers.Variables() };
        var questions = new RuntimeQuestions(runner, TimeProvider.System);

        var asked = new[] { AskAsync(questions, request), AskAsync(questions, request) };
        runner.Gate.SetResult();
        foreach (var task in asked)
        {
            Assert.AreEqual("spite", (await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => task)).Message);
        }

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => AskAsync(questions, request));
        Assert.AreEqual(2, runner.Asked);
    }

    [TestMethod]
    public async Task Ask_EveryJobIsCancelled_LeavesNoManagerAndAsksAgain()
    {
        using var managers = new FakeManagers();
        using var marked = new MarkedProcesses();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.Script("bin/asdf", Hanging);
        await using var engine = Engines.Create(new ManualTimeProvider());
        var job = Marked(managers.Job("node", Node), marked);
        var batch = engine.Run([job, job], Engines.Workers(2));

        await Condition.HoldsAsync(() => managers.Log.Length > 0, "the manager is asked");
        await batch.CancelAsync();
        var result = await batch.Completion;

        Assert.IsTrue(result.Results.All(static ended => ended.Outcome == OutcomeKind.Cancelled));
        Assert.AreEqual(0, marked.Count);
        managers.Script("bin/asdf", "#!/bin/sh\necho 20.1.0");
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync(job)).Outcome);
    }

    private static Task<InstalledVersions> AskAsync(RuntimeQuestions questions, CommandRequest request, CancellationToken cancellationToken = default)
    {
        var asdf = SearchPath.Find("asdf", request.Environment!["PATH"])!;
        return questions.AskAsync(RuntimeQuestion.About(Node, asdf, request, new CommandVariables(request)), Node, request, cancellationToken);
    }

    private static Job Marked(Job job, MarkedProcesses marked)
        => job with { Environment = new Dictionary<string, string?>(job.Environment!.Concat(marked.Variables)) };

    private sealed class ThrowingRunner : ICommandRunner
    {
        private int _asked;

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Asked => _asked;

        public ValueTask DisposeAsync() => default;

        public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            await Gate.Task;
            throw new InvalidOperationException("spite");
        }
    }
}
