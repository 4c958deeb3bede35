namespace Arrea.Dataflow.Commands.Output;

/// <summary>One writing of an output, from its start to its end.</summary>
internal abstract class OutputSink
{
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Everything has been written, or nothing more will be. Called once.</summary>
    public abstract ValueTask CloseAsync();
}
