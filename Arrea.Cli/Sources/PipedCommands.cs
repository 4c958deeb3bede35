using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Arrea.Cli.Sources;

/// <summary>Commands that come line by line through a pipe, as fast as the other side writes them.</summary>
internal sealed class PipedCommands(Stream pipe) : CommandSource
{
    private const int ReadAhead = 64;

    private readonly ConcurrentDictionary<int, string> _texts = new();

    public override int? Count => null;

    public override string TextOf(int index) => _texts[index];

    public override void Ended(int index) => _texts.TryRemove(index, out _);

    public override async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Reading a pipe cannot be called off, so a thread of its own does it, and the process ends without waiting for it.
        var lines = Channel.CreateBounded<string>(new BoundedChannelOptions(ReadAhead) { SingleReader = true, SingleWriter = true });
        new Thread(() => Read(lines.Writer)) { IsBackground = true, Name = "standard input" }.Start();
        var index = 0;
        await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            _texts[index++] = line;
            yield return line;
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
