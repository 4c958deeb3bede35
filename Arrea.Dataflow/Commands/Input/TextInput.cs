using System.Text;

namespace Arrea.Dataflow.Commands.Input;

/// <summary>A text. It is encoded a buffer at a time, so that a long one is not held twice.</summary>
internal sealed class TextInput(string text) : CommandInput
{
    public override string ToString() => $"text of {text.Length} characters";

    internal override InputSource Open() => new Source(text);

    private sealed class Source(string text) : InputSource
    {
        private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
        private int _encoded;
        private bool _complete;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var written = 0;
            if (!_complete)
            {
                _encoder.Convert(text.AsSpan(_encoded), buffer.Span, flush: true, out var used, out written, out _complete);
                _encoded += used;
            }

            return new(written);
        }
    }
}
