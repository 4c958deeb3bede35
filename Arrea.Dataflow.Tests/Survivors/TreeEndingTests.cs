using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>Nothing is left of a job that was ended: none of the processes that it started, however it did, at the moment its end is told.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class TreeEndingTests
{
    private const int TreesAtOnce = 4;

    private static readonly TimeSpan[] Graces = [TimeSpan.Zero, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(150)];

    [TestMethod]
    [DoNotParallelize]
    [ProgramCondition("setsid", "nohup", "bash", "env")]
    [DataRow(1, 24, 1_000)]
    [DataRow(2, 24, 1_000)]
    [DataRow(3, 24, 1_000)]
    [DataRow(4, 24, 1_000)]
    public async Task Jobs_EndedInAnyWay_LeaveNoProcess(int kind, int part, int full)
    {
        Func<ManualTimeProvider, ArreaEngine, RandomTree[], Task> end = kind switch
        {
            1 => TimeOutAsync,
            2 => CancelJobsAsync,
            3 => CancelBatchAsync,
            _ => DisposeEngineAsync,
        };
        var count = TestScale.Choose(part, full, $"random trees of processes, ended by {end.Method.Name}");
        var seed = kind * 100_000;
        for (var last = seed + count; seed < last; seed += TreesAtOnce)
        {
            await RoundAsync(seed, end);
        }
    }

    private static async Task RoundAsync(int seed, Func<ManualTimeProvider, ArreaEngine, RandomTree[], Task> end)
    {
        var time = new ManualTimeProvider();
        var trees = Enumerable.Range(0, TreesAtOnce).Select(n => new RandomTree(seed + n, hasPrograms: (seed / TreesAtOnce) % 5 == 0)).ToArray();
        try
        {
            var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, KillGrace = Graces[seed / TreesAtOnce % Graces.Length] });
            await using (engine)
            {
                await end(time, engine, trees);
            }

            // Once more, for what may have hidden by being born at that very moment.
            Array.ForEach(trees, static tree => tree.AssertGone("after the disposal"));
        }
        finally
        {
            Array.ForEach(trees, static tree => tree.Dispose());
        }
    }

    private static async Task TimeOutAsync(ManualTimeProvider time, ArreaEngine engine, RandomTree[] trees)
    {
        var running = trees.Select(tree => ExecuteAsync(engine, tree, "timeout", CancellationToken.None)).ToArray();
        await RandomTree.AreReadyAsync(trees);

        time.Advance(TimeSpan.FromSeconds(31));

        Assert.IsTrue((await Task.WhenAll(running)).All(static outcome => outcome == OutcomeKind.TimedOut));
    }

    private static async Task CancelJobsAsync(ManualTimeProvider time, ArreaEngine engine, RandomTree[] trees)
    {
        using var first = new CancellationTokenSource();
        using var others = new CancellationTokenSource();
        var running = trees.Select((tree, n) => ExecuteAsync(engine, tree, "cancelled job", n == 0 ? first.Token : others.Token)).ToArray();
        await RandomTree.AreReadyAsync(trees);

        await first.CancelAsync();

        Assert.AreEqual(OutcomeKind.Cancelled, await running[0]);
        Assert.IsTrue(Array.TrueForAll(running[1..], static job => !job.IsCompleted), "the other jobs run on");
        await others.CancelAsync();
        Assert.IsTrue((await Task.WhenAll(running)).All(static outcome => outcome == OutcomeKind.Cancelled));
    }

    private static async Task CancelBatchAsync(ManualTimeProvider time, ArreaEngine engine, RandomTree[] trees)
    {
        using var cancellation = new CancellationTokenSource();
        var batch = engine.RunAsync(JobsOf(trees), Options, cancellation.Token);
        await RandomTree.AreReadyAsync(trees);

        await cancellation.CancelAsync();

        Assert.AreEqual(trees.Length, (await batch).Cancelled);
        Array.ForEach(trees, static tree => tree.AssertGone("cancelled batch"));
    }

    private static async Task DisposeEngineAsync(ManualTimeProvider time, ArreaEngine engine, RandomTree[] trees)
    {
        var batch = engine.RunAsync(JobsOf(trees), Options, CancellationToken.None);
        await RandomTree.AreReadyAsync(trees);

        await engine.DisposeAsync();

        Array.ForEach(trees, static tree => tree.AssertGone("disposed engine"));
        Assert.AreEqual(trees.Length, (await batch).Interrupted);
    }

    private static BatchOptions Options => new() { Workers = TreesAtOnce, Policy = Engines.NoRetry };

    private static IEnumerable<Job> JobsOf(RandomTree[] trees) => trees.Select(static tree => tree.Job);

    private static async Task<OutcomeKind> ExecuteAsync(ArreaEngine engine, RandomTree tree, string ending, CancellationToken cancellationToken)
    {
        var result = await engine.ExecuteAsync(
            tree.Job with { Policy = Engines.NoRetry, Timeout = TimeSpan.FromSeconds(30) }, cancellationToken);
        tree.AssertGone(ending);
        return result.Outcome;
    }
}
