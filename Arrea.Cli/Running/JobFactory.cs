using System.Runtime.CompilerServices;
using Arrea.Cli.Arguments;
using Arrea.Cli.Sources;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Running;

/// <summary>Makes jobs of commands.</summary>
internal sealed class JobFactory(RunOptions options)
{
    /// <summary>A job for a command that is known to be in order.</summary>
    public Job Make(string command) => new(command)
    {
        Shell = options.Shell,
        WorkingDirectory = options.WorkingDirectory,
        Environment = options.Environment,
        StandardInput = options.StandardInput is { } file ? CommandInput.FromFile(file) : null,
        Terminal = options.Terminal,
        RuntimeVersions = options.RuntimeVersions,
        Validate = options.Validate,
    };

    /// <summary>Jobs for commands as they come. The first that is refused is the last: the engine turns it away, and nothing follows.</summary>
    public async IAsyncEnumerable<Job> MakeAsync(CommandSource commands, CommandCheck check, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var command in commands.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var refused = check.Refusal(command) is not null;
            yield return refused ? Make(command) with { Validate = true } : Make(command);
            if (refused)
            {
                yield break;
            }
        }
    }
}
