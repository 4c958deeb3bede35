namespace Arrea.Cli.Sources;

/// <summary>Cuts a stream into blocks of whole lines. A line that is longer than a block is a block of its own, whole.</summary>
/// <param name="stream">The stream.</param>
/// <param name="size">The most bytes of a block, unless a line is longer.</param>
internal sealed class BlockReader(Stream stream, int size)
{
    private const long ReadSize = 64 * 1024;

    // What was read, and is of no block yet.
    private byte[] _bytes = [];
    private int _count;
    private bool _ended;

    /// <summary>The next block; null at the end.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public byte[]? Read()
    {
        // As far as this there is no line end in it.
        var searched = 0;
        while (true)
        {
            if (_count >= size || _ended)
            {
                var cut = _ended && _count <= size ? _count : _bytes.AsSpan(0, Math.Min(_count, size)).LastIndexOf((byte)'\n') + 1;
                if (cut == 0 && _bytes.AsSpan(searched, _count - searched).IndexOf((byte)'\n') is var end and >= 0)
                {
                    cut = searched + end + 1;
                }

                if (cut > 0 || _ended)
                {
                    return Take(cut > 0 ? cut : _count);
                }

                searched = _count;
            }

            Fill();
        }
    }

    private byte[]? Take(int length)
    {
        if (length == 0)
        {
            return null;
        }

        var block = _bytes.AsSpan(0, length).ToArray();
        _bytes.AsSpan(length, _count - length).CopyTo(_bytes);
        _count -= length;
        return block;
    }

    private void Fill()
    {
        if (_count == _bytes.Length)
        {
            var length = Math.Min(Math.Max(size + ReadSize, _bytes.Length * 2L), Array.MaxLength);
            Array.Resize(ref _bytes, length > _count ? (int)length : throw new IOException("a line is longer than 2 GiB"));
        }

        var read = stream.Read(_bytes, _count, _bytes.Length - _count);
        _count += read;
        _ended = read == 0;
    }
}
