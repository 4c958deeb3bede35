using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Configuring;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Resuming;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Running;

/// <summary><c>arrea run</c>.</summary>
internal sealed class RunSubcommand : Subcommand
{
    /// <summary>The key that limits the jobs of a run, where it is configured.</summary>
    public const string MaxCommands = "max_commands_per_batch";

    private readonly RunFlags _flags = new();

    public override FlagSet Flags => _flags;

    public override string Description => "Run shell commands in parallel.";

    public override string Usage => """
        arrea run -c 'COMMAND' [-c 'COMMAND' ...] [flags]
        arrea run [flags] 'TEMPLATE' ::: ARGUMENT ... [::: ARGUMENT ...]
        arrea run [flags] 'TEMPLATE' :::: FILE ...
        PROGRAM | arrea run [flags] ['TEMPLATE']
        arrea run --file FILE [flags] ['TEMPLATE']
        arrea run --jobs FILE [flags]
        arrea run [flags] -- PROGRAM [ARGUMENT ...]
        """;

    public override string Examples => """
        arrea run -c 'make docs' -c 'make test'
        arrea run 'gzip -k -- {}' ::: *.log
        arrea run 'convert {} {.}.png' :::: list.txt
        arrea run 'curl -O https://{1}/{2}' ::: a.example b.example ::: one two
        find . -name '*.c' -print0 | arrea run -0 -n 20 'wc -l'
        cat big.log | arrea run --pipe --block 10M 'grep -c error'
        arrea run --file jobs.txt --parallel 50% --keep-order
        printf 'sleep %s\n' 3 1 2 | arrea run -j 3 --output tag
        arrea run -c './fetch' --retries 5 --backoff exponential --timeout 2m
        arrea run -a jobs.txt --halt now,fail=1 --rate 10/s --bar
        arrea run -a jobs.txt -o ndjson | jq 'select(.type == "job.finished")'
        arrea run -a jobs.txt --dry-run
        arrea run -a jobs.txt --joblog log --results out --resume
        """;

    public override string Notes => """
        Without a source, commands are read from standard input when it is a pipe or a file, one a line;
        blank lines are skipped. Everything but a pipe is validated before the first job starts; lines of
        a pipe are validated as they come, and the first that is refused is the last. Jobs themselves read
        from the null device.

        Flags stand before the template; what follows it is literal. In a template these take the place of
        arguments, always quoted for the shell; without any, the arguments are added at the end:
          {}                the argument                    {#}        the number of the job, from 1
          {.}               without its extension           {%}        the number of its slot, from 1
          {/}  {//}  {/.}   name, folder, name without      {1} {2}    the first, second ... argument;
                            extension                                  also {1.} {1/} {1//} {1/.}
          ::: A ...         the arguments                   :::: F ... those in files, one source each
          :::+  ::::+       advance with the source before instead of being combined with it
        An argument that begins with '-' is refused where the command would read it as an option: write
        -- before its place. A program behind '--' gets its arguments as they are, without a shell.

        A line of --jobs is an object with command (text) or args (a program and its arguments), and, as
        needed, tag, cwd, env, timeout, retries, key, priority:
          {"command":"make","cwd":"lib","env":{"CC":"clang","DEBUG":null},"timeout":"5m","retries":2}

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
          0         every job succeeded, or --halt ...,success= or done= ended the run
          1         at least one did not; a single job's own code is passed on instead:
                    124 after a timeout, 128+n after signal n, 126 or 127 when it could not start;
                    so is that of the job that met --halt ...,fail=
          2         the command line is wrong; nothing was run
          3         validation refused a command
          4         a file, folder or setting cannot be used, or more is asked for than the settings
                    allow ('arrea config --help'); nothing was run
          125       arrea itself failed, or could not write the output
          130, 143  ended by Ctrl-C or TERM (128+n for signal n); a second one kills at once
          141       standard output was closed
        """;

    // The first verdict makes the rules ready. That takes longer than to read flags and settings, and needs neither.
    public override void Prepare() => _ = Task.Run(static () => CommandValidator.Validate("true"));

    public override async Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var options = _flags.Read(values, RunOperands.Read(operands), StandardStream.Output.IsTerminal, Settings.Load());
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
        if (options.Settings.MaxCommands is { } most && source.Count > most)
        {
            options.Settings.Refuse($"there are {source.Count} commands", MaxCommands);
        }

        var engine = new EngineRun(options, source.Count);
        await using var disposal = engine.ConfigureAwait(false);
        var printer = new Printer(StandardStream.Output, StandardStream.Error);
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
            source.Ended(number - 1);
        }

        return refused ? ExitCodes.Refused : ExitCodes.Success;
    }
}
