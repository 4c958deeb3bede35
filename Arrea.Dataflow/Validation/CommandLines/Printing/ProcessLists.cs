using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>What prints the numbers of processes: of all that run, or of some that were picked.</summary>
internal static class ProcessLists
{
    /// <summary>The output of <c>ps</c>, <c>pgrep</c> or <c>pidof</c>.</summary>
    public static Flow Of(Printer printer)
        => Flow.Unknown(Origins.Program | (IsOfAll(printer) ? Origins.Processes : Origins.None));

    /// <summary>The numbers of all containers; null where the command prints something else, or has picked some.</summary>
    public static Flow? OfContainers(Printer printer)
        => printer.Line is { Operands: [{ Exact: "ps" }] or [{ Exact: "container" }, { Exact: "ls" or "ps" or "list" }] } line && line.Has("-q", "--quiet") && !line.Has("-f", "--filter", "-l", "--latest", "-n", "--last")
            ? Flow.Unknown(Origins.Program | Origins.Processes)
            : null;

    /// <summary>What is left of the origins behind a filter: a program that prints only what fits something has picked.</summary>
    public static Origins Left(Printer printer, Origins origins)
        => (origins & Origins.Processes) != 0 && printer.Arguments.Any(static argument => argument.KnownStart.AsSpan().ContainsAny("/~=") || argument.Exact is null)
            ? origins & ~Origins.Processes
            : origins;

    /// <summary>What a filter passes on that has picked something.</summary>
    public static Flow Picked(Flow flow) => flow with { Origins = flow.Origins & ~Origins.Processes };

    private static bool IsOfAll(Printer printer)
    {
        var line = printer.Line;
        return printer.Name switch
        {
            "ps" => !line.Has("-C", "-p", "-q", "-s", "-t", "--pid", "--ppid", "--sid", "--tty", "--quick-pid")
                && !printer.Arguments.Any(static argument => argument.Exact is null || argument.Exact is ['0' or '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9', ..]),
            "pidof" => printer.Arguments.Any(static argument => argument.Exact is "systemd" or "init" or "sshd"),
            _ => line.Operands.Any(static operand => operand.Exact is "" or "." or ".*" or "^"),
        };
    }
}
