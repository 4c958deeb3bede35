using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Policies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Arrea.Dataflow.Tests.Docs;

[TestClass]
public sealed class ConfigurationSnippets(TestContext context)
{
    [TestMethod]
    public async Task RunTime()
    {
        #region snippet-configuration-runtime
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxWorkers = 20 });

        engine.Config.Set("max_workers", 50);
        engine.Config.Set("retry_delay", TimeSpan.FromMilliseconds(200));
        engine.Config.Set("default_policy", "stop");

        int workers = engine.Config.Get<int>("max_workers");
        TimeSpan delay = engine.Config.Get<TimeSpan>("retry_delay");
        #endregion

        Assert.AreEqual((50, TimeSpan.FromMilliseconds(200)), (workers, delay));
        Assert.AreEqual(PolicyAction.Stop, engine.Config.Get("default_policy"));
    }

    [TestMethod]
    public async Task All()
    {
        var lines = new List<string>();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxWorkers = 20 });
        engine.Config.Set("log_level", "debug");

        #region snippet-configuration-all
        foreach (var key in ConfigKeys.All)
        {
            ConfigValue now = engine.Config.All[key.Name];
            lines.Add($"{key.Name} = {key.Format(now.Value)} ({now.Origin})");
        }

        engine.Config.Unset("log_level");
        #endregion

        Assert.Contains("max_workers = 20 (Configuration)", lines);
        Assert.Contains("log_level = debug (Runtime)", lines);
        Assert.Contains("max_retries = 3 (Default)", lines);
        Assert.AreEqual(ConfigOrigin.Default, engine.Config.All["log_level"].Origin);
    }

    [TestMethod]
    public async Task Sudo()
    {
        await using var engine = ArreaEngine.Create();

        #region snippet-configuration-sudo
        engine.Config.Set("sudo_allowlist", new[] { "systemctl status", "apt-get update" });
        #endregion

        Assert.AreEqual("systemctl status,apt-get update", engine.Config.Get<string>("sudo_allowlist"));
    }

    [TestMethod]
    public async Task UnderAHost()
    {
        string[] args = ["--Arrea:Engine:max_workers=8"];

        #region snippet-configuration-host
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddArrea(options => options.KillGrace = TimeSpan.FromSeconds(5));
        builder.Services.AddHealthChecks().AddArrea();

        using var host = builder.Build();
        await host.StartAsync();
        var engine = host.Services.GetRequiredService<ArreaEngine>();
        #endregion

        Assert.AreEqual(8, engine.MaxWorkers);
        await host.StopAsync(context.CancellationToken);
    }

    [TestMethod]
    public async Task WithoutAHost()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Arrea:Engine:max_retries"] = "0" }).Build();

        #region snippet-configuration-console
        var options = ArreaEngineOptions.FromConfiguration(configuration, Environment.GetEnvironmentVariables());
        await using var engine = ArreaEngine.Create(options);
        #endregion

        Assert.AreEqual(1, (await engine.ExecuteAsync(Job.Run(int () => throw new IOException("no")), context.CancellationToken)).Attempts);
    }
}
