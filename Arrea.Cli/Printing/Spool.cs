namespace Arrea.Cli.Printing;

/// <summary>Room for output that cannot be printed yet: memory up to a bound, beyond it one temporary file that has no name.</summary>
/// <param name="memory">The most bytes of memory that all buffers hold together.</param>
internal sealed class Spool(long memory = Spool.DefaultMemory) : IDisposable
{
    /// <summary>Bytes in a block of the file.</summary>
    public const int BlockSize = 64 * 1024;

    private const long DefaultMemory = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Stack<long> _free = new();
    private FileStream? _file;
    private long _end;
    private long _memory = memory;

    /// <summary>Bytes that the file has come to, for tests.</summary>
    internal long FileLength => Volatile.Read(ref _end);

    /// <summary>Takes memory out of the common bound.</summary>
    /// <returns>Whether there was enough.</returns>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _memory, -bytes) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _memory, bytes);
        return false;
    }

    /// <summary>Gives memory back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _memory, bytes);

    /// <summary>Takes a block of the file: its position.</summary>
    /// <exception cref="IOException">There can be no file.</exception>
    public long TakeBlock()
    {
        lock (_gate)
        {
            _file ??= Open();
            if (_free.TryPop(out var block))
            {
                return block;
            }

            _end += BlockSize;
            return _end - BlockSize;
        }
    }

    /// <summary>Gives a block back, to be written again.</summary>
    public void GiveBlock(long block)
    {
        lock (_gate)
        {
            _free.Push(block);
        }
    }

    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file!.SafeFileHandle, bytes, position);
        }
        catch (IOException error)
        {
            throw Unusable(error);
        }
    }

    /// <exception cref="IOException">The disk fails.</exception>
    public void Read(long position, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file!.SafeFileHandle, bytes, position);
            bytes = read > 0 ? bytes[read..] : throw Unusable(new EndOfStreamException("it was cut short"));
            position += read;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static FileStream Open()
    {
        var path = Path.Combine(Path.GetTempPath(), $"arrea-{Path.GetRandomFileName()}");
        try
        {
            var options = new FileStreamOptions
            {
                Access = FileAccess.ReadWrite,
                Mode = FileMode.CreateNew,
                Share = FileShare.None,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var file = new FileStream(path, options);

            // From here on only this process can reach it, and it is gone with the process, however that ends.
            File.Delete(path);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(error);
        }
    }

    private static IOException Unusable(Exception error)
        => new($"cannot keep output in a temporary file in {Path.GetTempPath()}: {error.Message}", error);
}
