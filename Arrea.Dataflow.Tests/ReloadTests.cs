using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Arrea.Dataflow.Tests;

/// <summary>The configuration of a host changes while its engine runs.</summary>
[TestClass]
public sealed class ReloadTests(TestContext context)
{
    [TestMethod]
    public async Task Reload_OfAFile_ReplacesTheConfigurationAndLeavesWhatWasSet()
    {
        using var folder = new TemporaryFolder();
        using var log = new LogLines();
        EngineHost.Write(folder, """{ "max_workers": 10, "max_retries": 1, "restart_limit": 5 }""");
        using var host = EngineHost.Build(folder, log: log);
        await host.StartAsync(context.CancellationToken);
        var engine = host.Services.GetRequiredService<ArreaEngine>();
        engine.Config.Set("max_retries", 7);

        EngineHost.Reload(host, folder, """{ "max_workers": 20, "max_retries": 2 }""");

        Assert.AreEqual(20, engine.MaxWorkers);
        Assert.AreEqual(7, engine.Config.Get("max_retries"));
        Assert.AreEqual(new ConfigValue(3, ConfigOrigin.Default), engine.Config.All["restart_limit"], "no longer given");
        Assert.AreEqual(20, host.Services.GetRequiredService<IOptionsMonitor<ArreaEngineOptions>>().CurrentValue.MaxWorkers);
        engine.Config.Unset("max_retries");
        Assert.AreEqual(2, engine.Config.Get("max_retries"));
        Assert.ContainsSingle(static line => line.Id == 1101, log.All);
        await host.StopAsync(context.CancellationToken);
    }

    [TestMethod]
    public async Task Reload_RulesFileOfTheSameName_IsReadAgain()
    {
        using var folder = new TemporaryFolder();
        var rules = folder["rules.json"];
        var settings = $$"""{ "validation_rules_file": "{{rules}}" }""";
        await File.WriteAllTextAsync(rules, Rule("deploy"));
        EngineHost.Write(folder, settings);
        using var host = EngineHost.Build(folder);
        await host.StartAsync(context.CancellationToken);
        var engine = host.Services.GetRequiredService<ArreaEngine>();
        Assert.AreEqual((false, true), (engine.Validate("deploy now").IsAccepted, engine.Validate("release now").IsAccepted));

        await File.WriteAllTextAsync(rules, Rule("release"));
        Assert.AreEqual((false, true), (engine.Validate("deploy now").IsAccepted, engine.Validate("release now").IsAccepted), "only a reload reads it");
        EngineHost.Reload(host, folder, settings);

        Assert.AreEqual((true, false), (engine.Validate("deploy now").IsAccepted, engine.Validate("release now").IsAccepted));
        await host.StopAsync(context.CancellationToken);

        static string Rule(string command) => $$"""{ "id": "no_{{command}}", "pattern": "{{command}}", "message": "It does {0}.", "commands": ["{{command}}"], "matches": ["{{command}} now"], "passes": ["echo {{command}}"] }""";
    }

    [TestMethod]
    public async Task Reload_BeforeTheEngineIsMade_IsNotLost()
    {
        using var folder = new TemporaryFolder();
        EngineHost.Write(folder, """{ "max_workers": 5 }""");
        using var host = EngineHost.Build(folder);
        Assert.AreEqual(5, host.Services.GetRequiredService<IOptionsMonitor<ArreaEngineOptions>>().CurrentValue.MaxWorkers);

        EngineHost.Reload(host, folder, """{ "max_workers": 7 }""");

        Assert.AreEqual(7, host.Services.GetRequiredService<ArreaEngine>().MaxWorkers);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    [TestMethod]
    public async Task Reload_WrongValues_AreLoggedAndTheOldOnesStay()
    {
        using var folder = new TemporaryFolder();
        using var log = new LogLines();
        EngineHost.Write(folder, """{ "max_workers": 10, "max_retries": 1 }""");
        using var host = EngineHost.Build(folder, log: log);
        await host.StartAsync(context.CancellationToken);
        var engine = host.Services.GetRequiredService<ArreaEngine>();

        EngineHost.Reload(host, folder, """{ "max_workers": 20, "max_retries": -1, "speed": 3 }""");

        Assert.AreEqual((10, 1), (engine.MaxWorkers, engine.Config.Get<int>("max_retries")));
        Assert.AreEqual(10, host.Services.GetRequiredService<IOptionsMonitor<ArreaEngineOptions>>().CurrentValue.MaxWorkers);
        var line = log.All.Single(static line => line.Id == 1102);
        Assert.AreEqual(LogLevel.Error, line.Level);
        Assert.Contains("Arrea:Engine:max_retries is '-1'; expected 0 to 1,000,000.", line.Text);
        Assert.Contains("Arrea:Engine:speed is not a key.", line.Text);

        EngineHost.Reload(host, folder, """{ "max_workers": 30 }""");
        Assert.AreEqual(30, engine.MaxWorkers, "a later one that is right counts again");
        await host.StopAsync(context.CancellationToken);
    }

    [TestMethod]
    public async Task Reload_MoreWorkers_StartsJobsThatWait()
    {
        using var folder = new TemporaryFolder();
        EngineHost.Write(folder, """{ "max_workers": 1 }""");
        using var host = EngineHost.Build(folder);
        var engine = host.Services.GetRequiredService<ArreaEngine>();
        var waits = Job.Run(ct => Task.Delay(Timeout.Infinite, ct));
        var batches = new[] { engine.Run([waits]), engine.Run([waits]) };
        await Condition.HoldsAsync(() => engine.ActiveWorkers == 1, "one job runs");

        EngineHost.Reload(host, folder, """{ "max_workers": 2 }""");

        await Condition.HoldsAsync(() => engine.ActiveWorkers == 2, "both jobs run");
        await ((IAsyncDisposable)host).DisposeAsync();
        Assert.IsTrue(batches.All(static batch => batch.Completion.IsCompleted));
    }
}
