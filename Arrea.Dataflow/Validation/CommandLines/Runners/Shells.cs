using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Shells: the text of <c>-c</c>, a file, or standard input.</summary>
internal static class Shells
{
    public static bool IsShell(string name)
        => name is "sh" or "bash" or "dash" or "ash" or "zsh" or "ksh" or "ksh93" or "mksh" or "pdksh" or "rbash" or "rksh" or "rzsh" or "yash" or "posh" or "loksh"
            or "hush" or "lksh" or "oksh" or "rsh-shell" or "fish" or "csh" or "tcsh" or "nu" or "elvish" or "xonsh" or "osh" or "ysh" or "es" or "rc";

    public static void Find(InnerFinder inner)
    {
        var arguments = inner.Arguments;
        var isCommand = false;
        var readsInput = false;
        var at = 0;
        for (; at < arguments.Count; at++)
        {
            var start = arguments[at].KnownStart;
            if (start.Length == 0 || start[0] is not ('-' or '+'))
            {
                break;
            }

            if (start is "--" or "-" && arguments[at].Exact is not null)
            {
                at++;
                break;
            }

            if (start.StartsWith("--", StringComparison.Ordinal))
            {
                if (start is "--help" or "--version")
                {
                    return;
                }

                if (ReadLong(inner, start, at) is { } text)
                {
                    Run(inner, text, []);
                    return;
                }

                at += start is "--rcfile" or "--init-file" ? 1 : 0;
                continue;
            }

            isCommand |= start[0] == '-' && start.Contains('c', StringComparison.Ordinal);
            readsInput |= start[0] == '-' && start.Contains('s', StringComparison.Ordinal);

            // Each o or O of a cluster takes an argument of its own.
            at += start.AsSpan(1).Count('o') + start.AsSpan(1).Count('O');
        }

        IReadOnlyList<Value> operands = at >= arguments.Count ? [] : [.. arguments.Skip(at)];
        Find(inner, operands, isCommand, readsInput);
    }

    private static void Find(InnerFinder inner, IReadOnlyList<Value> operands, bool isCommand, bool readsInput)
    {
        if (isCommand)
        {
            if (operands.Count > 0)
            {
                Run(inner, operands[0], [.. operands.Skip(1)]);
            }
        }
        else if (readsInput || operands.Count == 0)
        {
            inner.Input(isShell: true, parameters: [inner.Invocation.Command, .. operands]);
        }
        else if (operands[0].Exact is "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0")
        {
            inner.Input(isShell: true, parameters: operands);
        }
        else
        {
            inner.File(operands[0], isShell: true, parameters: operands);
        }
    }

    private static Value? ReadLong(InnerFinder inner, string start, int at)
    {
        var equals = start.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? start : start[..equals];
        if (name is not ("--rcfile" or "--init-file" or "--command" or "--commands" or "--init-command"))
        {
            return null;
        }

        var value = equals >= 0 ? Values.Skip(inner.Arguments[at], equals + 1) : at + 1 < inner.Arguments.Count ? inner.Arguments[at + 1] : null;
        if (value is not null && name is "--rcfile" or "--init-file")
        {
            inner.Add(new InnerByOption(inner.Arguments[at].Span, RunContext.ByOption, name));
            inner.File(value!, isShell: true);
            return null;
        }

        return value;
    }

    private static void Run(InnerFinder inner, Value text, IReadOnlyList<Value> parameters)
    {
        var dialect = inner.Name is "dash" or "ash" or "posh" or "yash" ? ShellDialect.Posix : ShellDialect.Bash;
        inner.Add(new InnerText(text.Span, RunContext.None, inner.Name, dialect, text, parameters, false));

        // The grammar of these is another one: most commands read alike, but nothing vouches for it.
        if (inner.Name is "fish" or "csh" or "tcsh" or "nu" or "elvish" or "xonsh" or "ysh" or "es" or "rc")
        {
            inner.Code(text, isUnderstood: false);
        }
    }
}
