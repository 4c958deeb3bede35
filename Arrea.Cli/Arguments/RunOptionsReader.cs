using System.CommandLine;
using System.Globalization;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Cli.Arguments;

/// <summary>Reads the values of the flags. Each error names the flag, the value and what is accepted.</summary>
internal sealed class RunOptionsReader(RunFlags flags, ParseResult parsed)
{
    private const int MostWorkers = 10_000;
    private const int MostRetries = 1_000_000;
    private const int TagLengthOnTerminal = 40;

    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(1);

    private readonly FlagValues _values = new(parsed);

    /// <summary>Reads and checks everything.</summary>
    /// <param name="toTerminal">Whether standard output is a terminal.</param>
    /// <exception cref="UsageException">A value is malformed, or two flags do not go together.</exception>
    public RunOptions Read(bool toTerminal)
    {
        RefuseCombinations();
        var timeout = Time(flags.Timeout, zeroIsNone: true);
        var output = Choice(
            flags.Output, "auto", "group", "line", "tag", "ndjson", "quiet", "none") is var mode && Has(flags.Quiet) ? "quiet" : mode;
        var auto = output == "auto";
        return new RunOptions
        {
            Commands = Values(flags.Command),
            File = Value(flags.File),
            Parallel = Workers(),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            TimeoutIsDefault = timeout is null,
            Deadline = Time(flags.Deadline),
            KillSignal = Signal(),
            KillAfter = Grace() ?? TimeSpan.FromSeconds(2),
            Policy = ReadPolicy(),
            Output = output switch
            {
                "line" or "tag" => OutputMode.Line,
                "ndjson" => OutputMode.Ndjson,
                "quiet" => OutputMode.Quiet,
                "none" => OutputMode.None,
                _ => auto && toTerminal ? OutputMode.Line : OutputMode.Group,
            },
            KeepOrder = Has(flags.KeepOrder) || output == "quiet",
            Tag = Has(flags.Tag) || output == "tag" || (auto && toTerminal && Values(flags.Command).Count != 1),
            TagLength = auto && !Has(flags.Tag) ? TagLengthOnTerminal : null,
            Shell = Shell(),
            WorkingDirectory = Folder(),
            Environment = Variables(),
            StandardInput = InputFile(),
            Terminal = Has(flags.Terminal) ? TerminalSize() : null,
            RuntimeVersions = Runtimes(),
            Validate = !Has(flags.NoValidate),
            Validation = ValidationFlags.Read(_values, flags.Profile, flags.Allow),
            DryRun = Has(flags.DryRun),
            Progress = Has(flags.Progress) || (!Has(flags.NoProgress) && output is not ("ndjson" or "quiet")),
            Color = Choice(flags.Color, "auto", "always", "never") switch
            {
                "always" => ColorMode.Always,
                "never" => ColorMode.Never,
                _ => ColorMode.Auto,
            },
        };
    }

    private void RefuseCombinations()
    {
        Exclude(flags.Command, flags.File);
        Exclude(flags.Progress, flags.NoProgress);
        Exclude(flags.NoValidate, flags.Profile);
        Exclude(flags.NoValidate, flags.Allow);
        foreach (var ofLanguage in flags.Runtimes.GroupBy(static runtime => runtime.Language))
        {
            Exclude(ofLanguage.First().Flag, ofLanguage.Last().Flag);
        }

        if (Has(flags.Quiet) && Value(flags.Output) is not (null or "quiet"))
        {
            throw new UsageException($"'{flags.Quiet.Name}' and '{flags.Output.Name} {Value(flags.Output)}' exclude one another");
        }

        var mode = Has(flags.Quiet) ? "quiet" : Value(flags.Output);
        if (Has(flags.Tag) && mode is "ndjson" or "none" or "quiet")
        {
            throw new UsageException($"'{flags.Tag.Name}' has no meaning with '{flags.Output.Name} {mode}'");
        }

        foreach (var (flag, modes) in new[] { (flags.KeepOrder, "ndjson none"), (flags.DryRun, "ndjson") })
        {
            if (Has(flag) && mode is not null && modes.Split(' ').Contains(mode))
            {
                throw new UsageException($"'{flag.Name}' has no meaning with '{flags.Output.Name} {mode}'");
            }
        }
    }

    private int Workers()
    {
        const string accepted = "a number from 1 to 10000, a percentage of the cores as in 50%, or 0 for as many as there are jobs";
        if (Value(flags.Parallel) is not { } text)
        {
            return 4;
        }

        if (text.EndsWith('%') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 10_000)
        {
            return Math.Clamp((int)Math.Round(Environment.ProcessorCount * percent / 100.0), 1, MostWorkers);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var workers) && workers <= MostWorkers
            ? workers
            : throw Malformed(flags.Parallel, text, accepted);
    }

