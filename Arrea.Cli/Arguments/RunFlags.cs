using System.CommandLine;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea run</c>. Values are text here; <see cref="RunOptionsReader"/> reads them.</summary>
internal sealed class RunFlags : FlagSet
{
    private static readonly string[] Languages = ["elixir", "node", "python", "ruby", "rust", "go"];

    public Option Command { get; } = Repeatable("TEXT", "A command to run; may be repeated.", "--command", "-c");

    public Option File { get; } = Value("FILE", "Commands from a file, one a line; '-' is standard input.", "--file", "-a");

    public Option Parallel { get; } = Value("N", "Jobs at once: a number, N% of the cores, or 0 for all. Default: 4.", "--parallel", "-j");

    public Option Timeout { get; } = Value("D", "Limit of one attempt; 0 for none. Default: 30s.", "--timeout");

    public Option Deadline { get; } = Value("D", "Limit of the whole run. Default: none.", "--deadline");

    public Option KillAfter { get; } = Value("D", "Time between asking a job to end and killing it. Default: 2s.", "--kill-after");

    public Option KillSignal { get; } = Value("S", "The signal that asks a job to end: a name or a number. Default: TERM.", "--kill-signal");

    public Option Retries { get; } = Value("N", "Further attempts after a failure or timeout. Default: 0.", "--retries");

    public Option RetryDelay { get; } = Value("D", "Wait before a retry. Default: 1s.", "--retry-delay");

    public Option Backoff { get; } = Value("B", "How that wait grows: constant, linear, exponential.", "--backoff");

    public Option Policy { get; } = Value("P", "retry (3 times), tolerant (10 times, 2s apart), or stop, continue, strict: no retry.", "--policy");

    public Option Output { get; } = Value("MODE", "auto, group, line, tag, ndjson, quiet or none; see below.", "--output", "-o");

    public Option KeepOrder { get; } = Switch("Output in the order of the commands.", "--keep-order", "-k");

    public Option Tag { get; } = Switch("Begin each line of output with its command.", "--tag");

    public Option Quiet { get; } = Switch("The same as --output quiet.", "--quiet", "-q");

    public Option Progress { get; } = Switch("A line of progress, on a terminal only.", "--progress");

    public Option NoProgress { get; } = Switch("No line of progress.", "--no-progress");

    public Option Color { get; } = Value("WHEN", "auto, always or never; only a terminal gets colours.", "--color");

    public Option Shell { get; } = Value("S", "The shell that runs the commands. Default: $SHELL.", "--shell");

    public Option Directory { get; } = Value("DIR", "The directory to run in.", "--cwd");

    public Option Environment { get; } = Repeatable("K=V", "An environment variable; may be repeated.", "--env");

    public Option StandardInput { get; } = Value("FILE", "What each job reads. Default: nothing.", "--stdin");

    public Option Terminal { get; } = Switch("Give each job a pseudo-terminal.", "--pty");

    public Option NoValidate { get; } = Switch("Run commands that validation would refuse.", "--no-validate");

    public Option Profile { get; } = Value("P", "How strictly commands are judged: guard, classic, warn, off, allowlist. Default: guard.", "--profile");

    public Option Allow { get; } = Repeatable("RULE", "Switch a rule off, or allow a command; may be repeated.", "--allow");

    public Option DryRun { get; } = Switch("Print the commands and what validation says; run nothing.", "--dry-run");

    /// <summary>The flags that name the version of a language, one for each manager and language.</summary>
    public IReadOnlyList<RuntimeFlag> Runtimes { get; } =
    [
        .. from manager in new[] { RuntimeManager.Asdf, RuntimeManager.Mise }
           from language in Languages
           select new RuntimeFlag(manager, language, Value("V", "The version to run with.", $"{Prefix(manager)}{language}")),
    ];

    /// <summary>All flags but those of <see cref="Runtimes"/>, in the order and under the headings in which the help shows them.</summary>
    public IReadOnlyList<(string Heading, Option[] Flags)> Groups => field ??=
    [
        ("Commands", [Command, File, Shell, Directory, Environment, StandardInput, Terminal, Profile, Allow, NoValidate, DryRun]),
        ("Running", [Parallel, Timeout, Deadline, KillSignal, KillAfter, Retries, RetryDelay, Backoff, Policy]),
        ("Output", [Output, KeepOrder, Tag, Quiet, Progress, NoProgress, Color, Help]),
    ];

    /// <summary>What the help shows in place of <see cref="Runtimes"/>, under the first heading.</summary>
    public IReadOnlyList<(string Names, string Description)> RuntimeFamilies { get; } =
    [
        ("--asdf-LANGUAGE V", $"The version of asdf to run with: {string.Join(", ", Languages)}."),
        ("--mise-LANGUAGE V", "The same of mise."),
    ];

    public override IEnumerable<Option> All => Groups.SelectMany(static group => group.Flags).Concat(Runtimes.Select(static runtime => runtime.Flag));

    public override bool IsRepeatable(Option flag) => flag == Command || flag == Environment || flag == Allow || base.IsRepeatable(flag);

    private static string Prefix(RuntimeManager manager) => manager == RuntimeManager.Asdf ? "--asdf-" : "--mise-";
}
