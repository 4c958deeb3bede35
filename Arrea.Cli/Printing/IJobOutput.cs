using Arrea.Dataflow.Commands;

namespace Arrea.Cli.Printing;

/// <summary>Prints what jobs write. Calls for one job come one after another; calls for different jobs overlap.</summary>
internal interface IJobOutput
{
    /// <summary>A job wrote something.</summary>
    /// <exception cref="IOException">It can neither be printed nor kept.</exception>
    ValueTask WriteAsync(int index, OutputStream stream, ReadOnlyMemory<byte> bytes);

    /// <summary>A job ended, with output or without, started or not.</summary>
    /// <exception cref="IOException">Its output cannot be printed.</exception>
    ValueTask EndAsync(int index);
}
