namespace Arrea.Dataflow.Commands.Streaming;

/// <summary>The beginning of a line whose end has not come yet. What is taken from it stays valid until something is appended.</summary>
internal sealed class LineCarry
{
    private const int SmallestBuffer = 256;

    private byte[] _buffer = [];
    private int _taken;
    private int _length;

    public bool IsEmpty => Length == 0;

    public int Length => _length - _taken;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(_taken, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_taken > 0)
        {
            _buffer.AsSpan(_taken, Length).CopyTo(_buffer);
            (_taken, _length) = (0, Length);
        }

        var length = _length + bytes.Length;
        if (length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(Math.Max(Math.Max(length, 2 * _buffer.Length), SmallestBuffer), Math.Max(length, CommandStream.LongestLine)));
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length = length;
    }

    public ReadOnlyMemory<byte> Take() => TakeFirst(Length);

    public ReadOnlyMemory<byte> TakeFirst(int count)
    {
        var first = _buffer.AsMemory(_taken, count);
        _taken += count;
        return first;
    }

    public void Clear() => (_buffer, _taken, _length) = ([], 0, 0);
}
