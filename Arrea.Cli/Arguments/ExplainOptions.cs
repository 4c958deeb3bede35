using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Cli.Arguments;

/// <summary>What <c>arrea explain</c> was asked to do, checked.</summary>
internal sealed record ExplainOptions
{
    /// <summary>The commands of the command line; empty when they come from elsewhere.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>The file, <c>-</c> for standard input; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>Whether commands end with NUL characters.</summary>
    public required bool Null { get; init; }

    /// <summary>Whether JSON is written.</summary>
    public required bool Json { get; init; }

    /// <summary>What commands are judged by.</summary>
    public required ValidationOptions Validation { get; init; }

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="UsageException">A value is malformed, or two things do not go together.</exception>
    public static ExplainOptions Read(ExplainFlags flags, FlagValues values, IReadOnlyList<string> commands)
    {
        if (commands.Count > 0 && values.Has(flags.File))
        {
            throw new UsageException($"commands and '{flags.File.Name}' exclude one another");
        }

        if (commands.Count > 0 && values.Has(flags.Null))
        {
            throw new UsageException($"'{flags.Null.Name}' has no meaning without '{flags.File.Name}' or standard input");
        }

        return new ExplainOptions
        {
            Commands = commands,
            File = values.Value(flags.File),
            Null = values.Has(flags.Null),
            Json = values.Has(flags.Json),
            Validation = ValidationFlags.Read(values, flags.Profile, flags.Allow) with
            {
                Dialect = values.Choice(flags.Shell, "bash", "sh", "dash", "posix") == "bash" ? ShellDialect.Bash : ShellDialect.Posix,
            },
        };
    }

    /// <summary>How many commands there are. Never the commands, which may hold secrets.</summary>
    public override string ToString() => $"{Commands.Count} commands";
}
