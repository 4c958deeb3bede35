using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Rules.Effects;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>Commands of which nobody has said what they run, and that are given something that looks like another command: <c>pdsh -w h1 rm -rf /</c>.</summary>
/// <remarks>They may run it. Only plain harm counts of what they would run, so that a message about harm is stopped too; what takes text as text is named here.</remarks>
internal static class Launchers
{
    private const int MostTexts = 16;

    // These show, look up or store what they are given.
    private static readonly HashSet<string> TakeText =
    [
        "echo", "printf", "yes", "test", "[", "[[", "expr", "seq", "let", "read", "alias", "complete", "bind", "type", "hash", "whereis", "which", "locate", "whatis", "apropos", "man", "info", "tldr", "cheat", "help",
        "notify-send", "logger", "figlet", "cowsay", "say", "toilet", "banner", "wall", "write", "zenity", "kdialog", "xmessage", "espeak", "spd-say", "todo", "task", "jira", "slack", "gh", "glab", "git", "hg",
        "basename", "dirname", "realpath", "readlink", "export", "declare", "local", "typeset", "readonly", "set", "unset", "true", "false", ":", "cd", "pushd", "return", "exit", "break", "continue", "shift", "trap",
        "kill", "pkill", "pgrep", "killall", "ps", "top", "ls", "stat", "file", "du", "df", "id", "wc", "tr", "cut", "date", "sleep", "shellcheck", "shfmt", "code", "vim", "vi", "nano", "dotnet", "npm", "cargo", "pip", "history",
    ];

    private static readonly HashSet<string> Destroyers =
    [
        "rm", "dd", "shred", "mkfs", "chmod", "chown", "mv", "find", "wipefs", "truncate", "shutdown", "mke2fs", "tee", "cp",
    ];

    /// <summary>Whether a command may run what it is given, as far as anybody can tell.</summary>
    public static bool MayRun(string name) => !TakeText.Contains(name) && EffectTable.Of(name) is null;

    /// <summary>What it may run, as facts.</summary>
    public static IEnumerable<Fact> Of(Invocation invocation)
    {
        var arguments = invocation.Arguments;
        var texts = 0;
        for (var at = 0; at < arguments.Count; at++)
        {
            if (arguments[at].Exact is not { Length: > 1 } text)
            {
                continue;
            }

            var isCommand = at + 1 < arguments.Count && Destroyers.Contains(text[(text.LastIndexOf('/') + 1)..]);
            if ((isCommand || BeginsLikeOne(text)) && texts == 0 && InnerPrograms.Of(invocation).Count > 0)
            {
                // What it runs is known, and judged for itself.
                yield break;
            }

            if (isCommand)
            {
                yield return new Invocation(invocation.Span, invocation.Context, arguments[at], [.. arguments.Skip(at + 1)], [], invocation.Input, invocation.Directory);
                yield break;
            }

            if (BeginsLikeOne(text) && texts++ < MostTexts)
            {
                foreach (var fact in ShellEvaluator.Evaluate(ShellParser.Parse(text), EvaluationStart.Default).Facts)
                {
                    yield return fact with { Span = arguments[at].Span };
                }
            }
        }
    }

    private static bool BeginsLikeOne(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end > 0 && Destroyers.Contains(text[..end][(text.LastIndexOf('/', end) + 1)..]);
    }
}
