using Arrea.Dataflow.Commands;

namespace Arrea.Cli.Platform;

/// <summary>How large the terminals of jobs are.</summary>
internal static class TerminalSize
{
    /// <summary>A terminal like the one that standard output goes to; of the usual size where that goes to none, or to one that does not know.</summary>
    public static PseudoTerminal OfOutput() => StandardStream.Output is { Columns: > 0 and var columns, Rows: > 0 and var rows }
        ? new() { Columns = columns, Rows = rows }
        : new();
}
