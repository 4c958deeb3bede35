using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>A stage that hands each value on to other blocks, in order, and yields in the same order what comes back.</summary>
internal abstract class RelayStage<TIn, TOut>
{
    private readonly ActionBlock<Outcome<TIn>> _input;
    private readonly TransformBlock<Task<Outcome<TOut>>, Outcome<TOut>> _output;

    protected RelayStage(RunScope run, StageInfo info)
    {
        Run = run;
        Info = info;
        _input = new ActionBlock<Outcome<TIn>>(TakeAsync, new ExecutionDataflowBlockOptions { BoundedCapacity = 1 });

        // One place of the capacity is that of the item being handed over.
        _output = new TransformBlock<Task<Outcome<TOut>>, Outcome<TOut>>(static outcome => outcome, new ExecutionDataflowBlockOptions
        {
            BoundedCapacity = info.Capacity - 1,
            MaxMessagesPerTask = 100,
        });
    }

    protected RunScope Run { get; }

    protected StageInfo Info { get; }

    /// <summary>Starts the stage; the last thing its maker does.</summary>
    protected Segment<TIn, TOut> Start()
    {
        _ = CompleteAsync();
        return new Segment<TIn, TOut>(_input, _output);
    }

    /// <summary>Hands one value on. When it throws, the input fails with that.</summary>
    protected abstract Task HandOverAsync(Outcome<TIn> input, Slot slot);

    /// <summary>There are no more inputs.</summary>
    protected abstract void CompleteInner();

    private async Task CompleteAsync()
    {
        await _input.Completion.ConfigureAwait(false);
        CompleteInner();
        _output.Complete();
    }

    private async Task TakeAsync(Outcome<TIn> input)
    {
        var slot = new Slot(Info, input.Index, input.Inputs);
        await _output.SendAsync(slot.Outcome).ConfigureAwait(false);
        if (!input.IsSuccess)
        {
            Info.CountPassed();
            slot.PassBy(input.As<TOut>());
            return;
        }

        Info.Move(StagePhase.Outside, StagePhase.Running);
        if (Run.IsEnding)
        {
            slot.Settle(Run.EndOutcome<TOut>());
            return;
        }

        try
        {
            await HandOverAsync(input, slot).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            slot.Settle(StageOutcomes.Failed<TOut>(error));
        }
    }

    /// <summary>The place of one input among the outcomes. The first to settle it decides.</summary>
    protected sealed class Slot(StageInfo info, long index, int inputs)
    {
        private readonly TaskCompletionSource<Outcome<TOut>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _settled;

        public Task<Outcome<TOut>> Outcome => _outcome.Task;

        public void PassBy(Outcome<TOut> outcome) => _outcome.SetResult(outcome);

        public void Settle(Outcome<TOut> outcome)
        {
            if (Interlocked.Exchange(ref _settled, 1) == 0)
            {
                info.Move(StagePhase.Running, StageInfo.EndOf(outcome.Kind));
                _outcome.SetResult(outcome with { Index = index, Inputs = inputs, Stage = info.Name, Attempts = outcome.Kind is OutcomeKind.Cancelled or OutcomeKind.Interrupted ? 0 : 1 });
            }
        }
    }
}
