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
