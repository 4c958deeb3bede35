using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Tests.Configuration;

/// <summary>Each key, changed while the engine runs, changes what the engine does next.</summary>
[TestClass]
public sealed class LiveSettingsTests
{
    private static Job Fails { get; } = Job.Run(int () => throw new IOException("no"));

    [TestMethod]
    public async Task MaxWorkers_Changed_IsTheNewCeilingOfBatches()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxWorkers = 2 });
        Assert.Contains("MaxWorkers is 2", Assert.Throws<ArgumentOutOfRangeException>(() => engine.Run([Fails], Engines.Workers(3))).Message);

        engine.Config.Set("max_workers", 3);

        Assert.AreEqual(3, engine.MaxWorkers);
        Assert.AreEqual(3, engine.Leader.GetState().MaxWorkers);
        Assert.AreEqual(1, (await engine.RunAsync([Job.Run(() => 1)], Engines.Workers(3))).Succeeded);
        Assert.Contains("MaxWorkers is 3", Assert.Throws<ArgumentOutOfRangeException>(() => engine.Run([Fails], Engines.Workers(4))).Message);
    }

    [TestMethod]
    public async Task MaxCommandsPerBatch_Changed_RefusesLargerBatches()
    {
        await using var engine = ArreaEngine.Create();
        engine.Config.Set("max_commands_per_batch", 2);

        Assert.AreEqual(new TooManyCommands(3, 2), Assert.Throws<BatchRefusedException>(() => engine.Run([Fails, Fails, Fails])).Reason);
    }

    [TestMethod]
    public async Task DefaultPolicy_Changed_HoldsForBatchesThatBeginAfterwards()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { RetryDelay = TimeSpan.Zero });
        var gate = new TaskCompletionSource();
        var before = engine.Run([Job.Run(async Task<int> (_) =>
        {
            await gate.Task;
            throw new IOException("no");
        })]);

        engine.Config.Set("default_policy", "stop");
        gate.SetResult();

        Assert.AreEqual(4, (await before.Completion).Results[0].Attempts, "a batch keeps the policy that it began with");
        Assert.AreEqual(1, (await engine.RunAsync([Fails])).Results[0].Attempts);
        Assert.AreEqual(1, (await engine.ExecuteAsync(Fails)).Attempts);
        engine.Config.Set("default_policy", "continue");
        Assert.AreEqual(1, (await engine.RunAsync([Fails])).Results[0].Attempts);
    }

    [TestMethod]
    public async Task MaxRetries_Changed_RetriesSoOften()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { RetryDelay = TimeSpan.Zero });
        engine.Config.Set("max_retries", 6);

        Assert.AreEqual(7, (await engine.ExecuteAsync(Fails)).Attempts);
    }

    [TestMethod]
    public async Task RetryDelay_Changed_WaitsSoLong()
    {
        var time = new ManualTimeProvider();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, MaxRetries = 1, RetryDelay = TimeSpan.FromHours(5) });
        engine.Config.Set("retry_delay", 300);
        var batch = engine.Run([Fails]);
        await time.RetryWaitsAsync(batch, 1);

        time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.IsTrue(time.HasTimerWithin(TimeSpan.FromMilliseconds(50)), "it still waits");
        time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.AreEqual(2, (await batch.Completion).Results[0].Attempts);
    }

    [TestMethod]
    public async Task CircuitBreaker_ThresholdAndTimeoutChanged_HoldForBreakersMadeAfterwards()
    {
        var time = new ManualTimeProvider();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, CircuitBreakerThreshold = 2 });
        var before = engine.CircuitBreakers.Get("before");

        engine.Config.Set("circuit_breaker_threshold", 1);
        engine.Config.Set("circuit_breaker_timeout", 5000);
        var after = engine.CircuitBreakers.Get("after");

        Assert.AreSame(before, engine.CircuitBreakers.Get("before"));
        await FailAsync(before);
        await FailAsync(after);
        Assert.AreEqual(CircuitState.Closed, before.State, "threshold 2");
        Assert.AreEqual(CircuitState.Open, after.State, "threshold 1");
        time.Advance(TimeSpan.FromMilliseconds(4999));
        await Assert.ThrowsAsync<CircuitOpenException>(async () => await after.ExecuteAsync(static _ => ValueTask.FromResult(1)));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.AreEqual(1, await after.ExecuteAsync(static _ => ValueTask.FromResult(1)));
    }

    [TestMethod]
    public async Task ValidationRules_Changed_JudgeTheNextCommand()
    {
        await using var engine = Engine();
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("sudo ls")).Outcome);

        engine.Config.Set("validation_rules", "no_rm_rf");

        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("sudo ls")).Outcome);
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("rm -rf /")).Outcome);
    }

    [TestMethod]
    public async Task SudoAllowlist_Changed_JudgesTheNextCommand()
    {
        await using var engine = Engine();

        engine.Config.Set("sudo_allowlist", new[] { "systemctl status" });

        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("sudo systemctl status nginx")).Outcome);
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("sudo systemctl stop nginx")).Outcome);
        engine.Config.Unset("sudo_allowlist");
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("sudo systemctl status nginx")).Outcome);
    }

    [TestMethod]
    public async Task AsdfEnabled_Changed_RefusesTheNextJob()
    {
        await using var engine = Engine();

        engine.Config.Set("asdf_enabled", false);

        var refused = await engine.ExecuteAsync(new Job("node -v") { RuntimeVersions = [RuntimeVersion.Asdf("node", "20.1.0")] });
        Assert.AreEqual(OutcomeKind.Rejected, refused.Outcome);
        Assert.Contains("switch asdf off", refused.Error!.Message);
    }

    [TestMethod]
    public async Task Shell_Changed_RunsTheNextCommandUnlessTheJobSays()
    {
        var shells = new List<string?>();
        await using var engine = Engine(request => shells.Add(request.Shell), new ArreaEngineOptions { Shell = "bash" });

        await engine.ExecuteAsync("true");
        engine.Config.Set("shell", "zsh");
        await engine.ExecuteAsync("true");
        await engine.ExecuteAsync(new Job("true") { Shell = "dash" });
        engine.Config.Set("shell", null);
        await engine.ExecuteAsync("true");

        CollectionAssert.AreEqual(new[] { "bash", "zsh", "dash", null }, shells);
    }

    [TestMethod]
    public async Task LogLevel_Changed_FiltersWhatTheEngineLogs()
    {
        using var log = new LogLines();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { LoggerFactory = log });
        var logged = Engines.Workers(1) with { Log = true };
        var warns = Job.Run(context => context.Warn("careful"));

        await engine.RunAsync([warns], logged);
        Assert.HasCount(3, log.All, "started, warned, ended");
        engine.Config.Set("log_level", "warning");
        await engine.RunAsync([warns], logged);
        Assert.HasCount(4, log.All);
        Assert.AreEqual(LogLevel.Warning, log.All[3].Level);
        engine.Config.Set("log_level", "none");
        await engine.RunAsync([warns], logged);
        Assert.HasCount(4, log.All);
        engine.Logger.Log(LogLevel.Critical, default, "x", null, static (text, _) => text);
        Assert.HasCount(4, log.All, "also what does not ask first");
        engine.Config.Set("log_level", "trace");
        Assert.IsTrue(engine.Logger.IsEnabled(LogLevel.Trace));
        Assert.IsFalse(engine.Logger.IsEnabled(LogLevel.None));
    }

    /// <summary>These two are read by parts above; what they read is the snapshot.</summary>
    [TestMethod]
    public async Task TelemetryEnabledAndRestartLimit_Changed_AreInTheSnapshotThatTheEngineReads()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { RestartLimit = 4, TelemetryEnabled = false });
        Assert.AreEqual((4, false), (engine.Config.Current.RestartLimit, engine.Config.Current.TelemetryEnabled));

        engine.Config.Set("restart_limit", 0);
        engine.Config.Set("telemetry_enabled", "true");

        Assert.AreEqual((0, true), (engine.Config.Current.RestartLimit, engine.Config.Current.TelemetryEnabled));
    }

    private static ArreaEngine Engine(Action<CommandRequest>? onRun = null, ArreaEngineOptions? options = null)
        => ArreaEngine.Create((options ?? new()) with
        {
            CommandRunner = new DelegateRunner((request, _) =>
            {
                onRun?.Invoke(request);
                return Task.FromResult(new CommandResult { ExitCode = 0 });
            }),
        });

    private static Task<IOException> FailAsync(CircuitBreaker breaker)
        => Assert.ThrowsAsync<IOException>(async () => await breaker.ExecuteAsync<int>(static _ => throw new IOException("no")));
}
