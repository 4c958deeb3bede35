using Arrea.Cli.Arguments;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Makes jobs of commands.</summary>
/// <param name="options">In what surroundings they run.</param>
internal sealed class JobFactory(RunOptions options)
{
    /// <summary>A job for a command.</summary>
    public Job Make(string command) => new(command)
    {
        Shell = options.Jobs.Shell,
        WorkingDirectory = options.Jobs.WorkingDirectory,
        Environment = options.Jobs.Environment,
        StandardInput = options.Jobs.StandardInput is { } file ? CommandInput.FromFile(file) : null,
        Terminal = options.Jobs.Terminal,
        RuntimeVersions = options.Jobs.RuntimeVersions,
        Validate = options.Validate,
    };
}
