using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Rules.Effects;
using Arrea.Dataflow.Validation.Rules.Paths;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>A command as the conditions see it. What a condition asks for is worked out once.</summary>
internal sealed class CommandSubject(Invocation invocation, string name)
{
    private CommandLine? _line;
    private IReadOnlyList<(Effect Effect, PathKinds Kinds)>? _effects;
    private PathKinds[]? _operands;
    private bool? _asksForHelp;

    public Invocation Invocation => invocation;

    public string Name => name;

    public CommandLine Line => _line ??= name == "kill" ? KillLine.Of(invocation.Arguments) : CommandLineParser.Parse(name, invocation.Arguments);

    public IReadOnlyList<(Effect Effect, PathKinds Kinds)> Effects
        => _effects ??= !EffectsOf.Knows(name) ? [] : [.. EffectsOf.Command(name, invocation.Arguments, Line).Select(effect => (effect, PathJudge.Of(effect.Path, invocation.Directory)))];

    public PathKinds[] Operands => _operands ??= [.. Line.Operands.Select(operand => PathJudge.Of(operand, invocation.Directory))];

    /// <summary>Whether it only tells how it is used.</summary>
    public bool AsksForHelp => _asksForHelp ??= Line.Has("--help", "-help") || (Line.Operands.Count > 2 && Line.Operands[^1].Exact == "help");

    /// <summary>Whether an option is given, by what is known of the command or as it is written.</summary>
    public bool HasOption(string option)
    {
        var sign = option.IndexOf('=', StringComparison.Ordinal);
        return sign < 0 || sign == option.Length - 1
            ? Line.Has(option) || IsWritten(option)
            : (Line.ValueOf(option[..sign]) is { } value && Glob.Fits([option[(sign + 1)..]], value)) || IsWritten(option);
    }

    /// <summary>The last part of the name of a command; null where it is not known.</summary>
    public static string? NameOf(Invocation invocation)
    {
        if (invocation.Name is { } name)
        {
            return name;
        }

        // ~/bin/rm is as good as rm. What stands before the slash does not matter where it is known to be a path.
        return invocation.Command.Pieces is [{ Kind: PieceKind.Home or PieceKind.WorkingDirectory }, .., { Kind: PieceKind.Text } last]
            && last.Text.LastIndexOf('/') is var at and >= 0
            ? last.Text[(at + 1)..]
            : null;
    }

    private bool IsWritten(string option)
    {
        foreach (var argument in invocation.Arguments)
        {
            var start = argument.KnownStart;
            if (start is not ['-', ..])
            {
                continue;
            }

            if (start == "--" || Line.Operands.Contains(argument))
            {
                // What follows belongs to another command, or is no option any more.
                if (start == "--")
                {
                    return option == "--";
                }

                continue;
            }

            if (option.Contains('*', StringComparison.Ordinal)
                ? Glob.Fits(option, start)
                : start.StartsWith(option, StringComparison.Ordinal) && (start.Length == option.Length || start[option.Length] == '='))
            {
                return true;
            }
        }

        return false;
    }
}
