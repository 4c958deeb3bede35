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

    private static Job Make(RunOptions options, JobFactory factory, RecordedJob record)
    {
        var job = factory.Make(record.Command, record.Seq) with { Tag = record.Tag };
        if (record.Environment?.Where(static variable => variable.Value is null).Select(static variable => variable.Key).ToArray() is { Length: > 0 } removed)
        {
            var variables = new Dictionary<string, string?>(options.Jobs.Environment ?? new Dictionary<string, string?>(), StringComparer.Ordinal);
            Array.ForEach(removed, name => variables.TryAdd(name, null));
            job = job with { Environment = variables };
        }

        return options.Jobs.WorkingDirectory is null && record.WorkingDirectory.Length > 0 ? job with { WorkingDirectory = record.WorkingDirectory } : job;
    }
}
