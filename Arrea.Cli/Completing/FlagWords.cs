using System.CommandLine;
using Arrea.Cli.Arguments;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Completing;

/// <summary>What a flag takes, for shells to complete.</summary>
internal enum FlagTakes
{
    /// <summary>No value.</summary>
    Nothing,

    /// <summary>Something that nobody can guess.</summary>
    Anything,

    /// <summary>One of some words.</summary>
    Words,

    /// <summary>The path of a file.</summary>
    File,

    /// <summary>The path of a folder.</summary>
    Folder,
}

/// <summary>A flag as shells see it.</summary>
/// <param name="Names">Its names, the long one first.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Value">The name of its value in help texts; empty for none.</param>
/// <param name="Takes">What it takes.</param>
/// <param name="Words">The words, where it takes one of some.</param>
internal sealed record FlagWords(IReadOnlyList<string> Names, string Description, string Value, FlagTakes Takes, IReadOnlyList<string> Words)
{
    /// <summary>The flags of a command.</summary>
    public static IReadOnlyList<FlagWords> Of(Subcommand subcommand) => [.. subcommand.Flags.All.Select(Of)];

    private static FlagWords Of(Option flag)
    {
        var words = flag switch
        {
            ChoiceFlag choice => choice.Words,
            { HelpName: "RULE" } => CommandValidator.AllRules,
            _ => [],
        };
        var takes = !FlagGroup.TakesValue(flag) ? FlagTakes.Nothing
            : words.Count > 0 ? FlagTakes.Words
            : flag.HelpName switch
            {
                "FILE" => FlagTakes.File,
                "DIR" => FlagTakes.Folder,
                _ => FlagTakes.Anything,
            };
        return new FlagWords([flag.Name, .. flag.Aliases.Order(StringComparer.Ordinal)], flag.Description ?? "", flag.HelpName ?? "", takes, [.. words]);
    }
}