    private ErrorPolicy ReadPolicy()
    {
        var policy = Choice(flags.Policy, "", "retry", "stop", "continue", "strict", "tolerant");
        var retries = Retries();
        if (retries > 0 && policy is "stop" or "continue" or "strict")
        {
            throw new UsageException($"'{flags.Retries.Name} {retries}' has no meaning with '{flags.Policy.Name} {policy}', which never retries");
        }

        var repeats = retries > 0 || (retries is null && policy is "retry" or "tolerant");
        foreach (var flag in repeats ? [] : new[] { flags.RetryDelay, flags.Backoff }.Where(Has))
        {
            throw new UsageException($"'{flag.Name}' has no meaning without retries: add '{flags.Retries.Name} N'");
        }

        if (!repeats)
        {
            return policy == "continue"
                ? ErrorPolicy.Strict with { OnError = PolicyAction.Continue, OnTimeout = PolicyAction.Continue }
                : ErrorPolicy.Strict;
        }

        var start = policy == "tolerant" ? ErrorPolicy.Tolerant() : ErrorPolicy.Default;
        return start with
        {
            MaxRetries = retries ?? start.MaxRetries,
            RetryDelay = Time(flags.RetryDelay, zeroIsNone: false, least: TimeSpan.Zero) ?? start.RetryDelay,
            Backoff = Choice(flags.Backoff, "constant", "linear", "exponential") switch
            {
                "linear" => Backoff.Linear,
                "exponential" => Backoff.Exponential,
                _ => Backoff.Constant,
            },
        };
    }

    private int? Retries() => Value(flags.Retries) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var retries) && retries <= MostRetries => retries,
        var text => throw Malformed(flags.Retries, text, "a number from 0 to 1000000"),
    };

    /// <summary>A duration of more than zero, unless zero means none or is the least that is accepted.</summary>
    private TimeSpan? Time(Option flag, bool zeroIsNone = false, TimeSpan? least = null)
    {
        if (Value(flag) is not { } text)
        {
            return null;
        }

        if (!Duration.TryParse(text, out var duration) || (duration == TimeSpan.Zero && !zeroIsNone && least is null))
        {
            throw Malformed(flag, text, Duration.Accepted + (zeroIsNone ? ", or 0 for none" : least is null ? ", more than 0" : ""));
        }

        return duration == TimeSpan.Zero && zeroIsNone ? Timeout.InfiniteTimeSpan : duration;
    }

    private TimeSpan? Grace()
    {
        var grace = Time(flags.KillAfter, zeroIsNone: false, least: TimeSpan.Zero);
        return grace is null || grace <= LongestGrace ? grace : throw Malformed(flags.KillAfter, Value(flags.KillAfter)!, "at most 24h");
    }

    private string? Shell()
    {
        if (Value(flags.Shell) is not { } shell)
        {
            return null;
        }

        var folders = shell.Contains('/', StringComparison.Ordinal) ? [""] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return shell.Length > 0 && folders.Any(folder => File.Exists(Path.Combine(folder, shell)))
            ? shell
            : throw Malformed(flags.Shell, shell, "the path of a shell, or the name of one on the search path");
    }

    private string? Folder() => Value(flags.Directory) is not { } folder || Directory.Exists(folder)
        ? Value(flags.Directory)
        : throw Malformed(flags.Directory, folder, "a directory that exists");

    private string? InputFile() => Value(flags.StandardInput) is not { } file || File.Exists(file)
        ? Value(flags.StandardInput)
        : throw Malformed(flags.StandardInput, file, "a file that exists");

    private int Signal() => Value(flags.KillSignal) is not { } text ? SignalName.Terminate
        : SignalName.Parse(text) ?? throw Malformed(
            flags.KillSignal, text, "the name of a signal, such as TERM or SIGINT, or its number, 1 to 64", Suggestion.For(text, [.. SignalName.All]));

    /// <summary>That of the terminal that the output goes to, if it goes to one.</summary>
    private static PseudoTerminal TerminalSize() => StandardStream.Output is { Columns: > 0 and var columns, Rows: > 0 and var rows }
        ? new() { Columns = columns, Rows = rows }
        : new();

    private Dictionary<string, string?>? Variables()
    {
        if (!Has(flags.Environment))
        {
            return null;
        }

        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var text in Values(flags.Environment))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !Utf8Text.IsWellFormed(text))
            {
                throw Malformed(flags.Environment, text, "NAME=VALUE, in UTF-8");
            }

            variables[text[..equals]] = text[(equals + 1)..];
        }

        return variables;
    }

    private List<RuntimeVersion> Runtimes()
    {
        var versions = new List<RuntimeVersion>();
        foreach (var runtime in flags.Runtimes.Where(runtime => Has(runtime.Flag)))
        {
            var value = Value(runtime.Flag)!;
            try
            {
                versions.Add(runtime.Read(value));
            }
            catch (ArgumentException error) when (error.ParamName is not null)
            {
                throw Malformed(runtime.Flag, value, "a version: 1 to 128 letters, digits, and '.', '_', '+', '-'");
            }
        }

        return versions;
    }

    private static UsageException Malformed(Option flag, string value, string accepted, string hint = "")
        => FlagValues.Malformed(flag, value, accepted, hint);

    private string Choice(Option flag, params string[] words) => _values.Choice(flag, words);

    private void Exclude(Option one, Option other) => _values.Exclude(one, other);

    private bool Has(Option flag) => _values.Has(flag);

    private string? Value(Option flag) => _values.Value(flag);

    private IReadOnlyList<string> Values(Option flag) => _values.Values(flag);
}
