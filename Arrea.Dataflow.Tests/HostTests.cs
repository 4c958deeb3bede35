using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Arrea.Dataflow.Tests;

/// <summary>The engine under a real host: where its options come from, and how it ends.</summary>
[TestClass]
public sealed class HostTests(TestContext context)
{
    private readonly Dictionary<string, string> _environment = [];

    [TestMethod]
    public async Task AddArrea_SectionEnvironmentDelegateAndSet_EachWinsOverTheOneBefore()
    {
        _environment["ARREA_MAX_RETRIES"] = "20";
        _environment["ARREA_RESTART_LIMIT"] = "20";
        _environment["ARREA_MAX_COMMANDS_PER_BATCH"] = "20";
        using var host = Build(
            """{ "max_workers": 10, "MaxRetries": 10, "restart_limit": 10, "max_commands_per_batch": 10 }""",
            static services => services.AddArrea(static options =>
            {
                options.RestartLimit = 30;
                options.MaxCommandsPerBatch = 30;
            }));
        await host.StartAsync(context.CancellationToken);
        var config = host.Services.GetRequiredService<ArreaEngine>().Config;

        config.Set("max_commands_per_batch", 40);

        Assert.AreEqual("10 20 30 40", $"{config.Get("max_workers")} {config.Get("max_retries")} {config.Get("restart_limit")} {config.Get("max_commands_per_batch")}");
        Assert.AreEqual(ConfigOrigin.Configuration, config.All["max_workers"].Origin);
        Assert.AreEqual(ConfigOrigin.Default, config.All["shell"].Origin);
        Assert.AreEqual(TimeSpan.FromSeconds(1), config.Get("retry_delay"));
        await host.StopAsync(context.CancellationToken);
    }

    [TestMethod]
    public async Task AddArrea_EveryKindOfValueInJson_IsRead()
    {
        using var host = Build("""
            {
              "default_policy": "stop", "retry_delay": 250, "CircuitBreakerTimeout": "00:00:02", "asdf_enabled": false, "LogLevel": "Warning", "shell": null,
              "validation_rules": ["no_dd", "no_mkfs"], "sudo_allowlist": "apt update, true", "telemetryEnabled": "TRUE"
            }
            """);

        var config = host.Services.GetRequiredService<ArreaEngine>().Config;

        Assert.AreEqual(
            "stop 250 2000 false warning  no_dd,no_mkfs apt update,true true",
            string.Join(' ', new[] { "default_policy", "retry_delay", "circuit_breaker_timeout", "asdf_enabled", "log_level", "shell", "validation_rules", "sudo_allowlist", "telemetry_enabled" }
                .Select(name => ConfigKeys.Find(name)!.Format(config.Get(name)))));
        Assert.AreEqual(ConfigOrigin.Default, config.All["shell"].Origin);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    [TestMethod]
    public async Task AddArrea_EmptyListInJson_IsAnEmptyList()
    {
        using var host = Build("""{ "validation_rules": [] }""");

        Assert.IsEmpty(host.Services.GetRequiredService<ArreaEngine>().Config.Get<IReadOnlyCollection<string>>("validation_rules"));
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    [TestMethod]
    public async Task AddArrea_ConfigurationOfItsOwn_IsReadInsteadOfTheHosts()
    {
        var own = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Jobs:max_workers"] = "3", ["Arrea:Engine:max_workers"] = "4" }).Build();

        foreach (var (configuration, expected) in new (IConfiguration, int)[] { (own.GetSection("Jobs"), 3), (own, 4), (own.GetSection("Nothing"), 100) })
        {
            using var host = Build("""{ "max_workers": 10 }""", services => services.AddArrea(configuration));
            Assert.AreEqual(expected, host.Services.GetRequiredService<ArreaEngine>().MaxWorkers);
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    [TestMethod]
    public async Task Start_WrongValues_FailsOnceAndNamesThemAll()
    {
        _environment["ARREA_RESTART_LIMIT"] = "often";
        using var host = Build(
            """
            {
              "max_workers": 0, "max_retry": 5, "retry_delay": "-1", "default_policy": { "on_error": "retry" }, "validation_rules": ["no_dd", "no_rm"],
              "log_level": "loud", "shell": ["sh"], "asdf_enabled": true, "AsdfEnabled": true
            }
            """,
            static services => services.AddArrea(static options => options.CircuitBreakerThreshold = 0));

        var error = await Assert.ThrowsExactlyAsync<OptionsValidationException>(() => host.StartAsync(context.CancellationToken));

        var problems = error.Failures.ToList();
        string[] expected =
        [
            "Arrea:Engine:max_workers is '0'; expected 1 to 100,000.",
            "Arrea:Engine:max_retry is not a key. Did you mean max_retries? The keys are max_workers, ",
            "Arrea:Engine:retry_delay is '-1'; expected 0 to 2,592,000,000 ms.",
            "Arrea:Engine:default_policy is a section; expected retry, stop, continue.",
            "Arrea:Engine:validation_rules holds 'no_rm', which is not a rule. Expected names out of no_rm_rf, ",
            "Arrea:Engine:log_level is 'loud'; expected one of trace, debug, info, warning, error, critical, none.",
            "Arrea:Engine:shell is a section; expected the name or path of a shell",
            "are the same key, given twice.",
            "ARREA_RESTART_LIMIT is 'often'; expected a whole number, 0 to 1,000,000.",
            "CircuitBreakerThreshold is 0; expected 1 to 1000000.",
        ];
        Assert.HasCount(expected.Length, problems, string.Join('\n', problems));
        foreach (var text in expected)
        {
            Assert.ContainsSingle(problem => problem.Contains(text, StringComparison.Ordinal), problems, $"{text}\n{string.Join('\n', problems)}");
            Assert.Contains(text, error.Message);
        }
    }

    [TestMethod]
    public void FromConfiguration_ListFromTwoSources_IsRefusedAndNamesTheWayOut()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Arrea:Engine:validation_rules"] = "no_dd",
            ["Arrea:Engine:validation_rules:0"] = "no_mkfs",
        }).Build();

        var error = Assert.ThrowsExactly<OptionsValidationException>(() => ArreaEngineOptions.FromConfiguration(configuration, null));
        Assert.Contains("ARREA_VALIDATION_RULES", error.Message);

        var options = ArreaEngineOptions.FromConfiguration(null, new Dictionary<string, string> { ["ARREA_VALIDATION_RULES"] = "no_dd" });
        Assert.HasCount(1, options.ValidationRules);
    }

    [TestMethod]
    public void FromConfiguration_WrongValues_FailsInTheSameWay()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Arrea:Engine"] = "fast", ["Arrea:Engine:max_workers"] = "" }).Build();

        var error = Assert.ThrowsExactly<OptionsValidationException>(() => ArreaEngineOptions.FromConfiguration(configuration, new Dictionary<string, string> { ["ARREA_MAX_RETRIES"] = "-1" }));

        CollectionAssert.AreEqual(
            new[]
            {
                "Arrea:Engine is 'fast'; expected a section of keys and values.",
                "Arrea:Engine:max_workers is ''; expected a whole number, 1 to 100,000.",
                "ARREA_MAX_RETRIES is '-1'; expected 0 to 1,000,000.",
            },
            error.Failures.ToArray());
    }

