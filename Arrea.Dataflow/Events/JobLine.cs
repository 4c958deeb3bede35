using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Events;

/// <summary>A line that a command wrote.</summary>
/// <param name="WorkerId">The worker that ran it: <c>&lt;batch&gt;/&lt;index&gt;</c>.</param>
/// <param name="Tag">The job's tag, when it has one.</param>
/// <param name="Stream">Which output.</param>
/// <param name="Text">The line, without its end.</param>
public sealed record JobLine(string WorkerId, string? Tag, OutputStream Stream, string Text)
{
    /// <summary>Where it comes from and how long it is. Never the text, which may hold secrets.</summary>
    public override string ToString() => $"{WorkerId} {Stream}: {Text.Length} characters";
}
