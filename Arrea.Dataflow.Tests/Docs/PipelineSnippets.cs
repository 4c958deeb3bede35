using System.Collections.Concurrent;
using System.Reactive.Linq;
using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The examples of docs/guide/pipelines.md.</summary>
[TestClass]
public sealed class PipelineSnippets
{
    [TestMethod]
    public async Task Chain()
    {
        #region snippet-pipelines-chain
        await using var pipeline = Pipeline.From<string>("words")
            .Validate(static word => word.Length > 0 ? null : "empty")
            .Then(static async (word, token) =>
            {
                await Task.Yield();
                return word.Length;
            })
            .Build();

        await foreach (var outcome in pipeline.RunAsync(["one", "", "three"]))
        {
            Console.WriteLine(outcome.IsSuccess ? $"{outcome.Index}: {outcome.Value}" : $"{outcome.Index}: {outcome.Error}");
        }
        #endregion

        Assert.AreEqual((2, 1), (pipeline.Stages[0].Counts.Succeeded, pipeline.Stages[0].Counts.Rejected));
    }

    [TestMethod]
    public async Task BackPressure()
    {
        #region snippet-pipelines-back-pressure
        var read = 0;
        var endless = Enumerable.Range(0, int.MaxValue).Select(n => read = n);
        await using var pipeline = Pipeline.From<int>("squares")
            .Then(static n => (long)n * n, new() { Parallelism = 2, Capacity = 16 })
            .Build();

        await foreach (var outcome in pipeline.RunAsync(endless))
        {
            if (outcome.Value >= 100)
            {
                break;
            }
        }

        Console.WriteLine($"At most {11 + 16 + 1} numbers were read: {read + 1}");
        #endregion

        Assert.IsLessThanOrEqualTo(11 + 16 + 1, read + 1);
    }

    [TestMethod]
    public async Task Retries()
    {
        #region snippet-pipelines-retries
        var policy = ErrorPolicy.Default with
        {
            MaxRetries = 5,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Backoff = Backoff.Exponential,
            RetryOn = static attempt => attempt.Exception is IOException,
        };
        var calls = 0;
        await using var pipeline = Pipeline.From<string>("fetch")
            .Then(
                name => ++calls < 3 ? throw new IOException("busy") : name.ToUpperInvariant(),
                new() { Name = "call", Policy = policy, Timeout = TimeSpan.FromSeconds(5) })
            .Build();

        var outcome = await pipeline.RunAsync(["a"]).FirstAsync();
        Console.WriteLine($"{outcome.Value} after {outcome.Attempts} attempts");
        #endregion

        Assert.AreEqual(("A", 3), (outcome.Value, outcome.Attempts));
    }

    [TestMethod]
    public async Task Keys()
    {
        #region snippet-pipelines-keys
        var balances = new ConcurrentDictionary<string, int>();
        await using var pipeline = Pipeline.From<(string Account, int Amount)>("bookings")
            .ForEach(
                booking => balances[booking.Account] = balances.GetValueOrDefault(booking.Account) + booking.Amount,
                new() { Parallelism = 4, Key = static booking => booking.Account })
            .Build();

        await foreach (var outcome in pipeline.RunAsync([("anna", 10), ("ben", 5), ("anna", -3)]))
        {
            outcome.TryGetValue(out _);
        }
        #endregion

        Assert.AreEqual((7, 5), (balances["anna"], balances["ben"]));
    }

    [TestMethod]
    public async Task Groups()
    {
        #region snippet-pipelines-groups
        await using var pipeline = Pipeline.From<int>("rows")
            .Batch(100, maxWait: TimeSpan.FromSeconds(2))
            .ForEach(static rows => Console.WriteLine($"Stored {rows.Count} rows"))
            .Build();

        var stored = await pipeline.RunAsync(Enumerable.Range(0, 250)).Select(static outcome => outcome.Inputs).SumAsync();
        #endregion

        Assert.AreEqual(250, stored);
    }

