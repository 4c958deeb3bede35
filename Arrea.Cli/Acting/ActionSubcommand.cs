using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Running;
using Arrea.Cli.Sources;
using Arrea.Dataflow;

namespace Arrea.Cli.Acting;

/// <summary><c>arrea action</c>.</summary>
/// <remarks>
/// Each action is a process of its own of this program. It then is what the same words typed by hand are: its exit code,
/// its settings, which a 'config set' before it may have changed, its signals, its terminal; and two at a time share nothing.
/// What it costs is one start of the program each.
/// </remarks>
internal sealed class ActionSubcommand : Subcommand
{
    // An action ends its own jobs, and has graces of its own for that. Who cannot wait signals twice.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly ActionFlags _flags = new();

    public override FlagSet Flags => _flags;

    public override string Description => "Run commands of arrea that come as JSON: one, several in order, or a graph.";

    public override string Usage => """
        arrea action --file FILE [flags]
        arrea action --data JSON [flags]
        PROGRAM | arrea action [flags]
        """;

    public override string Examples => """
        arrea action --data '{"command":"run","args":["-c","echo hi"]}'
        arrea action --file pipeline.json --json
        jq -n '{command: "run", args: ["-c", "make"]}' | arrea action
        """;

    public override string Notes => """
        The document is one action, or {"actions": [...], "on_error": "stop"}. An action:
          command   the command of arrea (or: action)
          args      the words behind it, an array of strings (or: params)
          order     a whole number; actions run one after the other, the lowest first. Default: 0
          id        a name for those that need it
          needs     ids. Where any action has needs, an action starts as soon as those it needs have
                    succeeded, and actions run at the same time, --parallel of them at most
          on_error  stop: its failure keeps those that have not started from starting; continue: it
                    does not. Default: what the document says, else stop

        The outputs of actions are theirs; where actions overlap, each one's comes whole at its end. The
        summary goes to standard error.

        Exit codes:
          0         every action succeeded
          2         the command line is wrong
          4         the document is not one of actions; nothing was run
          130, 143  ended by Ctrl-C or TERM (128+n for signal n); a second one kills at once
          141       standard output was closed
          others    the worst of the actions' own: 128+n, 125, 4, 3, 2, then the highest of the rest
        """;

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var options = _flags.Read(values);
        if (!options.Schema)
        {
            return RunAsync(options);
        }

        StandardStream.Output.Write(ActionSchema.Text);
        return Task.FromResult(ExitCodes.Success);
    }

    private static async Task<int> RunAsync(ActionOptions options)
    {
        var (name, file, document) = Document(options);
        var plan = ActionReader.Read(name, document);
        var chain = ActionChain.Enter(Environment.GetEnvironmentVariable(ActionChain.Variable), file, document);

        var onTerminal = !options.Json && !plan.IsGraph && StandardStream.Output.IsTerminal && StandardStream.Error.IsTerminal;
        var printer = new Printer(StandardStream.Output, StandardStream.Error);
        using IActionReport report = options.Json ? new ActionJson(printer) : new ActionText(printer, plan.IsGraph, options.Quiet);
        var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxWorkers = options.Parallel, KillGrace = Grace, AdoptOrphans = true, MaxCapturedBytes = 0 });
        await using var disposal = engine.ConfigureAwait(false);
        var run = new ActionRun(plan, new ActionJobs(chain, onTerminal), report, options.Parallel);
        using var response = new SignalResponse(run.Interrupt, engine.SkipKillGrace, options.Json || options.Quiet ? null : printer, "actions");
        using var signals = new SignalBroker(engine, response.Arrived);

        var start = TimeProvider.System.GetTimestamp();
        var ends = await run.RunAsync(engine).ConfigureAwait(false);
        var exitCode = signals.First is { } signal ? ExitCodes.SignalBase + signal : ActionStatus.Of(ends.Select(static end => end.ExitCode).OfType<int>());
        await report.CompletedAsync(ends, exitCode, TimeProvider.System.GetElapsedTime(start)).ConfigureAwait(false);
        return exitCode;
    }

    private static (string Name, string? File, byte[] Document) Document(ActionOptions options)
    {
        if (options.Data is { } data)
        {
            return ("'--data'", null, Encoding.UTF8.GetBytes(data));
        }

        if (options.File is { } file and not "-")
        {
            return ($"'{file}'", file, InputFile.ReadBytes(file));
        }

        return options.File is null && StandardInput.Kind == InputKind.Device
            ? throw new UsageException("no actions: give --file FILE, --data JSON, or JSON on standard input. Try 'arrea action --help'.")
            : ("standard input", null, InputFile.ReadBytes("-"));
    }
}
