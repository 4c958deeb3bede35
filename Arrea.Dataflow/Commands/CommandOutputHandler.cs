namespace Arrea.Dataflow.Commands;

/// <summary>Sees a piece of a command's output. The command's next output is not read before the task is done.</summary>
/// <param name="stream">Which output.</param>
/// <param name="bytes">
/// The bytes, valid until the task is done. A piece never ends inside a UTF-8 character, unless the output itself is
/// not UTF-8 there or ends there.
/// </param>
/// <returns>A task that is done when the piece has been dealt with. One that fails ends the command and fails its run.</returns>
public delegate ValueTask CommandOutputHandler(OutputStream stream, ReadOnlyMemory<byte> bytes);
