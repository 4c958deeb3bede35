namespace Arrea.Dataflow.Commands;

/// <summary>A piece of a command's output, as it arrived.</summary>
/// <param name="Stream">Which output.</param>
/// <param name="Bytes">The bytes, valid until the next piece is asked for. A piece ends as one that <see cref="CommandOutputHandler"/> sees.</param>
public readonly record struct OutputPiece(OutputStream Stream, ReadOnlyMemory<byte> Bytes);
