using System.IO.Pipelines;

namespace Arrea.Dataflow.Commands.Output;

internal sealed class PipeTarget(PipeWriter writer) : OutputTarget
{
    internal override OutputSink Open() => new Sink(writer);

    private sealed class Sink(PipeWriter writer) : OutputSink
    {
        private bool _hasReader = true;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            if (_hasReader)
            {
                _hasReader = !(await writer.WriteAsync(bytes).ConfigureAwait(false)).IsCompleted;
            }
        }

        public override ValueTask CloseAsync() => default;
    }
}
