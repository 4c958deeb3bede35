using Arrea.Cli.Configuring;

namespace Arrea.Cli.Completing;

/// <summary>What may stand behind a command beside its flags, for shells to complete.</summary>
internal static class OperandWords
{
    /// <summary>The shells that there are scripts for.</summary>
    public static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    // Commands that take the id of a run that is kept.
    private static readonly HashSet<string> OfRuns = ["show", "retry", "stats"];

    /// <summary>The words that may follow some others.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Pairs: the words before, separated by spaces and empty for none; and those that may follow them.</returns>
    public static IEnumerable<(string Before, IReadOnlyList<string> Words)> Of(string command)
    {
        switch (command)
        {
            case "completion":
                yield return ("", [.. Shells, "install"]);
                yield return ("install", Shells);
                break;
            case "help":
                yield return ("", [.. Subcommands.All.Select(static entry => entry.Name)]);
                break;
            case "config":
                yield return ("", ConfigSubcommand.Verbs);
                foreach (var verb in new[] { "get", "set", "unset" })
                {
                    yield return (verb, [.. KeyName.All]);
                }

                foreach (var key in Dataflow.Configuration.ConfigKeys.All.Where(static key => key.Type.IsEnum))
                {
                    yield return ($"set {key.Name}", key.Bounds.Split(", "));
                }

                foreach (var key in Dataflow.Configuration.ConfigKeys.All.Where(static key => key.Type == typeof(bool)))
                {
                    yield return ($"set {key.Name}", ["true", "false"]);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Whether the id of a run that is kept may follow.</summary>
    public static bool TakesRun(string command) => OfRuns.Contains(command);
}