    [TestMethod]
    public async Task Stop_JobInFlight_EndsInterruptedBeforeTheHostHasStopped()
    {
        using var host = Build("{}");
        await host.StartAsync(context.CancellationToken);
        var engine = host.Services.GetRequiredService<ArreaEngine>();
        var batch = engine.Run([Job.Run(ct => Task.Delay(Timeout.Infinite, ct)), Job.Run(() => 1)], Engines.Workers(2));
        await Condition.HoldsAsync(() => batch.Counts.Completed == 1 && batch.RunningWorkers.Any(), "one job is in flight");

        await host.StopAsync(context.CancellationToken);

        Assert.IsTrue(batch.Completion.IsCompleted);
        Assert.AreEqual((1, 1), ((await batch.Completion).Interrupted, (await batch.Completion).Succeeded));
        Assert.Throws<ObjectDisposedException>(() => engine.Run([Job.Run(() => 1)]));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Stop_HostGivesNoTime_KillsWithoutGrace()
    {
        using var log = new LogLines();
        using var host = Build("{}", static services => services.AddArrea(static options => options.KillGrace = TimeSpan.FromDays(1)), log);
        await host.StartAsync(context.CancellationToken);
        var engine = host.Services.GetRequiredService<ArreaEngine>();
        using var folder = new TemporaryFolder();
        var batch = engine.Run([$"trap '' TERM; : > '{folder["ready"]}'; while :; do sleep 1; done"], new BatchOptions { Policy = Engines.NoRetry });
        await Condition.HoldsAsync(() => File.Exists(folder["ready"]), "the command ignores the request to end");

        await host.StopAsync(new CancellationToken(canceled: true));
        await ((IAsyncDisposable)host).DisposeAsync();

        Assert.AreEqual(1, (await batch.Completion).Interrupted);
        Assert.ContainsSingle(static line => line.Id == 1103, log.All);
    }

    [TestMethod]
    public async Task Dispose_TwiceAndByTheHostToo_EndsOnce()
    {
        using var host = Build("{}");
        await host.StartAsync(context.CancellationToken);
        var engine = host.Services.GetRequiredService<ArreaEngine>();

        await Task.WhenAll(engine.DisposeAsync().AsTask(), engine.DisposeAsync().AsTask());
        await host.StopAsync(context.CancellationToken);
        await engine.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => engine.Run([Job.Run(() => 1)]));
    }

    [TestMethod]
    public async Task Dispose_FromAJobThatIsToldToEnd_EndsAsWell()
    {
        var engine = ArreaEngine.Create();
        Task? inner = null;
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batch = engine.Run([Job.Run(async ct =>
        {
            ct.Register(() =>
            {
                inner = engine.DisposeAsync().AsTask();
                told.SetResult();
            });
            began.SetResult();
            await told.Task;
            ct.ThrowIfCancellationRequested();
        })]);
        await began.Task;

        await engine.DisposeAsync();

        Assert.AreEqual(1, (await batch.Completion).Interrupted);
        Assert.IsNotNull(inner);
        await inner;
    }

    private IHost Build(string engine, Action<IServiceCollection>? add = null, LogLines? log = null)
        => EngineHost.Build(engine, _environment, add, log);
}
