using System.Text;

namespace Arrea.Dataflow.Commands;

/// <summary>A line of a command's output, without its line end.</summary>
public readonly record struct OutputLine
{
    /// <summary>Which output.</summary>
    public required OutputStream Stream { get; init; }

    /// <summary>The bytes of the line, without the LF that ended it and a CR before that. They are valid until the next line is asked for; copy what is to last.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Whether a line end came. Not so for a last line without one, and for each piece but the last of a line longer than <see cref="CommandStream.LongestLine"/>.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The line as text, decoded anew at each call. Bytes that are not UTF-8 show as U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Which output, and how long. Never the line, which may hold secrets.</summary>
    public override string ToString() => $"{Stream}, {Bytes.Length} bytes";
}

/// <summary>Sees a line of a command's output. The command's next output is not read before the task is done.</summary>
/// <param name="line">The line; its bytes are valid until the task is done.</param>
/// <returns>A task that is done when the line has been dealt with.</returns>
public delegate ValueTask OutputLineHandler(OutputLine line);
