using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>A stage around a block of the user's, which owes one output for each input, in order.</summary>
internal sealed class BlockStage<TIn, TOut> : RelayStage<TIn, TOut>
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Slot> _waiting = new();
    private readonly IPropagatorBlock<TIn, TOut>? _block;
    private Outcome<TOut>? _broken;
    private bool _inputsEnded;

    private BlockStage(Func<IPropagatorBlock<TIn, TOut>> factory, RunScope run, StageInfo info)
        : base(run, info)
    {
        try
        {
            _block = factory() ?? throw new InvalidOperationException("The factory gave null instead of a block.");
            var outputs = new ActionBlock<TOut>(Deliver);
            _block.LinkTo(outputs, new DataflowLinkOptions { PropagateCompletion = true });
            _ = WatchAsync(_block, outputs);
        }
        catch (Exception error)
        {
            _broken = StageOutcomes.Failed<TOut>($"There is no block: {ErrorText.Of(error)}", error);
        }
    }

    public static Segment<TIn, TOut> Create(Func<IPropagatorBlock<TIn, TOut>> factory, RunScope run, StageInfo info)
    {
        var stage = new BlockStage<TIn, TOut>(factory, run, info);
        run.Ending.UnsafeRegister(static stage => ((BlockStage<TIn, TOut>)stage!).OnRunEnds(), stage);
        return stage.Start();
    }

    protected override async Task HandOverAsync(Outcome<TIn> input, Slot slot)
    {
        // In line before it is sent: a quick block answers before SendAsync does.
        if (!TryWait(slot))
        {
            slot.Settle(_broken!.Value);
            return;
        }

        bool accepted;
        try
        {
            accepted = await _block!.SendAsync(input.Value, Run.Ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Run.IsEnding)
        {
            slot.Settle(Run.EndOutcome<TOut>());
            return;
        }
        catch (Exception error)
        {
            // Out of the line, or the next output would go to this input.
            if (Withdraw(slot))
            {
                slot.Settle(StageOutcomes.Failed<TOut>($"The block of this stage threw at the input: {ErrorText.Of(error)}", error));
            }

            return;
        }

        if (!accepted && Withdraw(slot))
        {
            slot.Settle(StageOutcomes.Failed<TOut>("The block of this stage declined the input: it has ended, or does not take such inputs.", null));
        }
    }

    protected override void CompleteInner()
    {
        lock (_gate)
        {
            _inputsEnded = true;
        }

        _block?.Complete();
    }

    private void Deliver(TOut output)
    {
        Slot? slot;
        lock (_gate)
        {
            if (_broken is not null)
            {
                return;
            }

            slot = _waiting.First?.Value;
            if (slot is not null)
            {
                _waiting.RemoveFirst();
            }
        }

        if (slot is null)
        {
            Break(StageOutcomes.Failed<TOut>("The block of this stage yielded more outputs than it got inputs; it owes exactly one for each.", null));
        }
        else
        {
            slot.Settle(new Outcome<TOut>(output));
        }
    }

    private async Task WatchAsync(IPropagatorBlock<TIn, TOut> block, ActionBlock<TOut> outputs)
    {
        await block.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!block.Completion.IsFaulted)
        {
            outputs.Complete();
        }

        await outputs.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var error = block.Completion.Exception?.GetBaseException();
        var what = error is not null ? $"The block of this stage faulted: {ErrorText.Of(error)}"
            : _inputsEnded ? "The block of this stage completed without an output for this input; it owes exactly one for each."
            : "The block of this stage completed before its inputs did.";
        Break(StageOutcomes.Failed<TOut>(what, error));
    }

    private void OnRunEnds() => Break(Run.EndOutcome<TOut>());

    /// <summary>From here on the block counts no more: whoever waits, and whoever comes, ends like this. The first reason stands.</summary>
    private void Break(Outcome<TOut> end)
    {
        Slot[] waiting;
        lock (_gate)
        {
            _broken ??= end;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var slot in waiting)
        {
            slot.Settle(end);
        }

        // So that it drops what it still holds.
        _block?.Fault(new OperationCanceledException(end.Error!.Message));
    }

    private bool TryWait(Slot slot)
    {
        lock (_gate)
        {
            if (_broken is null)
            {
                _waiting.AddLast(slot);
            }

            return _broken is null;
        }
    }

    private bool Withdraw(Slot slot)
    {
        lock (_gate)
        {
            return _broken is null && _waiting.Remove(slot);
        }
    }
}
