using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Jobs that come piece by piece through a pipe, as fast as the other side writes them.</summary>
/// <param name="pipe">The pipe.</param>
/// <param name="delimiter">What ends a piece; null for lines.</param>
/// <param name="maker">Makes jobs of the pieces.</param>
internal sealed class PipedJobs(Stream pipe, byte[]? delimiter, JobMaker maker) : JobSource
{
    private const int ReadAhead = 64;

    private readonly ConcurrentDictionary<int, Job> _jobs = new();
    private int _count;

    public override int? Count => null;

    public override Job JobAt(int index) => _jobs[index];

    public override void RunsIn(int index, int slot) => _jobs[index] = _jobs[index].InSlot(slot);

    public override void Ended(int index) => _jobs.TryRemove(index, out _);

    public override async IAsyncEnumerable<Job> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Reading a pipe cannot be called off, so a thread of its own does it, and the process ends without waiting for it.
        var pieces = Channel.CreateBounded<string>(new BoundedChannelOptions(ReadAhead) { SingleReader = true, SingleWriter = true });
        new Thread(() => Read(pieces.Writer)) { IsBackground = true, Name = "standard input" }.Start();
        await foreach (var piece in pieces.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var job in maker.Add([piece]))
            {
                yield return Known(job);
            }
        }

        foreach (var job in maker.End())
        {
            yield return Known(job);
        }
    }

    private Job Known(Job job) => _jobs[_count++] = job;

    private void Read(ChannelWriter<string> pieces)
    {
        try
        {
            var splitter = RecordSplitter.For(delimiter);
            var bytes = new byte[64 * 1024];
            while (pipe.Read(bytes) is var read and > 0)
            {
                foreach (var piece in splitter.Add(bytes.AsMemory(0, read)))
                {
                    Write(pieces, piece);
                }
            }

            if (splitter.End() is { } last)
            {
                Write(pieces, last);
            }

            pieces.Complete();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            pieces.Complete(StandardInput.Unreadable(error));
        }
    }

    private static void Write(ChannelWriter<string> pieces, string piece)
    {
        if (!pieces.TryWrite(piece))
        {
            pieces.WriteAsync(piece).AsTask().GetAwaiter().GetResult();
        }
    }
}
