namespace Arrea.Dataflow.Commands.Input;

/// <summary>A user's stream. Its beginning is where it stood when it was first read.</summary>
internal sealed class StreamInput(Stream stream) : CommandInput
{
    private readonly long _start = stream.CanSeek ? stream.Position : 0;
    private int _readings;

    public override string ToString() => "stream";

    internal override bool IsForeign => true;

    internal override InputSource Open()
    {
        if (Interlocked.Increment(ref _readings) > 1)
        {
            if (!stream.CanSeek)
            {
                throw new IOException("the stream for standard input has been read by an earlier attempt and cannot be rewound");
            }

            stream.Position = _start;
        }

        return new Source(stream);
    }

    private sealed class Source(Stream stream) : InputSource
    {
        public override bool IsForeign => true;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
            => stream.ReadAsync(buffer, cancellationToken);
    }
}
