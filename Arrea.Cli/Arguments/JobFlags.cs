using System.CommandLine;
using Arrea.Cli.Configuring;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say in what surroundings each job runs.</summary>
internal sealed class JobFlags : FlagGroup
{
    private static readonly string[] Languages = ["elixir", "node", "python", "ruby", "rust", "go"];

    public override string Heading => "Jobs";

    public override IReadOnlyList<Option> Shown => [Shell, Folder, Environment, StandardInput, Terminal];

    public override IEnumerable<Option> All => Shown.Concat(Runtimes.Select(static runtime => runtime.Flag));

    public override IReadOnlyList<(string Names, string Description)> Families { get; } =
    [
        ("--asdf-LANGUAGE V", $"The version of asdf to run with: {string.Join(", ", Languages)}."),
        ("--mise-LANGUAGE V", "The same of mise."),
    ];

    /// <summary>The flags that name the version of a language, one for each manager and language.</summary>
    public IReadOnlyList<RuntimeFlag> Runtimes { get; } =
    [
        .. Languages.Select(static language => RuntimeOf(RuntimeManager.Asdf, $"--asdf-{language}", language)),
        .. Languages.Select(static language => RuntimeOf(RuntimeManager.Mise, $"--mise-{language}", language)),
    ];

    private Option Shell { get; } = Value("S", "The shell that runs the commands. Default: $SHELL.", "--shell");

    private Option Folder { get; } = Value("DIR", "The directory to run in.", "--cwd");

    private Option Environment { get; } = Repeatable("K=V", "An environment variable; may be repeated.", "--env");

    private Option StandardInput { get; } = Value("FILE", "What each job reads. Default: nothing.", "--stdin");

    private Option Terminal { get; } = Switch("Give each job a pseudo-terminal.", "--pty");

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UsageException">A value is malformed, or two flags do not go together.</exception>
    public JobOptions Read(FlagValues values, Settings settings)
    {
        foreach (var ofLanguage in Runtimes.GroupBy(static runtime => runtime.Language))
        {
            values.Exclude(ofLanguage.First().Flag, ofLanguage.Last().Flag);
        }

        if (!settings.Engine.AsdfEnabled && Runtimes.FirstOrDefault(runtime => runtime.Manager == RuntimeManager.Asdf && values.Has(runtime.Flag)) is { } refused)
        {
            settings.Refuse($"'{refused.Flag.Name}' asks for asdf", "asdf_enabled");
        }

        return new JobOptions
        {
            Shell = ReadShell(values, settings),
            WorkingDirectory = Existing(values, Folder, Directory.Exists, "a directory that exists"),
            Environment = Variables(values),
            StandardInput = Existing(values, StandardInput, File.Exists, "a file that exists"),
            Terminal = values.Has(Terminal) ? TerminalSize.OfOutput() : null,
            RuntimeVersions = ReadRuntimes(values),
        };
    }

    private static RuntimeFlag RuntimeOf(RuntimeManager manager, string flag, string language) => new(manager, language, Value("V", "The version to run with.", flag));

    private string? ReadShell(FlagValues values, Settings settings)
    {
        if (values.Value(Shell) is { } shell)
        {
            return IsThere(shell) ? shell : throw FlagValues.Malformed(Shell, shell, "the path of a shell, or the name of one on the search path");
        }

        if (settings.Engine.Shell is { } configured && !IsThere(configured))
        {
            settings.Refuse("a shell that is there is needed", "shell");
        }

        return settings.Engine.Shell;
    }

    private static bool IsThere(string shell)
    {
        var folders = shell.Contains('/', StringComparison.Ordinal) ? [""] : (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return shell.Length > 0 && folders.Any(folder => File.Exists(Path.Combine(folder, shell)));
    }

    private static string? Existing(FlagValues values, Option flag, Predicate<string> exists, string accepted)
        => values.Value(flag) is not { } path || exists(path) ? values.Value(flag) : throw FlagValues.Malformed(flag, path, accepted);

    private Dictionary<string, string?>? Variables(FlagValues values)
    {
        if (!values.Has(Environment))
        {
            return null;
        }

        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var text in values.Values(Environment))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !Utf8Text.IsWellFormed(text))
            {
                throw FlagValues.Malformed(Environment, text, "NAME=VALUE, in UTF-8");
            }

            variables[text[..equals]] = text[(equals + 1)..];
        }

        return variables;
    }

    private List<RuntimeVersion> ReadRuntimes(FlagValues values)
    {
        var versions = new List<RuntimeVersion>();
        foreach (var runtime in Runtimes.Where(runtime => values.Has(runtime.Flag)))
        {
            var value = values.Value(runtime.Flag)!;
            try
            {
                versions.Add(runtime.Read(value));
            }
            catch (ArgumentException error) when (error.ParamName is not null)
            {
                throw FlagValues.Malformed(runtime.Flag, value, "a version: 1 to 128 letters, digits, and '.', '_', '+', '-'");
            }
        }

        return versions;
    }
}
