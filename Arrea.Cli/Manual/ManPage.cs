using System.CommandLine;
using System.Text;

namespace Arrea.Cli.Manual;

/// <summary>The manual page, made of the same tables as the help texts.</summary>
internal static class ManPage
{
    /// <summary>The page.</summary>
    public static string Text()
    {
        var page = new StringBuilder();
        page.Append(".TH ARREA 1 \"\" \"").Append(Escaped(Help.Version.Trim())).Append("\" \"User commands\"\n");
        page.Append(".SH NAME\narrea \\- run shell commands in parallel, and learn what became of each of them\n");
        page.Append(".SH SYNOPSIS\n.nf\narrea COMMAND [flags]\narrea COMMAND \\-\\-help\narrea \\-\\-version\n.fi\n.SH COMMANDS\n");
        foreach (var entry in Subcommands.All)
        {
            page.Append(".TP\n.B ").Append(Escaped(entry.Name)).Append('\n').Append(Line(entry.Summary)).Append('\n');
        }

        foreach (var entry in Subcommands.All)
        {
            Append(page, entry.Name, entry.Make());
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, string name, Subcommand subcommand)
    {
        page.Append(".SH \"ARREA ").Append(Escaped(name.ToUpperInvariant())).Append("\"\n").Append(Lines(subcommand.Description)).Append(".PP\n");
        AppendVerbatim(page, subcommand.Usage);
        foreach (var group in subcommand.Flags.Groups)
        {
            page.Append(".SS \"").Append(Escaped(name)).Append(": ").Append(Escaped(group.Heading)).Append("\"\n");
            foreach (var flag in group.Shown)
            {
                Append(page, string.Join(", ", flag.Aliases.Append(flag.Name)), flag);
            }

            foreach (var (names, description) in group.Families)
            {
                page.Append(".TP\n.B ").Append(Escaped(names)).Append('\n').Append(Line(description)).Append('\n');
            }
        }

        page.Append(".SS \"").Append(Escaped(name)).Append(": Examples\"\n");
        AppendVerbatim(page, subcommand.Examples);
        if (subcommand.Notes.Length > 0)
        {
            page.Append(".SS \"").Append(Escaped(name)).Append(": Notes\"\n");
            AppendVerbatim(page, subcommand.Notes);
        }
    }

    private static void Append(StringBuilder page, string names, Option flag)
    {
        page.Append(".TP\n.B ").Append(Escaped(names));
        if (flag.HelpName is { Length: > 0 } value)
        {
            page.Append("\\fR \\fI").Append(Escaped(value)).Append("\\fR");
        }

        page.Append('\n').Append(Line(flag.Description ?? "")).Append('\n');
    }

    private static void AppendVerbatim(StringBuilder page, string text) => page.Append(".nf\n").Append(Lines(text)).Append(".fi\n");

    // An empty line is a request of its own.
    private static string Lines(string text)
        => string.Concat(text.Split('\n').Select(static line => line.Length == 0 ? ".sp\n" : Line(line) + "\n"));

    // A line that begins with a dot or an apostrophe would be a request.
    private static string Line(string line) => line is ['.' or '\'', ..] ? "\\&" + Escaped(line) : Escaped(line);

    private static string Escaped(string text)
        => text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("'", "\\(aq", StringComparison.Ordinal)
            .Replace("^", "\\(ha", StringComparison.Ordinal).Replace("~", "\\(ti", StringComparison.Ordinal).Replace("`", "\\(ga", StringComparison.Ordinal)
            .Replace("\"", "\\(dq", StringComparison.Ordinal);
}
