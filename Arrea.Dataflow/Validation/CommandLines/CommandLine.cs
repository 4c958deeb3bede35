using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Arguments, told apart into options and operands by what is known of the command's options.</summary>
/// <param name="Options">The options, in order.</param>
/// <param name="Operands">The rest, in order.</param>
internal sealed record CommandLine(IReadOnlyList<CommandOption> Options, IReadOnlyList<Value> Operands)
{
    /// <summary>What is known of the options: for <c>git grep</c> those of the subcommand.</summary>
    public OptionTable Table { get; init; } = OptionTable.Usual;

    /// <summary>How many operands stand before <c>--</c>; null where there is none.</summary>
    public int? AfterEnd { get; init; }

    /// <summary>Whether one of these options is there: <c>Has("-r", "-R", "--recursive")</c>. Long ones also where they are abbreviated as <c>getopt_long</c> allows.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var option in Options)
        {
            if (names.Contains(option.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of the last of these options; null where none is there, or none has a value.</summary>
    public Value? ValueOf(params ReadOnlySpan<string> names)
    {
        for (var at = Options.Count - 1; at >= 0; at--)
        {
            if (names.Contains(Options[at].Name))
            {
                return Options[at].Value;
            }
        }

        return null;
    }
}

/// <summary>An option as it is given.</summary>
/// <param name="Name">Its full name with its dashes: <c>-r</c>, <c>--recursive</c>.</param>
/// <param name="Value">Its value; null where it has none.</param>
/// <param name="Span">Where it is written.</param>
internal readonly record struct CommandOption(string Name, Value? Value, Range Span);
