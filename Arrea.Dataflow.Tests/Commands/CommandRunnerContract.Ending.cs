using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class CommandRunnerContract
{
    /// <summary>Nothing is left of a command that was ended. A runner may leave it to the system to finish that.</summary>
    private protected virtual Task AreGoneAsync(MarkedProcesses processes)
        => Condition.HoldsAsync(() => processes.Count == 0, "nothing is left of the command");

    [TestMethod]
    public async Task RunAsync_CancelledBefore_StartsNothing()
    {
        using var folder = new TemporaryFolder();

        var result = await RunAsync($"touch {folder["started"]}", new CancellationToken(canceled: true));

        Assert.AreEqual(new CommandResult(), result);
        Assert.IsFalse(File.Exists(folder["started"]));
    }

    [TestMethod]
    public async Task RunAsync_Cancelled_EndsTheCommandAndKeepsItsOutput()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var running = RunAsync(Sh("echo begun; sleep 1000") with { Environment = processes.Variables }, cancellation.Token);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 1, "the command runs");

        await cancellation.CancelAsync();

        var result = await running;
        Assert.AreNotEqual(0, result.ExitCode);
        Assert.AreEqual("begun\n", result.StandardOutput);
        await AreGoneAsync(processes);
    }

    [TestMethod]
    public async Task RunAsync_CancelledWithClosedOutputs_EndsTheCommand()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var running = RunAsync(Sh("exec >&- 2>&-; sleep 1000") with { Environment = processes.Variables }, cancellation.Token);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 1, "the command runs");

        await cancellation.CancelAsync();

        await running;
        await AreGoneAsync(processes);
    }

    [TestMethod]
    public async Task RunAsync_CancelledWhileTheHandlerIsPending_EndsTheCommandAtOnceAndTheRunAfterTheHandler()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = RunAsync(
            Sh("trap '' TERM; echo begun; sleep 1000") with
            {
                Environment = processes.Variables,
                OnOutput = (_, _) => new(release.Task),
            },
            cancellation.Token);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 1, "the command runs");

        await cancellation.CancelAsync();

        await Condition.HoldsAsync(() => processes.Count == 0, "the command has been killed");
        Assert.IsFalse(running.IsCompleted);
        release.SetResult();
        Assert.AreEqual("begun\n", (await running).StandardOutput);
    }

    [TestMethod]
    public async Task RunAsync_CancelledFromTheHandler_EndsTheCommand()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();

        var result = await RunAsync(
            Sh("echo begun; sleep 1000") with
            {
                Environment = processes.Variables,
                OnOutput = async (_, _) => await cancellation.CancelAsync(),
            },
            cancellation.Token);

        Assert.AreEqual("begun\n", result.StandardOutput);
        await AreGoneAsync(processes);
    }

    [TestMethod]
    public async Task RunAsync_CancelledAfterTheEnd_ChangesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        var result = await RunAsync("exit 3", cancellation.Token);

        await cancellation.CancelAsync();

        Assert.AreEqual(3, result.ExitCode);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_ManyCancelledAtAnyMoment_LeaveNothing()
    {
        using var processes = new MarkedProcesses();
        var random = new Random(1);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 60)));
            await RunAsync(Sh("sleep 1000 & sleep 1000; wait") with { Environment = processes.Variables }, cancellation.Token);
        }));

        await Condition.HoldsAsync(() => processes.Count == 0, "nothing is left");
    }
}
