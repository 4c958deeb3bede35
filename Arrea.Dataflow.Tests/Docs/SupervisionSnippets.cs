using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Supervision;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/supervision.md.</summary>
[TestClass]
public sealed class SupervisionSnippets
{
    [TestMethod]
    public async Task Parts_FeedAndAreWatched()
    {
        var lines = new List<string>();
        Action<string> print = line =>
        {
            lock (lines)
            {
                lines.Add(line);
            }
        };
        await using var engine = ArreaEngine.Create();
        var connection = new Connection();

        #region snippet-parts
        engine.Supervisor.Add("connection", connection.KeepOpenAsync);
        engine.Supervisor.Add("feeder", async token =>
        {
            await foreach (var command in connection.ReadAsync(token))
            {
                await engine.RunAsync([command], cancellationToken: token);
            }
        }, dependsOn: ["connection"]);
        #endregion

        connection.Send("echo one");
        await Condition.HoldsAsync(() => engine.GetStats().Completed == 1, "the first command has run");

        #region snippet-parts-watch
        using var watch = engine.Events.OfType<PartRestarted>()
            .Subscribe(e => print($"{e.Name} again ({e.Restarts}): {e.Reason.Message}"));

        foreach (PartInfo part in engine.Supervisor.Parts)
        {
            print($"{part.Name}: {part.State}, {part.Restarts} restarts, {part.LastError?.Message ?? "never failed"}");
        }
        #endregion

        connection.Break();
        await Condition.HoldsAsync(() => lines.Count == 5, "both restarts are told");
        CollectionAssert.AreEqual(
            new[]
            {
                "sweep: Running, 0 restarts, never failed",
                "connection: Running, 0 restarts, never failed",
                "feeder: Running, 0 restarts, never failed",
                "connection again (1): reset by peer",
                "feeder again (1): reset by peer",
            },
            lines);
        connection.Send("echo two");
        await Condition.HoldsAsync(() => engine.GetStats().Completed == 2, "the second command has run");
    }

    [TestMethod]
    public async Task Stopped_EngineRefusesWork()
    {
        var lines = new List<string>();
        Action<string> print = lines.Add;
        await using var engine = ArreaEngine.Create();
        engine.Supervisor.Add("licence", static _ => throw new IOException("expired"));
        await Condition.HoldsAsync(() => engine.State == EngineState.Stopped, "the engine has stopped");

        #region snippet-parts-stopped
        try
        {
            await engine.ExecuteAsync("echo hello");
        }
        catch (EngineStoppedException stopped)
        {
            print($"{stopped.Failure?.Part}: {stopped.InnerException?.Message}");
        }
        #endregion

        Assert.AreEqual("licence: expired", lines.Single());
    }

    private sealed class Connection
    {
        private readonly Channel<Job> _commands = Channel.CreateUnbounded<Job>();
        private TaskCompletionSource _broken = new();

        public void Send(Job job) => _commands.Writer.TryWrite(job);

        public void Break() => _broken.SetException(new IOException("reset by peer"));

        public Task KeepOpenAsync(CancellationToken token)
        {
            _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _broken.Task.WaitAsync(token);
        }

        public async IAsyncEnumerable<Job> ReadAsync([EnumeratorCancellation] CancellationToken token)
        {
            await foreach (var job in _commands.Reader.ReadAllAsync(token))
            {
                yield return job;
            }
        }
    }
}
