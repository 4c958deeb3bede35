using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class LinuxRunnerContract
{
    private static readonly TimeSpan LongGrace = TimeSpan.FromHours(1);

    // By the time the run is over, not some time later.
    private protected override Task AreGoneAsync(MarkedProcesses processes)
    {
        Assert.AreEqual(0, processes.Count);
        return Task.CompletedTask;
    }

    [TestMethod]
    [DataRow("(sleep 1000 & sleep 1000) & wait", 2)]
    [DataRow("(sleep 1000 &) ; (sleep 1000 &) ; sleep 1000; true", 3)]
    [DataRow("sleep 1000 | sleep 1000 | sleep 1000; true", 3)]
    public async Task RunAsync_Cancelled_EndsTheWholeGroupByTerm(string text, int sleepers)
    {
        using var processes = new MarkedProcesses();

        var result = await CancelAsync(Sh(text) with { KillGrace = LongGrace }, processes, sleepers);

        Assert.AreEqual(15, result.Signal);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task RunAsync_CancelledAndIgnoresTerm_IsKilledAfterTheGrace()
    {
        using var processes = new MarkedProcesses();

        var result = await CancelAsync(Sh("trap '' TERM; sleep 1000 & sleep 1000; wait"), processes, 2);

        Assert.AreEqual(9, result.Signal);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task RunAsync_CancelledAndOnlyAChildIgnoresTerm_TheChildIsKilledToo()
    {
        using var processes = new MarkedProcesses();

        // The shell itself dies of TERM; what it leaves gets the rest of the grace and then KILL.
        var result = await CancelAsync(Sh("(trap '' TERM; sleep 1000; sleep 1000) & sleep 1000"), processes, 2);

        Assert.AreEqual(15, result.Signal);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    [DataRow("kill -STOP $$; sleep 1000")]
    [DataRow("trap '' TERM; kill -STOP $$; sleep 1000")]
    public async Task RunAsync_CancelledWhileStopped_EndsAllTheSame(string text)
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var running = RunAsync(Sh(text) with { Environment = processes.Variables }, cancellation.Token);
        await Condition.HoldsAsync(() => processes.AnyIn("sh", 'T'), "the shell has stopped");

        await cancellation.CancelAsync();

        await running;
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task RunAsync_CancelledWhileStopped_HearsTermWithinTheGrace()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var running = RunAsync(
            Sh("trap 'echo bye; exit 7' TERM; kill -STOP $$; while true; do sleep 0.01; done") with { Environment = processes.Variables, KillGrace = LongGrace },
            cancellation.Token);
        await Condition.HoldsAsync(() => processes.AnyIn("sh", 'T'), "the shell has stopped");

        await cancellation.CancelAsync();

        var result = await running;
        Assert.AreEqual(7, result.ExitCode);
        Assert.AreEqual("bye\n", result.StandardOutput);
    }

    [TestMethod]
    public async Task RunAsync_CancelledAndTidiesUp_ItsLastWordsAndCodeAreKept()
    {
        using var processes = new MarkedProcesses();

        var result = await CancelAsync(
            Sh("trap 'head -c 200000 /dev/zero; echo bye >&2; exit 7' TERM; sleep 1000 & wait") with { KillGrace = LongGrace }, processes, 1);

        Assert.AreEqual(7, result.ExitCode);
        Assert.HasCount(200_000, result.StandardOutput);
        Assert.AreEqual("bye\n", result.StandardError);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task RunAsync_NoGrace_KillsAtOnce()
    {
        using var processes = new MarkedProcesses();

        var result = await CancelAsync(Sh("trap 'exit 7' TERM; sleep 1000 & wait") with { KillGrace = TimeSpan.Zero }, processes, 1);

        Assert.AreEqual(9, result.Signal);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task KillNow_BeforeTheCancellation_SkipsTheGrace()
    {
        using var processes = new MarkedProcesses();
        using var kill = new CancellationTokenSource();
        await kill.CancelAsync();

        var result = await CancelAsync(Sh("trap '' TERM; sleep 1000 & wait") with { KillGrace = LongGrace, KillNow = kill.Token }, processes, 1);

        Assert.AreEqual(9, result.Signal);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task KillNow_DuringTheGrace_EndsIt()
    {
        using var processes = new MarkedProcesses();
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        using var kill = new CancellationTokenSource();
        var running = RunAsync(
            Sh($"trap 'touch {folder["asked"]}' TERM; sleep 1000 & while true; do sleep 0.01; done") with
            {
                Environment = processes.Variables,
                KillGrace = LongGrace,
                KillNow = kill.Token,
            },
            cancellation.Token);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") >= 1, "the command runs");
        await cancellation.CancelAsync();
        await Condition.HoldsAsync(() => File.Exists(folder["asked"]), "the command has been asked to end");
        Assert.IsFalse(running.IsCompleted);

        await kill.CancelAsync();

        Assert.AreEqual(9, (await running).Signal);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task KillNow_WithoutCancellation_EndsNothing()
    {
        using var kill = new CancellationTokenSource();
        await kill.CancelAsync();

        Assert.AreEqual("done\n", (await RunAsync(Sh("sleep 0.1; echo done") with { KillNow = kill.Token })).StandardOutput);
    }

    [TestMethod]
    public async Task RunAsync_CancelledAfterTheShellIsDone_StillEndsWhatHoldsTheOutput()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();

        // The handler is called while the pipes are emptied after the exit, and cancels then.
        var result = await RunAsync(
            Sh("sleep 1000 & echo started; exit 6") with
            {
                Environment = processes.Variables,
                OnOutput = async (_, _) =>
                {
                    await Condition.HoldsAsync(() => processes.CountOf("sh") == 0, "the shell is done");
                    await cancellation.CancelAsync();
                },
            },
            cancellation.Token);

        Assert.AreEqual(6, result.ExitCode);
        Assert.IsFalse(result.OutputHeld);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_HundredTreesCancelledTogether_AreGoneAtOnce()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var running = Enumerable.Range(0, 100)
            .Select(_ => RunAsync(Sh("sleep 1000 & sleep 1000; true") with { Environment = processes.Variables, KillGrace = LongGrace }, cancellation.Token))
            .ToArray();
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 200, "all of them run");

        await cancellation.CancelAsync();

        var results = await Task.WhenAll(running);
        Assert.IsTrue(results.All(static result => result.Signal == 15));
        Assert.AreEqual(0, processes.Count);
    }

    private async Task<CommandResult> CancelAsync(CommandRequest request, MarkedProcesses processes, int sleepers)
    {
        using var cancellation = new CancellationTokenSource();
        var running = RunAsync(request with { Environment = processes.Variables }, cancellation.Token);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == sleepers, "the command runs");
        await cancellation.CancelAsync();
        return await running;
    }
}
