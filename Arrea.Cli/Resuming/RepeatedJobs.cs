using Arrea.Cli.Arguments;
using Arrea.Cli.Journals;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Resuming;

/// <summary>Makes jobs of records.</summary>
internal static class RepeatedJobs
{
    /// <summary>The jobs, in the directories in which they ran unless another is asked for.</summary>
    /// <exception cref="UsageException">What they need is not recorded: the values of variables, or what they read.</exception>
    public static ListedJobs Make(RunOptions options, IReadOnlyList<RecordedJob> records)
    {
        var given = options.Jobs.Environment;
        var missing = records
            .SelectMany(static record => record.Environment is { } variables ? variables.Where(static variable => variable.Value is not null) : [])
            .Select(static variable => variable.Key)
            .Distinct(StringComparer.Ordinal)
            .Where(name => given?.ContainsKey(name) != true)
            .ToArray();
        if (missing.Length > 0)
        {
            throw new UsageException(
                $"the jobs had variables whose values are not recorded; give them again: {string.Join(' ', missing.Select(static name => $"--env {Shown.Text(name)}=…"))}");
        }

        if (options.Jobs.StandardInput is null && records.FirstOrDefault(static record => record.HasInput) is { } reader)
        {
            throw new UsageException($"[{reader.Seq}] {Shown.Command(reader.Command)} read something from its standard input that is not recorded; run it anew");
        }

        var factory = new JobFactory(options);
        return new ListedJobs([.. records.Select(record => Make(options, factory, record))], [.. records.Select(static record => record.Seq)]);
    }

    // What was a job's own is so again, unless it is given anew.
    private static Job Make(RunOptions options, JobFactory factory, RecordedJob record) => factory.Make(
        new JobLine
        {
            Command = record.Arguments is null ? record.Command : null,
            Arguments = record.Arguments,
            Tag = record.Tag,
            WorkingDirectory = options.Jobs.WorkingDirectory is null && record.WorkingDirectory.Length > 0 ? record.WorkingDirectory : null,
            Environment = record.Environment?.Where(variable => variable.Value is null && options.Jobs.Environment?.ContainsKey(variable.Key) != true)
                .ToDictionary(static removed => removed.Key, static _ => (string?)null, StringComparer.Ordinal),
            Timeout = options.Limits.TimeoutIsDefault ? record.Timeout : null,
            Retries = options.Limits.PolicyIsDefault ? record.Retries : null,
            Key = record.Key,
            Priority = record.Priority,
        },
        record.Seq);
}
