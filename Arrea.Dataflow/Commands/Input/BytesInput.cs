namespace Arrea.Dataflow.Commands.Input;

/// <summary>Bytes as they are.</summary>
internal sealed class BytesInput(ReadOnlyMemory<byte> bytes) : CommandInput
{
    public override string ToString() => $"{bytes.Length} bytes";

    internal override InputSource Open() => new Source(bytes);

    private sealed class Source(ReadOnlyMemory<byte> bytes) : InputSource
    {
        private ReadOnlyMemory<byte> _left = bytes;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var count = Math.Min(buffer.Length, _left.Length);
            _left[..count].CopyTo(buffer);
            _left = _left[count..];
            return new(count);
        }
    }
}
