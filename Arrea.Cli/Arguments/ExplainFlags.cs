using System.CommandLine;
using Arrea.Cli.Configuring;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea explain</c>.</summary>
internal sealed class ExplainFlags : FlagSet
{
    private readonly Flags _flags = new();
    private readonly ValidationFlags _validation = new(canBeLeftOut: false);

    public override IReadOnlyList<FlagGroup> Groups => [_flags, _validation];

    public override bool TakesOperands => true;

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="UsageException">A value is malformed, or two things do not go together.</exception>
    public ExplainOptions Read(FlagValues values, IReadOnlyList<string> commands, Settings settings)
    {
        if (commands.Count > 0 && values.Has(_flags.File))
        {
            throw new UsageException($"commands and '{_flags.File.Name}' exclude one another");
        }

        if (commands.Count > 0 && values.Has(_flags.Null))
        {
            throw new UsageException($"'{_flags.Null.Name}' has no meaning without '{_flags.File.Name}' or standard input");
        }

        return new ExplainOptions
        {
            Commands = commands,
            File = values.Value(_flags.File),
            Null = values.Has(_flags.Null),
            Json = values.Has(_flags.Json),
            Validation = _validation.Read(values, settings) with
            {
                Dialect = values.Choice(_flags.Shell, Configured(settings.Engine.Shell)) is "sh" or "dash" or "posix" ? ShellDialect.Posix : ShellDialect.Bash,
            },
        };
    }

    private static string? Configured(string? shell) => shell is null ? null : Path.GetFileName(shell);

    private sealed class Flags : FlagGroup
    {
        public override string Heading => "Flags";

        public override IReadOnlyList<Option> Shown => [File, Null, Json, Shell];

        public Option File { get; } = Value("FILE", "Commands from a file, one a line; '-' is standard input.", "--file", "-a");

        public Option Null { get; } = Switch("The commands of the file end with NUL characters instead of lines.", "--null", "-0");

        public Option Json { get; } = Switch("One JSON object a line for each command.", "--json");

        public ChoiceFlag Shell { get; } = Choice(
            "S", "The shell whose grammar is used: bash, or sh, dash. Default: the configured one, else bash.", ["bash", "sh", "dash", "posix"], "--shell");
    }
}
