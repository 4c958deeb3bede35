using Arrea.Cli.Arguments;
using Arrea.Cli.Configuring;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Resuming;
using Arrea.Cli.Running;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Cli.History;

/// <summary><c>arrea retry</c>.</summary>
internal sealed class RetrySubcommand : Subcommand
{
    private readonly RetryFlags _flags = new();

    public override FlagSet Flags => _flags;

    public override string Description => "Run the jobs of a recorded run again, in the directories in which they ran.";

    public override string Usage => "arrea retry RUN [flags]";

    public override string Examples => """
        arrea retry last --failed
        arrea retry 3 --failed --retries 2 --timeout 5m
        arrea retry 5f0c --env TOKEN="$TOKEN"
        """;

    public override string Notes => $"""
        RUN is {RunCatalog.Names}.
        With --failed: the jobs that failed, timed out or were rejected, and those that never came to an
        end. The shell, the versions of languages, the file that jobs read, and what was a job's own (its
        timeout, retries, key and priority) are those of the run, unless given anew. Values of variables are
        not recorded: give those that the jobs had again. Limits of the run, output and validation are as
        the flags say, as for 'arrea run'; so are the exit codes.
        """;

    public override async Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var run = new RunCatalog(JournalFolder.Default).Only(operands, "retry");
        if (run.IsAlive)
        {
            throw new UsageException($"run {run.Facts.Id} goes on (process {run.Facts.Process.Id})");
        }

        RecordedJob[] jobs = [.. run.Jobs.Where(job => !_flags.Failed(values) || job.Outcome != OutcomeKind.Succeeded)];
        var options = WithFacts(_flags.Read(values, [.. jobs.Select(static job => job.Command)], StandardStream.Output.IsTerminal, Settings.Load()), run.Facts);
        return await RunSubcommand.RunAsync(options, RepeatedJobs.Make(options, jobs), new RunOrigin(run.Facts.Id, IsResumed: false, [])).ConfigureAwait(false);
    }

    private static RunOptions WithFacts(RunOptions options, RunFacts facts) => options with
    {
        Jobs = options.Jobs with
        {
            Shell = options.Jobs.Shell ?? facts.Shell,
            StandardInput = options.Jobs.StandardInput ?? facts.Input,
            Terminal = options.Jobs.Terminal ?? (facts.Terminal ? TerminalSize.OfOutput() : null),
            RuntimeVersions = options.Jobs.RuntimeVersions is { Count: > 0 } given ? given : [.. facts.Runtimes.Select(static text => Read(text)).OfType<RuntimeVersion>()],
        },
    };

    private static RuntimeVersion? Read(string text)
    {
        var (manager, language, version) = (text.Split('-')[0], text[(text.IndexOf('-', StringComparison.Ordinal) + 1)..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return manager == "asdf" ? RuntimeVersion.Asdf(language, version) : RuntimeVersion.Mise(language, version);
    }
}
