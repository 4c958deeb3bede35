using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Resuming;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Commands;

namespace Arrea.Cli.Running;

/// <summary><c>arrea run</c>.</summary>
internal sealed class RunSubcommand : Subcommand
{
    private readonly RunFlags _flags = new();

    public override FlagSet Flags => _flags;

    public override string Description => "Run shell commands in parallel.";

    public override string Usage => """
        arrea run -c 'COMMAND' [-c 'COMMAND' ...] [flags]
        arrea run --file FILE [flags]
        PROGRAM | arrea run [flags]
        """;

    public override string Examples => """
        arrea run -c 'make docs' -c 'make test'
        arrea run --file jobs.txt --parallel 50% --keep-order
        printf 'sleep %s\n' 3 1 2 | arrea run -j 3 --output tag
        arrea run -c './fetch' --retries 5 --backoff exponential --timeout 2m
        arrea run -a jobs.txt -o ndjson | jq 'select(.type == "job.finished")'
        arrea run -a jobs.txt --dry-run
        arrea run -a jobs.txt --joblog log --results out --resume
        """;

    public override string Notes => """
        Without --command or --file, commands are read from standard input when it is a pipe or a file,
        one a line; blank lines are skipped. Those of --command, --file and a file on standard input are
        validated before the first one starts; lines of a pipe are validated as they come, and the first
        that is refused is the last. Jobs themselves read from the null device.
        A duration D is 500ms, 2s, 5m or 1h; a bare number is milliseconds.
        A value that begins with '-' is written with an equals sign: --command='-x'.

        Output modes (results on standard output, everything else on standard error):
          auto      tag on a terminal, else group
          group     a job's whole output, all attempts, when it ends
          line      whole lines as they come
          tag       line, each line after its command and a tab
          ndjson    one JSON object a line for everything that happens
          quiet     outputs only, in the order of the commands, no summary
          none      no output of jobs, no summary

        Each run keeps a journal for 'arrea history', 'show', 'retry', 'stats' and 'nodes'. --resume and its
        kin go by the job log, or else by the journal of the newest run of the same jobs in the same
        directory; jobs are known by their commands, and one whose directory or variables have changed is
        refused.

        Exit codes:
          0         every job succeeded
          1         at least one did not; a single job's own code is passed on instead:
                    124 after a timeout, 128+n after signal n, 126 or 127 when it could not start
          2         the command line is wrong; nothing was run
          3         validation refused a command
          4         a file or folder that was given cannot be used; nothing was run
          125       arrea itself failed, or could not write the output
          130, 143  ended by Ctrl-C or TERM (128+n for signal n); a second one kills at once
          141       standard output was closed
        """;

    public override async Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var options = _flags.Read(values, RunOperands.Read(operands), StandardStream.Output.IsTerminal);
        if (options.Records.Resume == ResumeMode.None)
        {
            return await RunAsync(options, JobSource.Open(options), null).ConfigureAwait(false);
        }

        var (source, origin) = await new Resumption(options, JournalFolder.Default).OpenAsync().ConfigureAwait(false);
        return await RunAsync(options, source, origin).ConfigureAwait(false);
    }

    /// <summary>Runs jobs, or shows what would run.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="source">The jobs.</param>
    /// <param name="origin">The run that this one goes on with or repeats; null for none.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(RunOptions options, JobSource source, RunOrigin? origin)
    {
        var engine = new EngineRun(options, source.Count);
        await using var disposal = engine.ConfigureAwait(false);
        using var printer = new Printer(StandardStream.Output, StandardStream.Error);
        if (options.Input.DryRun)
        {
            return await DryRunAsync(source, engine.Check, printer, options.Validate).ConfigureAwait(false);
        }

        if (source is ListedJobs listed && !await AllAcceptedAsync(listed, engine.Check, printer).ConfigureAwait(false))
        {
            return ExitCodes.Refused;
        }

        using var records = RunRecords.Open(options, source, origin, printer);
        using var run = new Run(options, source, engine, printer, records);
        return await run.RunAsync().ConfigureAwait(false);
    }

    private static async ValueTask<bool> AllAcceptedAsync(ListedJobs source, JobCheck check, Printer printer)
    {
        var refused = 0;
        var jobs = source.All;
        for (var i = 0; i < jobs.Count; i++)
        {
            if (check.Refusal(jobs[i]) is { } verdict)
            {
                refused++;
                await printer.ReportAsync(FailureText.Refusal(source.SeqAt(i), jobs[i], verdict) + "\n").ConfigureAwait(false);
            }
        }

        if (refused > 0)
        {
            await printer.ReportAsync($"arrea: {refused} of {jobs.Count} commands refused; nothing was run\n").ConfigureAwait(false);
        }

        return refused == 0;
    }

    private static async Task<int> DryRunAsync(JobSource source, JobCheck check, Printer printer, bool validate)
    {
        var number = 0;
        var refused = false;
        await foreach (var job in source.ReadAsync().ConfigureAwait(false))
        {
            var verdict = check.VerdictOf(job);
            var stops = check.Stops(verdict);
            refused |= stops;
            var text = StandardStream.Output.IsTerminal ? Shown.Text(job.Command!) : Shown.Json(job.Command!);
            var line = $"[{source.SeqAt(number++)}] {text}: {(stops || validate ? FailureText.Verdict(verdict) : "not validated")}{(validate && !stops && !verdict.IsAccepted ? ", runs all the same" : "")}\n";
            await printer.InTurnAsync(() => printer.Write(OutputStream.StandardOutput, Encoding.UTF8.GetBytes(line))).ConfigureAwait(false);
        }

        return refused ? ExitCodes.Refused : ExitCodes.Success;
    }
}
