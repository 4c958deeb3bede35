using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>The arguments of <c>kill</c>: the first one with a dash is a signal, a later one is a group of processes.</summary>
internal static class KillLine
{
    public static CommandLine Of(IReadOnlyList<Value> arguments)
    {
        var options = new List<CommandOption>();
        var operands = new List<Value>();
        var hasSignal = false;
        for (var at = 0; at < arguments.Count; at++)
        {
            var argument = arguments[at];
            if (argument.Exact is "-s" or "-n" or "-q" or "--signal" or "--timeout" && at + 1 < arguments.Count)
            {
                options.Add(new(argument.Exact, arguments[++at], argument.Span));
                hasSignal = true;
            }
            else if (argument.Exact is "--")
            {
                hasSignal = true;
            }
            else if (!hasSignal && argument.KnownStart is ['-', ..])
            {
                options.Add(new(argument.KnownStart, null, argument.Span));
                hasSignal = true;
            }
            else
            {
                operands.Add(IsEverything(argument) ? Value.Of("-1", argument.Span) : argument);
            }
        }

        return new(options, operands);
    }

    /// <summary>The same for <c>pkill</c>: an empty pattern fits every process.</summary>
    public static CommandLine OfPattern(CommandLine line)
        => line with { Operands = [.. line.Operands.Select(static operand => operand.Exact is { Length: 0 } ? Value.Of(".", operand.Span) : operand)] };

    // Every process by its number: a pattern of numbers, or a list of all that nothing has been picked from.
    private static bool IsEverything(Value argument)
        => argument.Pieces.Any(static piece => (piece.Kind == PieceKind.Glob && (piece.Origins & Origins.File) == Origins.None)
            || (piece.Origins & Origins.Processes) != Origins.None
            || (piece.Kind == PieceKind.Unknown && IsList(piece.Text.AsSpan().Trim("$()`{}")) && !Picks(piece.Text)));

    private static bool IsList(ReadOnlySpan<char> command)
        => command.StartsWith("ps ", StringComparison.Ordinal)
            || command is "pgrep ." or "pgrep ''" or "pgrep .*" or "pgrep '.*'" or "pgrep \"\"" or "pidof systemd" or "pidof init" or "pidof sshd";

    private static bool Picks(string list)
        => list.Contains("grep", StringComparison.Ordinal) || list.Contains("-C", StringComparison.Ordinal) || list.Contains("-p ", StringComparison.Ordinal) || list.Contains('/', StringComparison.Ordinal);
}
