using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Jobs that each read a block of standard input. There are never more blocks at once than jobs that may run, and one.</summary>
/// <param name="blocks">Cuts the blocks.</param>
/// <param name="most">The most jobs at once.</param>
/// <param name="make">Makes a job without its input, of its number.</param>
internal sealed class PipedBlocks(BlockReader blocks, int most, Func<int, Job> make) : JobSource
{
    private readonly ConcurrentDictionary<int, Job> _jobs = new();

    // A job that ends makes room; the engine alone would read a thousand ahead.
    private readonly Channel<int> _room = Channel.CreateBounded<int>(most + 1);
    private int _count;

    public override int? Count => null;

    public override Job JobAt(int index) => _jobs[index];

    public override void RunsIn(int index, int slot) => _jobs[index] = _jobs[index].InSlot(slot);

    public override void Ended(int index)
    {
        if (_jobs.TryRemove(index, out _))
        {
            _room.Reader.TryRead(out _);
        }
    }

    public override async IAsyncEnumerable<Job> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            await _room.Writer.WriteAsync(_count, cancellationToken).ConfigureAwait(false);
            if (await ReadBlockAsync(cancellationToken).ConfigureAwait(false) is not { Length: > 0 } block)
            {
                yield break;
            }

            yield return _jobs[_count++] = make(_count) with { StandardInput = CommandInput.FromBytes(block) };
        }
    }

    // Reading a pipe cannot be called off; who stops waiting leaves the thread behind.
    private async Task<byte[]?> ReadBlockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Factory.StartNew(blocks.Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw StandardInput.Unreadable(error);
        }
    }
}
