using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Tests.Pipelines;

/// <summary>One random pipeline with its inputs.</summary>
internal sealed class ModelRound
{
    private readonly Random _dice;
    private readonly int _inputs;
    private readonly int _refused;
    private readonly WorkerSlots? _slots;
    private readonly List<ModelStage> _stages;

    public ModelRound(int seed)
    {
        _dice = new Random(seed);
        _inputs = _dice.Next(60);
        _refused = _dice.Next(2, 9);
        _slots = _dice.Next(4) == 0 ? new WorkerSlots(_dice.Next(1, 6)) : null;
        _stages = [.. Enumerable.Range(1, _dice.Next(1, 5)).Select(number => new ModelStage(_dice, number))];
    }

    private bool InOrder => _stages.TrueForAll(static stage => stage.Options.Order == ResultOrder.Input);

    public async Task RunAsync()
    {
        var first = _stages[0];

        // Those refused pass by, but behind a running one they take up capacity until it is through.
        var ahead = first.Options.Order == ResultOrder.Input ? Math.Min(_inputs, first.Options.Capacity) : _inputs;
        var accepted = Enumerable.Range(0, ahead).Count(value => !IsRefused(value));
        if (!first.HasKeys && _slots is null && _dice.Next(2) == 0)
        {
            first.MeetAt = Math.Min(first.Options.Parallelism, accepted);
        }

        await using var pipeline = Build();
        var outcomes = await pipeline.RunAsync(Enumerable.Range(0, _inputs)).ToListAsync();

        var expected = Enumerable.Range(0, _inputs).Select(Expect).ToArray();
        Assert.HasCount(_inputs, outcomes);
        if (InOrder)
        {
            CollectionAssert.AreEqual(expected, outcomes.Select(Shown).ToArray());
        }

        CollectionAssert.AreEquivalent(expected, outcomes.Select(Shown).ToArray());
        CheckKeys();
        CheckAtRest(pipeline, _inputs);
        await CheckGroupsAsync([.. outcomes.Where(static outcome => outcome.IsSuccess).Select(static outcome => outcome.Value)], _dice.Next(1, 8));
    }

    public async Task RunCancelledAsync()
    {
        using var cancel = new CancellationTokenSource();
        var countdown = _dice.Next(1, 80);
        var interrupts = _dice.Next(3) == 0;
        var pipeline = Build();
        var disposal = Task.CompletedTask;
        foreach (var stage in _stages)
        {
            stage.Started = () =>
            {
                if (Interlocked.Decrement(ref countdown) == 0)
                {
                    if (interrupts)
                    {
                        disposal = pipeline.DisposeAsync().AsTask();
                    }
                    else
                    {
                        cancel.Cancel();
                    }
                }
            };
        }

        var reads = 0;
        var outcomes = await pipeline.RunAsync(Enumerable.Range(0, _inputs).Select(value =>
        {
            reads++;
            return value;
        }), cancel.Token).ToListAsync(CancellationToken.None);
        await disposal;
        await pipeline.DisposeAsync();

        // One that was read as the run ended may not have been accepted; those accepted are the first ones.
        CollectionAssert.AreEquivalent(Enumerable.Range(0, outcomes.Count).Select(static index => (long)index).ToArray(), outcomes.Select(static outcome => outcome.Index).ToArray());
        Assert.IsTrue(outcomes.Count == reads || outcomes.Count == reads - 1, $"{outcomes.Count} outcomes of {reads} read");
        var overtaken = interrupts ? OutcomeKind.Interrupted : OutcomeKind.Cancelled;
        Assert.IsTrue(outcomes.TrueForAll(outcome => outcome.Kind == overtaken || Shown(outcome) == Expect((int)outcome.Index)));
        if (InOrder)
        {
            CollectionAssert.AreEqual(outcomes.Select(static outcome => outcome.Index).Order().ToArray(), outcomes.Select(static outcome => outcome.Index).ToArray());
        }

        CheckAtRest(pipeline, outcomes.Count);
    }

    private static string Shown(Outcome<int> outcome)
        => $"{outcome.Index} {outcome.Kind} {(outcome.IsSuccess ? outcome.Value : 0)} {outcome.Stage} {outcome.Attempts}";

    private static async Task CheckGroupsAsync(int[] values, int size)
    {
        await using var pipeline = Pipeline.From<int>("groups").Batch(size).Build();
        var groups = await pipeline.RunAsync(values).ToListAsync();

        CollectionAssert.AreEqual(values, groups.SelectMany(static group => group.Value).ToArray());
        Assert.IsTrue(groups.SkipLast(1).All(group => group.Inputs == size));
    }

    private Pipeline<int, int> Build()
    {
        var builder = Pipeline.From<int>("model").Validate(value => IsRefused(value) ? "refused" : null, new() { Capacity = _dice.Next(1, 5) });
        foreach (var stage in _stages)
        {
            builder = builder.Then(stage.RunAsync, stage.Options);
        }

        return builder.Build(new() { Slots = _slots });
    }

    private bool IsRefused(int value) => value % _refused == 1;

    private string Expect(int input)
    {
        if (IsRefused(input))
        {
            return $"{input} {OutcomeKind.Rejected} 0 validate 1";
        }

        var value = input;
        for (var i = 0; ; i++)
        {
            var (kind, next, attempts) = _stages[i].Expect(value);
            if (kind != OutcomeKind.Succeeded || i == _stages.Count - 1)
            {
                return $"{input} {kind} {next} {(i == 0 ? "then" : $"then-{i + 1}")} {attempts}";
            }

            value = next;
        }
    }

    private void CheckKeys()
    {
        // A stage behind one that yields by completion gets its items in an order that nobody knows.
        var arrivals = Enumerable.Range(0, _inputs).Where(value => !IsRefused(value)).ToArray();
        foreach (var stage in _stages)
        {
            stage.CheckKeys(arrivals);
            if (stage.Options.Order == ResultOrder.Completion)
            {
                return;
            }

            arrivals = [.. arrivals.Select(stage.Expect).Where(static item => item.Kind == OutcomeKind.Succeeded).Select(static item => item.Value)];
        }
    }

    private void CheckAtRest(Pipeline<int, int> pipeline, int inputs)
    {
        Assert.AreEqual("", string.Join("; ", _stages.SelectMany(static stage => stage.Complaints)));
        long arrivals = inputs;
        long failures = 0;
        foreach (var stage in pipeline.Stages)
        {
            var counts = stage.Counts;
            Assert.AreEqual((0, 0, 0), (counts.Queued, counts.Running, counts.Waiting), stage.Name);
            Assert.AreEqual((arrivals, failures), (counts.Received, counts.Passed), stage.Name);
            arrivals = counts.Succeeded;
            failures = inputs - arrivals;
        }

        Assert.AreEqual(0, _slots?.Used ?? 0);
    }
}
