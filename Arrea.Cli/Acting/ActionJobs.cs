using Arrea.Cli.Platform;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Acting;

/// <summary>Makes a job of an action: this program once more, with the words of the action.</summary>
/// <param name="chain">What led to the actions.</param>
/// <param name="onTerminal">Whether the action gets a pseudo-terminal, as it would have a terminal if it were called by hand.</param>
internal sealed class ActionJobs(ActionChain chain, bool onTerminal)
{
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal) { [ActionChain.Variable] = chain.Value };

    /// <summary>How this program is called.</summary>
    public static IReadOnlyList<string> Self
    {
        get
        {
            var process = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
            return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Path.Combine(AppContext.BaseDirectory, "arrea.dll")] : [process];
        }
    }

    /// <summary>The job of an action.</summary>
    public Job Make(ActionItem item) => Job.FromArguments(Self[0], [.. Self.Skip(1), item.Command, .. item.Arguments]) with
    {
        Environment = _environment,
        Terminal = onTerminal ? TerminalSize.OfOutput() : null,

        // The words are this program's own; what they make it run, it validates itself.
        Validate = false,
    };
}
