namespace Arrea.Dataflow.Commands.Input;

/// <summary>A file. Where the system can, the command reads it itself; else it is copied.</summary>
internal sealed class FileInput(string path) : CommandInput
{
    public override string ToString() => "file";

    internal override bool IsForeign => true;

    internal override InputSource Open() => new Source(path);

    private sealed class Source(string path) : InputSource
    {
        private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        public override bool IsForeign => true;

        public override int Descriptor => (int)_file.SafeFileHandle.DangerousGetHandle();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _file.ReadAsync(buffer, cancellationToken);

        public override void Dispose()
        {
            _file.Dispose();
            base.Dispose();
        }
    }
}
