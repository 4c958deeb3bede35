using System.Collections;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Arrea.Dataflow.Tests.Configuration;

/// <summary>The layers: which wins, where a value comes from, and what many threads at once see.</summary>
[TestClass]
public sealed class ArreaConfigTests
{
    [TestMethod]
    public async Task Precedence_EachLayer_WinsOverTheOneBelow()
    {
        var fails = Job.Run(int () => throw new IOException("no"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Arrea:Engine:max_retries"] = "1", ["Arrea:Engine:retry_delay"] = "0" }).Build();
        await using var bare = ArreaEngine.Create(new ArreaEngineOptions { RetryDelay = TimeSpan.Zero });
        Assert.AreEqual(4, (await bare.RunAsync([fails])).Results[0].Attempts, "default: three retries");

        await using var engine = ArreaEngine.Create(ArreaEngineOptions.FromConfiguration(configuration, environment: null));
        Assert.AreEqual(2, (await engine.RunAsync([fails])).Results[0].Attempts, "configuration");
        engine.Config.Set("max_retries", 4);
        Assert.AreEqual(5, (await engine.RunAsync([fails])).Results[0].Attempts, "run time");
        Assert.AreEqual(1, (await engine.RunAsync([fails], new BatchOptions { Policy = ErrorPolicy.Strict })).Results[0].Attempts, "per call");
        Assert.IsTrue(engine.Config.Unset("max_retries"));
        Assert.AreEqual(2, (await engine.RunAsync([fails])).Results[0].Attempts, "configuration again");
        Assert.IsFalse(engine.Config.Unset("max_retries"));
    }

    [TestMethod]
    public void FromConfiguration_Environment_WinsOverTheSection()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Arrea:Engine:MaxWorkers"] = "1", ["Arrea:Engine:MaxRetries"] = "2" }).Build();
        IDictionary environment = new Dictionary<string, string> { ["ARREA_MAX_WORKERS"] = "9", ["ARREA_SHELL"] = "", ["ARREA_SUDO_ALLOWLIST"] = "apt, ls -l", ["ARREA_SOMETHING"] = "else" };

        var options = ArreaEngineOptions.FromConfiguration(configuration, environment);

        Assert.AreEqual(9, options.MaxWorkers);
        Assert.AreEqual(2, options.MaxRetries);
        Assert.IsNull(options.Shell);
        CollectionAssert.AreEqual(new[] { "apt", "ls -l" }, options.SudoAllowlist.ToArray());
        Assert.AreEqual(100, ArreaEngineOptions.FromConfiguration(null, null).MaxWorkers);
    }

    [TestMethod]
    public async Task All_EachOrigin_IsSaid()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxRetries = 3, Shell = "bash" });
        engine.Config.Set("shell", null);
        engine.Config.Set("max_workers", 5);

        var all = engine.Config.All;
        engine.Config.Set("max_workers", 6);

        CollectionAssert.AreEqual(ConfigKeys.All.Select(static key => key.Name).ToArray(), all.Keys.ToArray());
        Assert.AreEqual(new ConfigValue(3, ConfigOrigin.Configuration), all["max_retries"], "given, though it is the default");
        Assert.AreEqual(new ConfigValue(null, ConfigOrigin.Runtime), all["shell"]);
        Assert.AreEqual(new ConfigValue(5, ConfigOrigin.Runtime), all["max_workers"], "a picture of its moment");
        Assert.AreEqual(new ConfigValue(500, ConfigOrigin.Default), all["max_commands_per_batch"]);
    }

    [TestMethod]
    public async Task Get_InAType_ConvertsWhatHasOneMeaningAlone()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { RetryDelay = TimeSpan.FromMilliseconds(1.5) });

        Assert.AreEqual(1, engine.Config.Get<int>("retry_delay"));
        Assert.AreEqual(1L, engine.Config.Get<long>("retry_delay"));
        Assert.AreEqual(1.5, engine.Config.Get<double>("retry_delay"));
        Assert.AreEqual("1.5", engine.Config.Get<string>("retry_delay"));
        Assert.AreEqual("retry", engine.Config.Get<string>("default_policy"));
        Assert.AreEqual("info", engine.Config.Get<string>("log_level"));
        Assert.AreEqual("true", engine.Config.Get<string>("asdf_enabled"));
        Assert.IsNull(engine.Config.Get<string?>("shell"));
        Assert.StartsWith("max_workers is a Int32; it cannot be had as Boolean.", Assert.Throws<ArgumentException>(() => engine.Config.Get<bool>("max_workers")).Message);
        Assert.Throws<ArgumentException>(() => engine.Config.Get<int>("shell"));
        engine.Config.Set("retry_delay", TimeSpan.FromDays(30));
        Assert.Throws<OverflowException>(() => engine.Config.Get<int>("retry_delay"));
    }

    [TestMethod]
    public async Task Set_OptionsSharedByTwoEngines_ChangesOneAlone()
    {
        var options = new ArreaEngineOptions { MaxWorkers = 3 };
        await using var one = ArreaEngine.Create(options);
        await using var other = ArreaEngine.Create(options);

        one.Config.Set("max_workers", 4);

        Assert.AreEqual(3, other.MaxWorkers);
        Assert.AreEqual(3, options.MaxWorkers);
        Assert.AreEqual(new ArreaEngineOptions { MaxWorkers = 3, TimeProvider = options.TimeProvider, Random = options.Random }, options, "options of the same values are equal");
    }

    [TestMethod]
    public async Task Set_ManyThreads_LosesNoChangeAndLeavesTheSlotsAsTheConfigSays()
    {
        await using var engine = ArreaEngine.Create();
        string[] numbers = ["max_workers", "max_commands_per_batch", "max_retries", "restart_limit", "circuit_breaker_threshold"];
        var rounds = TestScale.Choose(2_000, 50_000, "rounds of concurrent changes of the configuration");

        await Task.WhenAll(numbers.Concat(["max_workers"]).Select((name, writer) => Task.Run(() =>
        {
            for (var n = 1; n <= rounds; n++)
            {
                engine.Config.Set(name, 1 + (((n * 7) + writer) % 50));
                Assert.HasCount(17, engine.Config.All);
            }

            if (name != "max_workers")
            {
                engine.Config.Set(name, 51 + writer);
            }
        })));

        for (var writer = 1; writer < numbers.Length; writer++)
        {
            Assert.AreEqual(51 + writer, engine.Config.Get<int>(numbers[writer]), numbers[writer]);
        }

        Assert.AreEqual(engine.Config.Get<int>("max_workers"), engine.MaxWorkers);
        Assert.AreEqual(engine.MaxWorkers, engine.Leader.GetState().MaxWorkers);
    }
}
