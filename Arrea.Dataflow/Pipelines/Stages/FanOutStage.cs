using System.Collections.Concurrent;
using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>A stage that gives each value to several branches, and yields their outcomes together.</summary>
internal sealed class FanOutStage<TIn, TOut> : RelayStage<TIn, IReadOnlyList<Outcome<TOut>>>
{
    private readonly ConcurrentDictionary<long, Round> _rounds = new();
    private readonly ITargetBlock<Outcome<TIn>>[] _branches;

    private FanOutStage(Segment<TIn, TOut>[] branches, RunScope run, StageInfo info)
        : base(run, info)
    {
        _branches = [.. branches.Select(static branch => branch.Head!)];
        for (var i = 0; i < branches.Length; i++)
        {
            var place = i;
            branches[i].Tail.LinkTo(new ActionBlock<Outcome<TOut>>(outcome => Collect(place, outcome)));
        }
    }

    public static Segment<TIn, IReadOnlyList<Outcome<TOut>>> Create(Segment<TIn, TOut>[] branches, RunScope run, StageInfo info)
        => new FanOutStage<TIn, TOut>(branches, run, info).Start();

    protected override Task HandOverAsync(Outcome<TIn> input, Slot slot)
    {
        _rounds[input.Index] = new Round(slot, _branches.Length);
        var fresh = new Outcome<TIn>(input.Value) { Index = input.Index, Inputs = input.Inputs };
        return Task.WhenAll(_branches.Select(branch => branch.SendAsync(fresh)));
    }

    protected override void CompleteInner()
    {
        foreach (var branch in _branches)
        {
            branch.Complete();
        }
    }

    private void Collect(int place, Outcome<TOut> outcome)
    {
        var round = _rounds[outcome.Index];
        if (!round.Set(place, outcome))
        {
            return;
        }

        _rounds.TryRemove(outcome.Index, out _);
        var overtaken = round.Outcomes.Any(static outcome => outcome.Kind is OutcomeKind.Cancelled or OutcomeKind.Interrupted);
        round.Slot.Settle(overtaken ? Run.EndOutcome<IReadOnlyList<Outcome<TOut>>>() : new Outcome<IReadOnlyList<Outcome<TOut>>>(round.Outcomes));
    }

    /// <summary>What the branches made of one input so far.</summary>
    private sealed class Round(Slot slot, int branches)
    {
        private int _missing = branches;

        public Slot Slot { get; } = slot;

        public Outcome<TOut>[] Outcomes { get; } = new Outcome<TOut>[branches];

        /// <summary>Whether it was the last one.</summary>
        public bool Set(int place, Outcome<TOut> outcome)
        {
            Outcomes[place] = outcome;
            return Interlocked.Decrement(ref _missing) == 0;
        }
    }
}
