namespace Arrea.Cli.Printing;

/// <summary>Bytes that wait for their turn to be printed: the first of them in memory, the rest in the blocks of a <see cref="Spool"/>.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class SpoolBuffer(Spool spool)
{
    private const int MostMemory = 1024 * 1024;
    private const int LeastMemory = 256;

    private byte[] _memory = [];
    private int _memoryLength;
    private List<long>? _blocks;
    private int _lastBlockLength;

    public bool IsEmpty => _memoryLength == 0 && _blocks is null;

    /// <summary>Adds bytes.</summary>
    /// <exception cref="IOException">The temporary file fails.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_blocks is null && HasMemoryFor(bytes.Length))
        {
            bytes.CopyTo(_memory.AsSpan(_memoryLength));
            _memoryLength += bytes.Length;
            return;
        }

        _blocks ??= [];
        while (bytes.Length > 0)
        {
            if (_blocks.Count == 0 || _lastBlockLength == Spool.BlockSize)
            {
                _blocks.Add(spool.TakeBlock());
                _lastBlockLength = 0;
            }

            var part = bytes[..Math.Min(bytes.Length, Spool.BlockSize - _lastBlockLength)];
            spool.Write(_blocks[^1] + _lastBlockLength, part);
            _lastBlockLength += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Hands over all bytes, in order, and empties the buffer.</summary>
    /// <param name="print">Gets the bytes, piece by piece.</param>
    public void Drain(Action<ReadOnlySpan<byte>> print)
    {
        if (_memoryLength > 0)
        {
            print(_memory.AsSpan(0, _memoryLength));
        }

        if (_blocks is { Count: > 0 } blocks)
        {
            var bytes = new byte[Spool.BlockSize];
            for (var i = 0; i < blocks.Count; i++)
            {
                var block = bytes.AsSpan(0, i == blocks.Count - 1 ? _lastBlockLength : Spool.BlockSize);
                spool.Read(blocks[i], block);
                print(block);
            }
        }

        Clear();
    }

    /// <summary>Drops all bytes.</summary>
    public void Clear()
    {
        spool.Give(_memory.Length);
        _blocks?.ForEach(spool.GiveBlock);
        _memory = [];
        _memoryLength = 0;
        _blocks = null;
        _lastBlockLength = 0;
    }

    private bool HasMemoryFor(int more)
    {
        var needed = _memoryLength + more;
        if (needed <= _memory.Length)
        {
            return true;
        }

        var size = Math.Min(MostMemory, Math.Max(Math.Max(needed, LeastMemory), _memory.Length * 2));
        if (needed > MostMemory || !spool.TryTake(size - _memory.Length))
        {
            return false;
        }

        Array.Resize(ref _memory, size);
        return true;
    }
}
