namespace Arrea.Dataflow.Commands.Output;

internal sealed class StreamTarget(Stream stream) : OutputTarget
{
    internal override OutputSink Open() => new Sink(stream);

    private sealed class Sink(Stream stream) : OutputSink
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes);

        public override ValueTask CloseAsync() => new(stream.FlushAsync());
    }
}
