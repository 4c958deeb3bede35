using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Arrea.Dataflow.Tests;

[TestClass]
public sealed class AddArreaTests
{
    [TestMethod]
    public async Task AddArrea_OneEngineForTheHost_EndsWithIt()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ManualTimeProvider());
        services.AddArrea(static options => options.MaxWorkers = 7);
        services.AddArrea(static options => options.MaxCommandsPerBatch = 8);
        var host = services.BuildServiceProvider();

        var engine = host.GetRequiredService<ArreaEngine>();
        Assert.AreSame(engine, host.GetRequiredService<ArreaEngine>());
        Assert.AreEqual(7, engine.MaxWorkers);
        Assert.AreEqual(8, engine.Config.Get<int>("max_commands_per_batch"));
        var running = engine.Run([Job.Run(ct => Task.Delay(Timeout.Infinite, ct))]);
        await host.DisposeAsync();

        Assert.AreEqual(1, (await running.Completion).Interrupted);
    }

    [TestMethod]
    public void AddArrea_ServicesDisposedSynchronously_EndTheEngine()
    {
        var provider = new ServiceCollection().AddArrea().BuildServiceProvider();
        var engine = provider.GetRequiredService<ArreaEngine>();
        var batch = engine.Run([Job.Run(static ct => Task.Delay(Timeout.Infinite, ct))]);

        provider.Dispose();

        Assert.AreEqual((1L, Dataflow.Supervision.EngineState.Stopped), (batch.Counts.Interrupted, engine.State));
    }

    [TestMethod]
    public void Create_OptionsChangedAfterwards_KeepsWhatTheyWere()
    {
        var options = new ArreaEngineOptions { MaxWorkers = 3 };
        var engine = ArreaEngine.Create(options);

        options.MaxWorkers = 5;

        Assert.AreEqual(3, engine.MaxWorkers);
    }
}