    [TestMethod]
    public async Task FanOut()
    {
        #region snippet-pipelines-fan-out
        await using var pipeline = Pipeline.From<string>("opinions")
            .FanOut(
                Pipeline.From<string>("length").Then(static text => text.Length),
                Pipeline.From<string>("number").Then(static text => int.Parse(text), new() { Timeout = TimeSpan.FromSeconds(1) }))
            .Then(static answers => answers.Where(static answer => answer.IsSuccess).Sum(static answer => answer.Value))
            .Build();

        var sums = await pipeline.RunAsync(["42", "none"]).Select(static outcome => outcome.Value).ToListAsync();
        #endregion

        CollectionAssert.AreEqual(new[] { 44, 4 }, sums);
    }

    [TestMethod]
    public async Task BlockAsStage()
    {
        #region snippet-pipelines-block-as-stage
        await using var pipeline = Pipeline.From<int>("blocks")
            .Then(static () => new TransformBlock<int, string>(static n => $"<{n}>"))
            .Build();

        var texts = await pipeline.RunAsync([1, 2]).Select(static outcome => outcome.Value).ToListAsync();
        #endregion

        CollectionAssert.AreEqual(new[] { "<1>", "<2>" }, texts);
    }

    [TestMethod]
    public async Task Live()
    {
        #region snippet-pipelines-live
        await using var pipeline = Pipeline.From<int>("live").Then(static n => n * 2).Build();
        await using var run = pipeline.Start();

        var source = new BufferBlock<int>();
        source.LinkTo(run.AsTarget(), new DataflowLinkOptions { PropagateCompletion = true });
        source.Post(1);
        source.Post(2);
        source.Complete();

        await foreach (var outcome in run.AsSource().ReceiveAllAsync())
        {
            Console.WriteLine(outcome.Value);
        }
        #endregion

        Assert.AreEqual(2, pipeline.Stages[0].Counts.Succeeded);
    }

    [TestMethod]
    public async Task Observables()
    {
        #region snippet-pipelines-observables
        await using var pipeline = Pipeline.From<long>("ticks").Then(static n => n * 2).Build();

        var sum = new TaskCompletionSource<long>();
        using var watch = pipeline.AsObservable().Sum(static outcome => outcome.Value).Subscribe(sum.SetResult);
        using var feed = Observable.Interval(TimeSpan.FromMilliseconds(1)).Take(3).Subscribe(pipeline.AsObserver());
        Console.WriteLine(await sum.Task);
        #endregion

        Assert.AreEqual(6L, await sum.Task);
    }

    [TestMethod]
    public async Task Counts()
    {
        #region snippet-pipelines-counts
        await using var pipeline = Pipeline.From<int>("counted")
            .Then(static n => n % 2 == 0 ? n : throw new IOException("odd"), new() { Name = "even" })
            .Build();
        await pipeline.RunAsync(Enumerable.Range(0, 10)).CountAsync();

        foreach (var stage in pipeline.Stages)
        {
            var counts = stage.Counts;
            Console.WriteLine($"{stage.Name}: {counts.Received} received, {counts.Succeeded} succeeded, {counts.Failed} failed");
        }
        #endregion

        Assert.AreEqual((10, 5, 5), (pipeline.Stages[0].Counts.Received, pipeline.Stages[0].Counts.Succeeded, pipeline.Stages[0].Counts.Failed));
    }

    [TestMethod]
    public void Picture()
    {
        #region snippet-pipelines-picture
        var builder = Pipeline.From<string>("urls")
            .Validate(static _ => null)
            .Then(static url => url.Length, new() { Name = "fetch", Parallelism = 8, Policy = ErrorPolicy.Tolerant() });

        Console.WriteLine(builder.ToMermaid());
        #endregion

        StringAssert.Contains(builder.ToMermaid(), "fetch", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Cancel()
    {
        #region snippet-pipelines-cancel
        using var cancel = new CancellationTokenSource();
        await using var pipeline = Pipeline.From<int>("patience")
            .Then(static async (n, token) =>
            {
                await Task.Delay(TimeSpan.FromHours(n), token);
                return n;
            }, new() { Parallelism = 2 })
            .Build();

        await foreach (var outcome in pipeline.RunAsync([0, 1, 2], cancel.Token))
        {
            Console.WriteLine(outcome.Kind);
            await cancel.CancelAsync();
        }
        #endregion

        Assert.AreEqual((1, 2), (pipeline.Stages[0].Counts.Succeeded, pipeline.Stages[0].Counts.Cancelled));
    }
}
