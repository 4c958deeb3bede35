using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Jobs that come line by line through a pipe, as fast as the other side writes them.</summary>
/// <param name="pipe">The pipe.</param>
/// <param name="make">Makes a job of a line.</param>
internal sealed class PipedJobs(Stream pipe, Func<string, Job> make) : JobSource
{
    private const int ReadAhead = 64;

    private readonly ConcurrentDictionary<int, Job> _jobs = new();

    public override int? Count => null;

    public override Job JobAt(int index) => _jobs[index];

    public override void Ended(int index) => _jobs.TryRemove(index, out _);

    public override async IAsyncEnumerable<Job> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Reading a pipe cannot be called off, so a thread of its own does it, and the process ends without waiting for it.
        var lines = Channel.CreateBounded<string>(new BoundedChannelOptions(ReadAhead) { SingleReader = true, SingleWriter = true });
        new Thread(() => Read(lines.Writer)) { IsBackground = true, Name = "standard input" }.Start();
        var index = 0;
        await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var job = make(line);
            _jobs[index++] = job;
            yield return job;
        }
    }

    private void Read(ChannelWriter<string> lines)
    {
        try
        {
            var splitter = new LineSplitter();
            var bytes = new byte[64 * 1024];
            while (pipe.Read(bytes) is var read and > 0)
            {
                foreach (var line in splitter.Add(bytes.AsMemory(0, read)))
                {
                    Write(lines, line);
                }
            }

            if (splitter.End() is { } last)
            {
                Write(lines, last);
            }

            lines.Complete();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            lines.Complete(new UsageException($"cannot read standard input: {error.Message}", error) { ExitCode = ExitCodes.BadInput });
        }
    }

    private static void Write(ChannelWriter<string> lines, string line)
    {
        if (!lines.TryWrite(line))
        {
            lines.WriteAsync(line).AsTask().GetAwaiter().GetResult();
        }
    }
}
