using System.Collections.Concurrent;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/monitoring.md.</summary>
[TestClass]
public sealed class MonitoringSnippets
{
    [TestMethod]
    public async Task Watch()
    {
        var engine = ArreaEngine.Create();
        var lines = new ConcurrentQueue<string>();
        Action<string> print = lines.Enqueue;

        #region snippet-monitoring-watch
        using var watch = engine.Monitor.Watch(TimeSpan.FromSeconds(1)).Subscribe(snapshot =>
            print($"{snapshot.Jobs.Active} active, {snapshot.Jobs.Ended} of {snapshot.Jobs.Total} ended"));
        #endregion

        await Condition.HoldsAsync(() => lines.TryPeek(out _), "one is shown at once");
        Assert.AreEqual("0 active, 0 of 0 ended", lines.First());
        await engine.DisposeAsync();
    }
}
