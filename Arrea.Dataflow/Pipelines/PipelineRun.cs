using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines.Stages;

namespace Arrea.Dataflow.Pipelines;

/// <summary>A run of a pipeline that is fed from outside. It is a dataflow block itself: inputs in, outcomes out.</summary>
/// <typeparam name="TIn">What goes in.</typeparam>
/// <typeparam name="TOut">What the outcomes hold.</typeparam>
/// <remarks>
/// It accepts inputs as long as its stages have room, and one more; then <c>SendAsync</c> waits. Each outcome goes to one
/// reader: link a block, receive, or subscribe, but choose one of them. Faulting it, or an error of what feeds it, is
/// like completing it: all that was accepted still gets its outcome. <see cref="Completion"/> and the observable then end with that error.
/// </remarks>
public sealed class PipelineRun<TIn, TOut> : IPropagatorBlock<TIn, Outcome<TOut>>, IReceivableSourceBlock<Outcome<TOut>>, IAsyncDisposable
{
    private readonly RunScope _run;
    private readonly Action<RunScope> _close;
    private readonly IReceivableSourceBlock<Outcome<TOut>> _tail;
    private readonly TransformBlock<TIn, Outcome<TIn>> _intake;
    private readonly OutcomeObservable<TOut> _outcomes;
    private Exception? _error;
    private long _index;

    internal PipelineRun(RunScope run, Segment<TIn, TOut> mesh, Action<RunScope> close)
    {
        _run = run;
        _close = close;
        _tail = mesh.Tail;
        _intake = new TransformBlock<TIn, Outcome<TIn>>(
            input => new Outcome<TIn>(input) { Index = _index++ }, new ExecutionDataflowBlockOptions { BoundedCapacity = 1 });
        _intake.LinkTo(mesh.Head!, new DataflowLinkOptions { PropagateCompletion = true });
        run.Ending.UnsafeRegister(static block => ((IDataflowBlock)block!).Complete(), _intake);
        Completion = EndAsync();
        _outcomes = new OutcomeObservable<TOut>(this);
    }

    /// <summary>Ends when all outcomes have been read. Never faults because of an input; faults when whatever feeds the run reported an error.</summary>
    public Task Completion { get; }

    /// <summary>Nothing more will come. What was accepted runs to its end.</summary>
    public void Complete() => _intake.Complete();

    /// <summary>The run as a target of inputs.</summary>
    /// <returns>The run itself.</returns>
    public ITargetBlock<TIn> AsTarget() => this;

    /// <summary>The run as a source of outcomes; <c>ReceiveAllAsync</c> makes an <see cref="IAsyncEnumerable{T}"/> of it.</summary>
    /// <returns>The run itself.</returns>
    public IReceivableSourceBlock<Outcome<TOut>> AsSource() => this;

    /// <summary>The run as an observer of inputs. <c>OnNext</c> blocks its thread while the run has no room; <c>OnError</c> ends the input, see the remarks of the type.</summary>
    /// <returns>An observer.</returns>
    public IObserver<TIn> AsObserver() => DataflowBlock.AsObserver(this);

    /// <summary>The outcomes as an observable.</summary>
    /// <returns>
    /// A hot observable: outcomes wait for the first subscriber; from then on each goes to all who are subscribed at that
    /// moment, one after the other, even when there is nobody left. A slow subscriber slows the run down; one that throws
    /// is detached. Ends with <see cref="Completion"/>. Disposing a subscription stops watching, not the run.
    /// </returns>
    public IObservable<Outcome<TOut>> AsObservable() => _outcomes;

    /// <summary>Ends the run. Inputs that are not through end <see cref="OutcomeKind.Interrupted"/>; outcomes can still be read.</summary>
    /// <returns>Done when no delegate runs any more, or the last one was left behind.</returns>
    public async ValueTask DisposeAsync()
    {
        _run.End(OutcomeKind.Interrupted);
        await _run.Quiet.ConfigureAwait(false);

        // Outcomes that nobody has read yet are there as long as this is, and keep nothing else alive.
        _close(_run);
    }

    void IDataflowBlock.Fault(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Interlocked.CompareExchange(ref _error, exception, null);
        Complete();
    }

    DataflowMessageStatus ITargetBlock<TIn>.OfferMessage(DataflowMessageHeader messageHeader, TIn messageValue, ISourceBlock<TIn>? source, bool consumeToAccept)
        => ((ITargetBlock<TIn>)_intake).OfferMessage(messageHeader, messageValue, source, consumeToAccept);

    IDisposable ISourceBlock<Outcome<TOut>>.LinkTo(ITargetBlock<Outcome<TOut>> target, DataflowLinkOptions linkOptions)
        => _tail.LinkTo(target, linkOptions);

    Outcome<TOut> ISourceBlock<Outcome<TOut>>.ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<Outcome<TOut>> target, out bool messageConsumed)
        => _tail.ConsumeMessage(messageHeader, target, out messageConsumed);

    bool ISourceBlock<Outcome<TOut>>.ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<Outcome<TOut>> target)
        => _tail.ReserveMessage(messageHeader, target);

    void ISourceBlock<Outcome<TOut>>.ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<Outcome<TOut>> target)
        => _tail.ReleaseReservation(messageHeader, target);

    bool IReceivableSourceBlock<Outcome<TOut>>.TryReceive(Predicate<Outcome<TOut>>? filter, out Outcome<TOut> item)
        => _tail.TryReceive(filter, out item);

    bool IReceivableSourceBlock<Outcome<TOut>>.TryReceiveAll([NotNullWhen(true)] out IList<Outcome<TOut>>? items)
        => _tail.TryReceiveAll(out items);

    private async Task EndAsync()
    {
        await _tail.Completion.ConfigureAwait(false);
        _close(_run);
        if (Volatile.Read(ref _error) is { } error)
        {
            throw error;
        }
    }
}
