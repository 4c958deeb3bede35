using Arrea.Cli.Arguments;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Sources;

/// <summary>Makes jobs of commands.</summary>
/// <param name="options">In what surroundings they run.</param>
internal sealed class JobFactory(RunOptions options)
{
    /// <summary>Whether a command can carry some arguments: they are UTF-8 and hold no NUL character.</summary>
    public static bool CanCarry(IReadOnlyList<string> arguments)
        => arguments.All(static argument => Utf8Text.IsWellFormed(argument) && !argument.Contains('\0', StringComparison.Ordinal));

    /// <summary>A job for a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="number">The number of the job, from 1.</param>
    public Job Make(string command, int number) => Surrounded(new Job(command), [command], number);

    /// <summary>A job for a template with arguments.</summary>
    public Job Make(CommandTemplate template, IReadOnlyList<string> arguments, int number)
        => Surrounded(CanCarry(arguments) ? Job.FromTemplate(template, arguments, number) : Refused([template.Text, .. arguments]), arguments, number);

    /// <summary>A job for a program and its arguments, without a shell.</summary>
    public Job Make(IReadOnlyList<string> vector, int number)
        => Surrounded(CanCarry(vector) && vector[0].Length > 0 ? Job.FromArguments(vector[0], [.. vector.Skip(1)]) : Refused(vector), vector, number);

    /// <summary>A job for a line of a file of jobs.</summary>
    public Job Make(JobLine line, int number)
    {
        var job = line.Command is { } command ? Make(command, number) : Make(line.Arguments!, number);
        return job with
        {
            Tag = line.Tag,
            WorkingDirectory = line.WorkingDirectory ?? job.WorkingDirectory,
            Environment = line.Environment is null ? job.Environment : Merged(job.Environment, line.Environment),
            Timeout = line.Timeout,
            Policy = line.Retries is { } retries ? PolicyFor(retries) : null,
            Key = line.Key ?? job.Key,
            Priority = line.Priority,
        };
    }

    // What cannot be written as a command: whatever is made of it is refused, by its number, and shown.
    private static Job Refused(IReadOnlyList<string> words) => new(string.Join(' ', words));

    private static Dictionary<string, string?> Merged(IReadOnlyDictionary<string, string?>? common, IReadOnlyDictionary<string, string?> own)
    {
        var merged = new Dictionary<string, string?>(common ?? new Dictionary<string, string?>(), StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }

    private Job Surrounded(Job job, IReadOnlyList<string> arguments, int number) => job with
    {
        Shell = options.Jobs.Shell,
        WorkingDirectory = options.Jobs.WorkingDirectory,
        Environment = options.Jobs.Environment,
        StandardInput = options.Jobs.StandardInput is { } file ? CommandInput.FromFile(file) : null,
        Terminal = options.Jobs.Terminal,
        RuntimeVersions = options.Jobs.RuntimeVersions,
        Validate = options.Validate,
        Key = options.Arguments.Key?.Expand(arguments, number),
    };

    private ErrorPolicy PolicyFor(int retries) => retries == 0 ? ErrorPolicy.Strict : options.Limits.RetryPolicy with { MaxRetries = retries };
}
