using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands.Interactive;

/// <summary>Restarts, health and uptime, by a clock that the test moves.</summary>
public abstract partial class InteractiveProcessContract
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly InteractiveOptions OnFailure = new()
    {
        Restart = RestartPolicy.OnFailure,
        MaxRestarts = 4,
        RestartDelay = Second,
        MaxRestartDelay = 3 * Second,
        RestartWindow = 100 * Second,
    };

    [TestMethod]
    public async Task Crash_AgainAndAgain_RestartsWithGrowingWaitsUpToTheLimit()
    {
        using var folder = new TemporaryFolder();
        await using var process = Start($"echo x >> {folder["starts"]}; exit 3", OnFailure);

        foreach (var seconds in new[] { 1, 2, 3, 3 })
        {
            await PassRestartWaitAsync(process, seconds * Second);
        }

        var result = await process.Completion.WaitAsync(Condition.Patience);
        Assert.AreEqual(InteractiveState.Failed, result.State);
        Assert.AreEqual("4 restarts within 00:01:40 are the limit; the last end: exit code 3", result.Reason);
        Assert.AreEqual(4, result.Restarts);
        Assert.AreEqual(4, process.Restarts);
        Assert.AreEqual(3, result.LastResult!.ExitCode);
        Assert.HasCount(5, await File.ReadAllLinesAsync(folder["starts"]));
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    public async Task Crash_AfterTheWindow_CountsAnew()
    {
        await using var process = Start("read line; exit 3", OnFailure with { MaxRestarts = 1, RestartWindow = 10 * Second });
        await process.WriteLineAsync("go");
        await PassRestartWaitAsync(process, Second);
        await Condition.HoldsAsync(() => process.State == InteractiveState.Running, "it runs again");

        _time.Advance(9 * Second);
        await process.WriteLineAsync("go");

        await PassRestartWaitAsync(process, Second);
        await Condition.HoldsAsync(() => process.State == InteractiveState.Running, "it runs again");
        await process.WriteLineAsync("go");
        Assert.AreEqual(InteractiveState.Failed, (await process.Completion.WaitAsync(Condition.Patience)).State);
    }

    [TestMethod]
    public async Task Crash_BySignal_Restarts()
    {
        using var folder = new TemporaryFolder();
        await using var process = Start($"[ -e {folder["once"]} ] || {{ touch {folder["once"]}; kill -9 $$; }}; cat", OnFailure);

        await PassRestartWaitAsync(process, Second);
        await process.WriteLineAsync("hello");

        Assert.AreEqual("hello", await LineAsync());
        Assert.AreEqual(1, process.Restarts);
        Assert.AreNotEqual(0, process.LastResult!.ExitCode);
    }

    [TestMethod]
    public async Task Crash_PolicyNever_IsAFailure()
    {
        await using var process = Start("exit 3");

        var result = await process.Completion.WaitAsync(Condition.Patience);

        Assert.AreEqual((InteractiveState.Failed, "exit code 3", 0), (result.State, result.Reason, result.Restarts));
    }

    [TestMethod]
    public async Task RegularEnd_PolicyAlways_Restarts()
    {
        await using var process = Start("exit 0", OnFailure with { Restart = RestartPolicy.Always, MaxRestarts = 1 });

        await PassRestartWaitAsync(process, Second);

        var result = await process.Completion.WaitAsync(Condition.Patience);
        Assert.AreEqual((InteractiveState.Failed, 1), (result.State, result.Restarts));
        StringAssert.EndsWith(result.Reason, "exit code 0");
    }

    [TestMethod]
    public async Task Start_ProgramThatIsNotThere_FailsAtOnceUnlessAlways()
    {
        var request = new CommandRequest { Text = "true", Shell = "/nope/sh" };
        await using var process = InteractiveProcess.Start(Runner, request, OnFailure);
        await using var persistent = InteractiveProcess.Start(Runner, request, OnFailure with { Restart = RestartPolicy.Always, MaxRestarts = 1, TimeProvider = _time });

        var result = await process.Completion.WaitAsync(Condition.Patience);
        Assert.AreEqual((InteractiveState.Failed, 0), (result.State, result.Restarts));
        StringAssert.Contains(result.Reason, "/nope/sh");

        await PassRestartWaitAsync(persistent, Second);
        result = await persistent.Completion.WaitAsync(Condition.Patience);
        Assert.AreEqual((InteractiveState.Failed, 1), (result.State, result.Restarts));
        StringAssert.Contains(result.Reason, "/nope/sh");
    }

    [TestMethod]
    public async Task Stop_WhileItWaitsForARestart_EndsTheWait()
    {
        await using var process = Start("exit 3", OnFailure);
        await TimerAsync();
        Assert.AreEqual(InteractiveState.Restarting, process.State);
        StringAssert.Contains((await RefusalAsync(process)).Message, "Restarting");

        var result = await process.StopAsync().WaitAsync(Condition.Patience);

        Assert.AreEqual((InteractiveState.Stopped, 0), (result.State, result.Restarts));
        Assert.AreEqual(3, result.LastResult!.ExitCode);
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    public async Task Uptime_OfARestartedProcess_BeginsAnew()
    {
        await using var process = Start("read line; exit 3", OnFailure);
        await Condition.HoldsAsync(() => process.State == InteractiveState.Running, "it runs");
        var first = process.ProcessId;

        _time.Advance(5 * Second);
        Assert.AreEqual(5 * Second, process.Uptime);
        await process.WriteLineAsync("go");
        await TimerAsync();
        Assert.IsNull(process.Uptime);
        Assert.IsNull(process.ProcessId);

        await PassRestartWaitAsync(process, Second);
        await Condition.HoldsAsync(() => process.State == InteractiveState.Running, "it runs again");
        Assert.AreEqual(TimeSpan.Zero, process.Uptime);
        Assert.AreNotEqual(first, process.ProcessId);
    }

    [TestMethod]
    [DataRow("no")]
    [DataRow("throws")]
    [DataRow("silent")]
    public async Task Health_FailuresInARow_RestartTheProcess(string failure)
    {
        var asked = 0;
        var answers = new Queue<bool>([false, true, false, false, true]);
        await using var process = Start("cat", OnFailure with { Health = new() { Check = AnswerAsync, Interval = 10 * Second, Timeout = Second, Failures = 2 } });

        for (var n = 1; n <= 4; n++)
        {
            await Condition.HoldsAsync(() => process.State == InteractiveState.Running && _time.HasTimerWithin(10 * Second), "the next question is due");
            _time.Advance(10 * Second);
            await Condition.HoldsAsync(() => Volatile.Read(ref asked) == n, "it has been asked");
            _time.Advance(failure == "silent" && n != 2 ? Second : TimeSpan.Zero);
        }

        await PassRestartWaitAsync(process, Second);
        await Condition.HoldsAsync(() => process.State == InteractiveState.Running, "it runs again");
        await process.WriteLineAsync("hello");
        Assert.AreEqual("hello", await LineAsync());
        Assert.AreEqual(1, process.Restarts);
        Assert.IsTrue(await process.CheckHealthAsync());

        async ValueTask<bool> AnswerAsync(InteractiveProcess of, CancellationToken token)
        {
            Assert.AreEqual(InteractiveState.Running, of.State);
            var answer = answers.Dequeue();
            Interlocked.Increment(ref asked);
            if (failure == "silent" && !answer)
            {
                await new TaskCompletionSource<bool>().Task.WaitAsync(token);
            }

            return answer || (failure == "throws" ? throw new FormatException() : false);
        }
    }

    [TestMethod]
    public async Task Health_FailuresInARowPolicyNever_IsAFailure()
    {
        await using var process = Start("cat", new() { Health = new() { Check = static (_, _) => new(false), Interval = Second, Failures = 1 } });
        await TimerAsync();

        _time.Advance(Second);

        var result = await process.Completion.WaitAsync(Condition.Patience);
        Assert.AreEqual((InteractiveState.Failed, "unwell: 1 health checks in a row failed"), (result.State, result.Reason));
        await AreGoneAsync(_processes);
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    public async Task Health_ProbeThatNeverAnswers_DoesNotHoldTheStop()
    {
        var asked = 0;
        var never = new TaskCompletionSource<bool>();
        await using var process = Start("cat", new()
        {
            Health = new()
            {
                Check = (_, _) =>
                {
                    Volatile.Write(ref asked, 1);
                    return new(never.Task);
                },
                Interval = Second,
            },
        });
        await TimerAsync();
        _time.Advance(Second);
        await Condition.HoldsAsync(() => Volatile.Read(ref asked) == 1, "it has been asked");

        Assert.AreEqual(InteractiveState.Stopped, (await process.StopAsync().WaitAsync(Condition.Patience)).State);
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    /// <summary>Waits for the wait before a restart, sees that it is as long as it should be, and lets it pass.</summary>
    private async Task PassRestartWaitAsync(InteractiveProcess process, TimeSpan expected)
    {
        var restarts = process.Restarts;
        await Condition.HoldsAsync(() => process.State == InteractiveState.Restarting && _time.ActiveTimers == 1, "it waits for a restart");
        Assert.IsFalse(_time.HasTimerWithin(expected - Tick), $"The wait is shorter than {expected}.");
        _time.Advance(expected);
        await Condition.HoldsAsync(() => process.Restarts == restarts + 1, "it has been started again");
    }
}
