namespace Arrea.Dataflow.Commands.Input;

/// <summary>One reading of a command's input, from its start to its end.</summary>
internal abstract class InputSource : IDisposable
{
    /// <summary>Whether reading may take its time, or runs code of the user's.</summary>
    public virtual bool IsForeign => false;

    /// <summary>The descriptor of a file that a command can read itself; -1 when there is none.</summary>
    public virtual int Descriptor => -1;

    /// <summary>Reads on. An input that is not foreign answers at once.</summary>
    /// <returns>How many bytes; zero at the end.</returns>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }
}
