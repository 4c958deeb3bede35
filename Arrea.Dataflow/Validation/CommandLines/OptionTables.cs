using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Finds the table of a command's options. A table is read from its line the first time that it is asked for.</summary>
internal static class OptionTables
{
    private static readonly Lazy<FrozenDictionary<string, string>> Lines = new(ReadLines);
    private static readonly ConcurrentDictionary<string, OptionTable> Made = new(StringComparer.Ordinal);

    /// <summary>The table of a command, or the usual reading.</summary>
    public static OptionTable Of(string command)
        => Made.TryGetValue(command, out var made) ? made
            : Lines.Value.TryGetValue(command, out var line) ? Made.GetOrAdd(command, new OptionTable(line, null))
            : OptionTable.Usual;

    /// <summary>The table of a subcommand, named by its whole path: <c>git/grep</c>.</summary>
    public static OptionTable Inner(string path, OptionTable parent)
        => Made.TryGetValue(path, out var made) ? made
            : Lines.Value.TryGetValue(path, out var line) ? Made.GetOrAdd(path, new OptionTable(line, parent.HandsDown ? parent : null))
            : parent.HandsDown ? parent.WithoutSubcommands
            : OptionTable.Usual;

    /// <summary>The name without the version behind it, where that is a command that is known: <c>python</c> of <c>python3.12</c>.</summary>
    public static string BaseOf(string command)
    {
        if (command.Length == 0 || !char.IsAsciiDigit(command[^1]) || Lines.Value.ContainsKey(command))
        {
            return command;
        }

        var name = command.AsSpan().TrimEnd("0123456789.-").ToString();
        return Lines.Value.ContainsKey(name) ? name : command;
    }

    private static FrozenDictionary<string, string> ReadLines()
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in (ReadOnlySpan<string>)[FileOptions.Lines, RunnerOptions.Lines, ToolOptions.Lines, HostOptions.Lines, LanguageOptions.Lines])
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (var name in line.Split(' ', 2)[0].Split(','))
                {
                    // Two lines for one command would hide each other.
                    lines.Add(name, line);
                }
            }
        }

        return lines.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
