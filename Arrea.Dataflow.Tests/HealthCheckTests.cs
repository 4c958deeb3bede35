using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Arrea.Dataflow.Tests;

[TestClass]
public sealed class HealthCheckTests(TestContext context)
{
    [TestMethod]
    public async Task Check_EachState_IsToldWithItsData()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddArrea(static options => options.MaxWorkers = 7);
        services.AddHealthChecks().AddArrea();
        await using var provider = services.BuildServiceProvider();
        var engine = provider.GetRequiredService<ArreaEngine>();
        var batch = engine.Run([Job.Run(ct => Task.Delay(Timeout.Infinite, ct))]);
        await Condition.HoldsAsync(() => engine.ActiveWorkers == 1, "a job runs");

        var healthy = await CheckAsync();
        Assert.AreEqual((HealthStatus.Healthy, 1, 7, ""), Facts(healthy));

        engine.CircuitBreakers.Get("mail").Trip();
        engine.CircuitBreakers.Get("api", "a").Trip();
        var degraded = await CheckAsync();
        Assert.AreEqual((HealthStatus.Degraded, 1, 7, "api/a, mail"), Facts(degraded));
        Assert.AreEqual("Open circuit breakers: api/a, mail.", degraded.Description);

        engine.CircuitBreakers.Get("mail").Reset();
        engine.CircuitBreakers.Get("api", "a").Reset();
        Assert.AreEqual(HealthStatus.Healthy, (await CheckAsync()).Status);

        await engine.DisposeAsync();
        Assert.AreEqual((HealthStatus.Unhealthy, 0, 7, ""), Facts(await CheckAsync()));
        Assert.AreEqual(1, (await batch.Completion).Interrupted);

        async Task<HealthReportEntry> CheckAsync()
            => (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(context.CancellationToken)).Entries["arrea"];
    }

    private static (HealthStatus Status, object Active, object Most, string Open) Facts(HealthReportEntry entry)
        => (entry.Status, entry.Data["active_workers"], entry.Data["max_workers"], string.Join(", ", (IEnumerable<string>)entry.Data["open_circuit_breakers"]));
}
