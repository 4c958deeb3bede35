using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>A stretch of the mesh of one run: where outcomes go in and come out. Empty by default.</summary>
internal readonly record struct Segment<TIn, TOut>(ITargetBlock<Outcome<TIn>>? Head, IReceivableSourceBlock<Outcome<TOut>> Tail)
{
    public Segment<TIn, TNext> Link<TNext>(Segment<TOut, TNext> next)
    {
        if (Head is null)
        {
            // Nothing stands before the first stage, so that what it gets is what the pipeline gets: TIn is TOut.
            return new Segment<TIn, TNext>((ITargetBlock<Outcome<TIn>>)next.Head!, next.Tail);
        }

        Tail.LinkTo(next.Head!, new DataflowLinkOptions { PropagateCompletion = true });
        return new Segment<TIn, TNext>(Head, next.Tail);
    }

    /// <summary>The same, or, where there is no stage at all, one that passes everything on.</summary>
    public Segment<TIn, TOut> OrPassage()
    {
        if (Head is not null)
        {
            return this;
        }

        var passage = new BufferBlock<Outcome<TOut>>(new DataflowBlockOptions { BoundedCapacity = 1 });
        return new Segment<TIn, TOut>((ITargetBlock<Outcome<TIn>>)(object)passage, passage);
    }
}
