namespace Arrea.Dataflow.Councils.Answers;

/// <summary>A part of a text.</summary>
/// <param name="Start">The first character.</param>
/// <param name="End">The one behind the last.</param>
internal readonly record struct JsonRange(int Start, int End);
