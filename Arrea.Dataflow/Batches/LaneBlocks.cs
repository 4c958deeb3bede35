using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Batches;

/// <summary>The blocks of a batch's mesh, Buffer → Validate → Execute, through which its lanes travel.</summary>
internal sealed class LaneBlocks
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly BufferBlock<Lane> _buffer = new();

    public LaneBlocks()
    {
        // The number of lanes is the limit, not the blocks': a lane whose delegate never comes back is replaced by
        // another, and must not count. A task of a block hands over
        // to a fresh one now and then, so that no batch keeps the pool's threads to itself.
        var options = new ExecutionDataflowBlockOptions
        {
            MaxDegreeOfParallelism = DataflowBlockOptions.Unbounded,
            MaxMessagesPerTask = 100,
            EnsureOrdered = false,
        };
        var validate = new TransformBlock<Lane, Lane>(ValidateAsync, options);
        var execute = new ActionBlock<Lane>(ExecuteAsync, options);
        _buffer.LinkTo(validate, new DataflowLinkOptions { PropagateCompletion = true });
        validate.LinkTo(execute, new DataflowLinkOptions { PropagateCompletion = true });
    }

    /// <summary>Sends a lane off.</summary>
    public void Post(Lane lane)
    {
        using (ContextFlow.Suppress())
        {
            _buffer.Post(lane);
        }
    }

    /// <summary>No lane will come any more.</summary>
    public void Complete() => _buffer.Complete();

    private async Task<Lane> ValidateAsync(Lane lane)
    {
        await GuardedAsync(lane, static lane => lane.ValidateAsync()).ConfigureAwait(false);
        return lane;
    }

    private async Task ExecuteAsync(Lane lane)
    {
        if (!await GuardedAsync(lane, static lane => lane.RunAsync()).ConfigureAwait(false))
        {
            Post(lane);
        }
    }

    // The last line of defence: an exception in a block would fault it, and drop every lane in it.
    private async Task<bool> GuardedAsync(Lane lane, Func<Lane, Task> run)
    {
        try
        {
            await InContext(lane, run).ConfigureAwait(false);
            return true;
        }
        catch (Exception error)
        {
            await lane.RecoverAsync(error).ConfigureAwait(false);
            return false;
        }
    }

    // Lanes are sent off by whoever frees a slot, in whatever context that may be; jobs run in that of their batch's caller.
    private Task InContext(Lane lane, Func<Lane, Task> run)
    {
        if (_context is null)
        {
            return run(lane);
        }

        var task = Task.CompletedTask;
        ExecutionContext.Run(_context, _ => task = run(lane), null);
        return task;
    }
}
