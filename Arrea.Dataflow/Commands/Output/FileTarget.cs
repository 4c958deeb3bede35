namespace Arrea.Dataflow.Commands.Output;

internal sealed class FileTarget : OutputTarget
{
    private readonly string _path;
    private readonly FileMode _mode;

    public FileTarget(string path, FileMode mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (_path, _mode) = (path, mode);
    }

    internal override OutputSink Open() => new Sink(new(_path, _mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));

    private sealed class Sink(FileStream file) : OutputSink
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            // Not asynchronous: the runtime would only pass the call to another thread.
            file.Write(bytes.Span);
            return default;
        }

        public override ValueTask CloseAsync() => file.DisposeAsync();
    }
}
