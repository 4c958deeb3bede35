namespace Arrea.Dataflow.Tests.Support;

/// <summary>A stream to read from that does as a test says. It cannot seek.</summary>
internal sealed class ScriptedInput(Func<Memory<byte>, CancellationToken, ValueTask<int>> read) : OneWayStream
{
    public override bool CanRead => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => read(buffer, cancellationToken);
}

/// <summary>A stream to write to that does as a test says.</summary>
internal sealed class ScriptedOutput(Func<ReadOnlyMemory<byte>, ValueTask> write) : OneWayStream
{
    public override bool CanWrite => true;

    public int Flushes { get; private set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => write(buffer);

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flushes++;
        return Task.CompletedTask;
    }
}

/// <summary>What the two have in common: all that they refuse.</summary>
internal abstract class OneWayStream : Stream
{
    public bool IsClosed { get; private set; }

    public override bool CanRead => false;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
