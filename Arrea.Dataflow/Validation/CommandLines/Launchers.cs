using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Commands of which nobody has said what they run, and that are given something that looks like another command: <c>pdsh -w h1 rm -rf /</c>.</summary>
/// <remarks>They may run it. Only plain harm counts of what they would run, so that a message about harm is stopped too; what takes text as text is named here.</remarks>
internal static class Launchers
{
    private const int MostTexts = 16;

    // These show, look up or store what they are given.
    private static readonly HashSet<string> TakeText =
    [
        "echo", "printf", "yes", "test", "[", "[[", "expr", "seq", "let", "read", "alias", "complete", "bind", "type", "hash", "whereis", "which", "locate", "whatis", "apropos", "man", "info", "tldr", "cheat", "help",
        "notify-send", "findstr", "logger", "figlet", "cowsay", "say", "toilet", "banner", "wall", "write", "zenity", "kdialog", "xmessage", "espeak", "spd-say", "todo", "task", "jira", "slack", "gh", "glab", "git", "hg",
        "basename", "dirname", "realpath", "readlink", "export", "declare", "local", "typeset", "readonly", "set", "unset", "true", "false", ":", "cd", "pushd", "return", "exit", "break", "continue", "shift", "trap",
        "kill", "pkill", "pgrep", "killall", "ps", "top", "ls", "stat", "file", "du", "df", "id", "wc", "tr", "cut", "date", "sleep", "shellcheck", "shfmt", "code", "vim", "vi", "nano", "dotnet", "npm", "cargo", "pip", "history",
    ];

    private static readonly HashSet<string> Destroyers =
    [
        "rm", "dd", "shred", "mkfs", "chmod", "chown", "mv", "find", "wipefs", "truncate", "shutdown", "mke2fs", "tee", "cp",
    ];

    /// <summary>What a command may run, as far as anybody can tell; nothing for one that takes text as text.</summary>
    public static IReadOnlyList<InnerProgram> Of(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        if (arguments.Count == 0 || invocation.Name is not { } name || TakeText.Contains(name))
        {
            return [];
        }

        var programs = new List<InnerProgram>();
        for (var at = 0; at < arguments.Count && programs.Count < MostTexts; at++)
        {
            if (arguments[at].Exact is not { Length: > 1 } text)
            {
                continue;
            }

            if (at + 1 < arguments.Count && Destroyers.Contains(text[(text.LastIndexOf('/') + 1)..]))
            {
                programs.Add(new InnerCommand(invocation.Span, RunContext.None, [.. arguments.Skip(at)], []));
                break;
            }

            if (BeginsLikeOne(text))
            {
                programs.Add(new InnerText(arguments[at].Span, RunContext.None, name, ShellDialect.Bash, arguments[at], [], InThisShell: false));
            }
        }

        return programs;
    }

    private static bool BeginsLikeOne(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end > 0 && Destroyers.Contains(text[..end][(text.LastIndexOf('/', end) + 1)..]);
    }
}
