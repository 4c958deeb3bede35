using System.Threading.Channels;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Commands.Portable;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands.Interactive;

/// <summary>Programs that are written to, with real processes, through every runner: the conversation and its end.</summary>
public abstract partial class InteractiveProcessContract : RunnerContract
{
    private readonly MarkedProcesses _processes = new();
    private readonly ManualTimeProvider _time = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    [TestCleanup]
    public void EndWhatIsLeft() => _processes.Dispose();

    [TestMethod]
    public async Task WriteLine_ToAnEcho_IsAnswered()
    {
        await using var process = Start("cat");

        await process.WriteLineAsync("hello");
        Assert.AreEqual("hello", await LineAsync());
        await process.WriteAsync("wör");
        await process.WriteAsync("ld\n"u8.ToArray());
        Assert.AreEqual("wörld", await LineAsync());

        Assert.AreEqual(InteractiveState.Running, process.State);
        Assert.Contains(process.ProcessId!.Value, _processes.Find());
        Assert.IsNull(process.LastResult);
        Assert.IsTrue(await process.CheckHealthAsync());
    }

    [TestMethod]
    public async Task WriteLine_ManyAtATime_StayWhole()
    {
        const int Lines = 200;
        await using var process = Start("cat");

        var writers = Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < Lines; i++)
            {
                await process.WriteLineAsync(new string((char)('a' + n), 500));
            }
        }));
        await Task.WhenAll(writers).WaitAsync(Condition.Patience);
        await process.CloseInputAsync();
        await process.Completion.WaitAsync(Condition.Patience);

        var seen = await _lines.Reader.ReadAllAsync().Take(8 * Lines).ToListAsync();
        Assert.IsFalse(_lines.Reader.TryRead(out _));
        Assert.IsTrue(seen.All(static line => line.Length == 500 && line.All(letter => letter == line[0])));
        Assert.IsTrue(seen.GroupBy(static line => line[0]).All(static group => group.Count() == Lines));
    }

    [TestMethod]
    public async Task CloseInput_ProcessThatReadsToTheEnd_StopsItRegularly()
    {
        await using var process = Start("cat; echo bye", new() { Restart = RestartPolicy.OnFailure });

        await process.WriteLineAsync("hello");
        await process.CloseInputAsync();
        var result = await process.Completion.WaitAsync(Condition.Patience);

        Assert.AreEqual(InteractiveState.Stopped, result.State);
        Assert.AreEqual("exit code 0", result.Reason);
        Assert.AreEqual(0, result.Restarts);
        Assert.AreEqual("hello\nbye\n", result.LastResult!.StandardOutput);
        Assert.AreEqual(result.LastResult, process.LastResult);
        Assert.AreEqual(InteractiveState.Stopped, process.State);
        Assert.IsNull(process.ProcessId);
        Assert.IsNull(process.Uptime);
        Assert.IsFalse(await process.CheckHealthAsync());
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    public async Task Write_AfterTheInputWasClosed_Throws()
    {
        await using var process = Start("sleep 1000");

        await process.CloseInputAsync();
        await process.CloseInputAsync();

        StringAssert.Contains((await RefusalAsync(process)).Message, "closed");
    }

    [TestMethod]
    public async Task Write_AfterTheEnd_Throws()
    {
        await using var process = Start("exit 0");
        await process.Completion.WaitAsync(Condition.Patience);

        StringAssert.Contains((await RefusalAsync(process)).Message, "Stopped");
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(process.CloseInputAsync);
    }

    [TestMethod]
    public async Task Write_NobodyReads_WaitsAndIsEndedByTheTokenWithNothingWritten()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        await using var process = Start($"until [ -e {folder["go"]} ]; do sleep 0.01; done; wc -c");
        await process.WriteAsync(new byte[1_000_000]);

        var waiting = process.WriteAsync("never"u8.ToArray(), cancellation.Token).AsTask();
        Assert.IsFalse(waiting.IsCompleted);
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        Assert.AreEqual(cancellation.Token, error.CancellationToken);
        folder.Touch("go");
        await process.CloseInputAsync();
        Assert.AreEqual("1000000", (await LineAsync()).Trim());
    }

    [TestMethod]
    public async Task Write_NobodyReads_IsEndedByTheStop()
    {
        await using var process = Start("sleep 1000");
        await process.WriteAsync(new byte[1_000_000]);
        var waiting = Enumerable.Range(0, 3).Select(_ => process.WriteLineAsync("more").AsTask()).ToList();
        Assert.IsFalse(waiting.Exists(static write => write.IsCompleted));

        await process.StopAsync();

        foreach (var write in waiting)
        {
            await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => write.WaitAsync(Condition.Patience));
        }
    }

    [TestMethod]
    public async Task Stop_ProcessThatIgnoresTheRequest_IsDeadAtReturn()
    {
        await using var process = Start("trap '' TERM; echo ready; while :; do sleep 1000; done");
        Assert.AreEqual("ready", await LineAsync());

        var result = await process.StopAsync();

        await AreGoneAsync(_processes);
        Assert.AreEqual(InteractiveState.Stopped, result.State);
        Assert.AreSame(result, await process.StopAsync());
    }

    [TestMethod]
    public async Task Stop_WithAGraceForTheEndOfInput_LetsTheProcessFinish()
    {
        await using var process = Start("cat; echo bye", new() { InputEndGrace = TimeSpan.FromHours(1) });
        await process.WriteLineAsync("hello");

        var result = await process.StopAsync().WaitAsync(Condition.Patience);

        Assert.AreEqual(0, result.LastResult!.ExitCode);
        Assert.AreEqual("hello\nbye\n", result.LastResult.StandardOutput);
        await Condition.HoldsAsync(() => _time.ActiveTimers == 0, "no timer is left");
    }

    [TestMethod]
    public async Task Stop_ProcessThatDoesNotCareForTheEndOfInput_IsEndedAfterTheGrace()
    {
        await using var process = Start("echo ready; sleep 1000", new() { InputEndGrace = TimeSpan.FromMinutes(1) });
        Assert.AreEqual("ready", await LineAsync());

        var stopping = process.StopAsync();
        Assert.AreEqual(InteractiveState.Stopping, process.State);
        await TimerAsync();
        StringAssert.Contains((await RefusalAsync(process)).Message, "Stopping");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.AreEqual(InteractiveState.Stopped, (await stopping.WaitAsync(Condition.Patience)).State);
        await AreGoneAsync(_processes);
    }

    [TestMethod]
    public async Task Dispose_WhileItRuns_LeavesNothing()
    {
        await using (Start("sleep 1000 & sleep 1000; wait", new() { Restart = RestartPolicy.Always }))
        {
            await Condition.HoldsAsync(() => _processes.CountOf("sleep") == 2, "the process runs");
        }

        await AreGoneAsync(_processes);
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    public async Task Stop_AtAnyMomentOfManyLives_LeavesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            var options = new InteractiveOptions { Restart = RestartPolicy.Always, RestartDelay = TimeSpan.Zero, MaxRestarts = 10_000, OnLine = KeepAsync };
            await using var process = InteractiveProcess.Start(Runner, Sh("echo line; exit 1"), options);
            await Condition.HoldsAsync(() => process.Restarts >= n % 4, "it has been started again");
        }));

        await AreGoneAsync(_processes);
    }

    [TestMethod]
    public async Task OnLine_Throws_IsAFailureAndEndsTheProcess()
    {
        await using var process = Start("echo a; sleep 1000", new()
        {
            Restart = RestartPolicy.Always,
            OnLine = static (_, _) => throw new FormatException("not understood"),
        });

        var result = await process.Completion.WaitAsync(Condition.Patience);

        Assert.AreEqual(InteractiveState.Failed, result.State);
        Assert.IsInstanceOfType<FormatException>(result.Error);
        StringAssert.Contains(result.Reason, "not understood");
        await AreGoneAsync(_processes);
    }

    [TestMethod]
    public async Task OnLine_LastLineWithoutAnEnd_IsShownWithBothHandlers()
    {
        var bytes = 0;
        await using var process = InteractiveProcess.Start(
            Runner,
            Sh("printf 'a\\nb'; printf c >&2") with { OnOutput = (_, piece) => Count(piece.Length) },
            new() { OnLine = KeepAsync, TimeProvider = _time });

        await process.Completion.WaitAsync(Condition.Patience);

        CollectionAssert.AreEquivalent(new[] { "a", "b", "c" }, new[] { await LineAsync(), await LineAsync(), await LineAsync() });
        Assert.AreEqual(4, bytes);

        ValueTask Count(int length)
        {
            bytes += length;
            return default;
        }
    }

    /// <summary>Nothing is left of a process that was ended. A runner may leave it to the system to finish that.</summary>
    private protected virtual Task AreGoneAsync(MarkedProcesses processes)
    {
        Assert.AreEqual(0, processes.Count);
        return Task.CompletedTask;
    }

    private static async Task<InvalidOperationException> RefusalAsync(InteractiveProcess process)
        => await Assert.ThrowsExactlyAsync<InvalidOperationException>(async () => await process.WriteLineAsync("x"));

    private InteractiveProcess Start(string text, InteractiveOptions? options = null)
    {
        options ??= new();
        return InteractiveProcess.Start(Runner, Sh(text), options with { OnLine = options.OnLine ?? KeepAsync, TimeProvider = _time });
    }

    private CommandRequest Sh(string text)
        => new() { Text = text, Shell = "/bin/sh", KillGrace = TimeSpan.FromMilliseconds(200), Environment = _processes.Variables };

    private ValueTask KeepAsync(InteractiveProcess process, OutputLine line) => _lines.Writer.WriteAsync(line.Text);

    private Task TimerAsync() => _time.TimersAsync(1).WaitAsync(Condition.Patience);

    private Task<string> LineAsync() => _lines.Reader.ReadAsync().AsTask().WaitAsync(Condition.Patience);
}

[TestClass]
public sealed class LinuxInteractiveProcessTests : InteractiveProcessContract
{
    private protected override ICommandRunner CreateRunner() => new LinuxCommandRunner();
}

[TestClass]
public sealed class PortableInteractiveProcessTests : InteractiveProcessContract
{
    private protected override ICommandRunner CreateRunner() => new PortableCommandRunner();

    // It kills without waiting for what the process has started.
    private protected override Task AreGoneAsync(MarkedProcesses processes) => Condition.HoldsAsync(() => processes.Count == 0, "nothing is left");
}
