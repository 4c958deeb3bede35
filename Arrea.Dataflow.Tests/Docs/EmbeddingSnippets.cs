using System.Collections.Concurrent;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/embedding.md.</summary>
[TestClass]
public sealed class EmbeddingSnippets
{
    [TestMethod]
    public async Task Add()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        #region snippet-embedding-add
        builder.Services.AddArrea();
        builder.Services.AddHealthChecks().AddArrea();
        #endregion

        builder.Services.AddSingleton<Follower>();
        using var host = builder.Build();
        await host.StartAsync();
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.AreEqual(HealthStatus.Healthy, report.Status);

        var engine = host.Services.GetRequiredService<ArreaEngine>();
        var follower = host.Services.GetRequiredService<Follower>();
        Job[] jobs = [Job.Run(static ct => Task.Delay(Timeout.Infinite, ct))];
        #region snippet-embedding-run
        Batch batch = engine.Run(jobs, new BatchOptions { Workers = 4 });
        Console.WriteLine($"accepted as {batch.Id}");
        #endregion

        follower.Follow(batch);
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Assert.AreEqual(1, follower.Interrupted);
    }

    private sealed class Follower : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, Task> _running = new();

        public long Interrupted { get; private set; }

        public void Follow(Batch batch) => _running[batch.Id] = ReadAsync(batch);

        #region snippet-embedding-stop
        public async ValueTask DisposeAsync()
        {
            await Task.WhenAll(_running.Values);
        }
        #endregion

        private async Task ReadAsync(Batch batch) => Interrupted += (await batch.Completion).Interrupted;
    }
}
