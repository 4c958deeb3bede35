using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Pipelines;

/// <summary>Users' code that does what nobody expects, in a pipeline.</summary>
[TestClass]
public sealed class PipelineHostileTests(TestContext context)
{
    [TestMethod]
    [DoNotParallelize]
    public async Task DisposeAsync_OfRunsThatNobodyRead_KeepsNoneOfThem()
    {
        await using var pipeline = Pipeline.From<int>("unread").Then(static (n, _) => ValueTask.FromResult(n)).Build();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var n = 0; n < 4_000; n++)
        {
            await using var run = pipeline.Start(context.CancellationToken);
            await run.SendAsync(n, context.CancellationToken);
        }

        // The last blocks may still be coming to rest.
        await Condition.HoldsAsync(() => GC.GetTotalMemory(forceFullCollection: true) < before + (8L << 20), "the runs are gone");
    }

    [TestMethod]
    public async Task RunAsync_ExceptionsWhoseMessageThrows_AreFailuresLikeAnyOther()
    {
        await using var pipeline = Pipeline.From<int>("spiteful")
            .Then(static (n, _) => n == 1 ? throw new SpitefulException() : ValueTask.FromResult(n), new() { Key = static n => n == 2 ? throw new SpitefulException() : n })
            .Build();
        var kinds = new List<OutcomeKind>();

        await foreach (var outcome in pipeline.RunAsync([0, 1, 2, 3], context.CancellationToken))
        {
            kinds.Add(outcome.Kind);
        }

        CollectionAssert.AreEqual(new[] { OutcomeKind.Succeeded, OutcomeKind.Failed, OutcomeKind.Failed, OutcomeKind.Succeeded }, kinds);
    }

    private sealed class SpitefulException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message for you");
    }
}
