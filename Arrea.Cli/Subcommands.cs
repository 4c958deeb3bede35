using Arrea.Cli.Acting;
using Arrea.Cli.Completing;
using Arrea.Cli.Configuring;
using Arrea.Cli.Explaining;
using Arrea.Cli.History;
using Arrea.Cli.Manual;
using Arrea.Cli.Running;

namespace Arrea.Cli;

/// <summary>The commands of the program. One is made only when it is asked for.</summary>
internal static class Subcommands
{
    public static IReadOnlyList<Entry> All { get; } =
    [
        new("run", "Run commands in parallel.", static () => new RunSubcommand()),
        new("explain", "Say what validation makes of commands; nothing runs.", static () => new ExplainSubcommand()),
        new("action", "Run commands of arrea that come as JSON.", static () => new ActionSubcommand()),
        new("history", "List the runs that are recorded.", static () => new HistorySubcommand()),
        new("show", "Show a recorded run and its jobs.", static () => new ShowSubcommand()),
        new("retry", "Run the jobs of a recorded run again.", static () => new RetrySubcommand()),
        new("stats", "Count what became of jobs, and how long they took.", static () => new StatsSubcommand()),
        new("nodes", "Show the runs that go on at this moment.", static () => new NodesSubcommand()),
        new("config", "Show and change the settings.", static () => new ConfigSubcommand()),
        new("completion", "Complete the words of arrea in your shell.", static () => new CompletionSubcommand()),
        new("man", "Print the manual page.", static () => new ManSubcommand()),
        new("help", "Show the help of a command.", static () => new HelpSubcommand()),
    ];

    /// <summary>The command of a name; null when there is none.</summary>
    public static Entry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);

    /// <summary>A command of the program.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Summary">What it does, in one sentence.</param>
    /// <param name="Make">Makes it.</param>
    internal sealed record Entry(string Name, string Summary, Func<Subcommand> Make);
}
