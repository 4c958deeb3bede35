using System.CommandLine;
using System.Reflection;
using System.Text;

namespace Arrea.Cli;

/// <summary>The texts of <c>--help</c> and <c>--version</c>.</summary>
internal static class Help
{
    private const int Column = 26;
    private const int Width = 100;

    public static string Version => $"arrea {VersionNumber}\n";

    public static string VersionNumber
    {
        get
        {
            // Behind the plus sign stands the commit, which is no part of a version.
            var version = typeof(Help).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            return version?.Split('+')[0] ?? "";
        }
    }

    public static string Program()
    {
        var text = new StringBuilder("""
            arrea: run shell commands in parallel, and learn what became of each of them.

            Usage:
              arrea COMMAND [flags]
              arrea COMMAND --help    The flags of a command, and examples.
              arrea --version

            Commands:

            """);
        foreach (var entry in Subcommands.All)
        {
            Append(text, $"{entry.Name}  ", entry.Summary, indent: 2, column: 16);
        }

        return text.Append("""

            Examples:
              arrea run -c 'make docs' -c 'make test'
              arrea explain 'cd / && rm -rf var'
              arrea config set max_workers 8
              arrea help run

            """).ToString();
    }

    public static string Of(Subcommands.Entry entry, Subcommand subcommand)
    {
        var text = new StringBuilder();
        text.Append(subcommand.Description).Append("\n\nUsage:\n");
        AppendLines(text, subcommand.Usage);
        text.Append("\nExamples:\n");
        AppendLines(text, subcommand.Examples);
        foreach (var group in subcommand.Flags.Groups)
        {
            text.Append('\n').Append(group.Heading).Append(":\n");
            foreach (var flag in group.Shown)
            {
                Append(text, flag);
            }

            foreach (var (names, description) in group.Families)
            {
                Append(text, names, description);
            }
        }

        text.Append(subcommand.Flags.Groups.Count > 0 ? "" : "\nFlags:\n");
        Append(text, subcommand.Flags.Help);
        return text.Append(subcommand.Notes.Length > 0 ? $"\n{subcommand.Notes}\n" : "").ToString();
    }

    private static void AppendLines(StringBuilder text, string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            text.Append(line.Length > 0 ? "  " : "").Append(line).Append('\n');
        }
    }

    private static void Append(StringBuilder text, Option flag)
        => Append(text, $"{string.Concat(flag.Aliases.Select(static alias => alias + ", "))}{flag.Name} {flag.HelpName}".TrimEnd(), flag.Description!);

    private static void Append(StringBuilder text, string names, string description, int indent = 0, int column = Column)
    {
        indent = indent > 0 ? indent : names.StartsWith("--", StringComparison.Ordinal) ? 6 : 2;
        var line = new StringBuilder().Append(' ', indent).Append(names).Append("  ");
        foreach (var word in description.Split(' '))
        {
            if (line.Length < column)
            {
                line.Append(' ', column - line.Length);
            }
            else if (line.Length + word.Length > Width)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(' ', column);
            }

            line.Append(word).Append(' ');
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
