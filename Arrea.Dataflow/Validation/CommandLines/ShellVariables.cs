using System.Buffers;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Variables of the environment whose value a shell runs, sooner or later: <c>PAGER</c>, <c>GIT_SSH_COMMAND</c>.</summary>
internal static class ShellVariables
{
    private const string Names =
        " PAGER MANPAGER GIT_PAGER SYSTEMD_PAGER PSQL_PAGER AWS_PAGER GH_PAGER BAT_PAGER DELTA_PAGER MYSQL_PAGER LESSOPEN LESSCLOSE EDITOR VISUAL FCEDIT SUDO_EDITOR KUBE_EDITOR SVN_EDITOR "
        + "HGEDITOR SYSTEMD_EDITOR PSQL_EDITOR CVSEDITOR GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_EXTERNAL_DIFF GIT_SSH_COMMAND GIT_PROXY_COMMAND GIT_ASKPASS SSH_ASKPASS SUDO_ASKPASS "
        + "RSYNC_RSH SVN_SSH CVS_RSH BROWSER GH_BROWSER PROMPT_COMMAND FZF_DEFAULT_COMMAND SKIM_DEFAULT_COMMAND KUBECTL_EXTERNAL_DIFF CC CXX LD AR FC CPP RUSTC_WRAPPER RSYNC_CONNECT_PROG ";

    private static readonly SearchValues<char> Syntax = SearchValues.Create(";|&`$()<>\n");

    /// <summary>Whether a shell, or something like it, runs the value.</summary>
    private static bool Runs(string name)
        => Names.Contains($" {name} ", StringComparison.Ordinal)
            || IsOfShell(name)
            || (name.StartsWith("CARGO_TARGET_", StringComparison.Ordinal) && (name.EndsWith("_RUNNER", StringComparison.Ordinal) || name.EndsWith("_LINKER", StringComparison.Ordinal)));

    /// <summary>Whether the shell itself runs what is in it, exported or not.</summary>
    public static bool IsOfShell(string name) => name is "PROMPT_COMMAND" or "PS0" or "PS1" or "PS2" or "PS4";

    /// <summary>What the value of such a variable runs, where it is known: what is not is for the rules to judge.</summary>
    public static IReadOnlyList<InnerProgram> Of(Variable variable)
    {
        if (variable.Value.Exact is not { Length: > 0 } text || !Runs(variable.Name))
        {
            return [];
        }

        // Prompts are expanded, not run.
        if (variable.Name is ['P', 'S', _])
        {
            return text.Contains("$(", StringComparison.Ordinal) || text.Contains('`', StringComparison.Ordinal)
                ? [new InnerText(variable.Value.Span, RunContext.Later, variable.Name, ShellDialect.Bash, Values.Join([Value.Of(":", variable.Value.Span), variable.Value], " "), [], false)]
                : [];
        }

        // The pipe at the beginning of LESSOPEN says how its output is read.
        var command = variable.Name == "LESSOPEN" ? Value.Of(text.TrimStart('|', '-', ' '), variable.Value.Span) : variable.Value;
        var program = new InnerText(command.Span, RunContext.Later, variable.Name, ShellDialect.Bash, command, [], false);
        return command.Exact!.AsSpan().ContainsAny(Syntax) ? [new InnerByOption(command.Span, RunContext.Later, variable.Name), program] : [program];
    }
}
