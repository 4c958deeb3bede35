using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>A look at a command by every grammar that the shell may read it by.</summary>
/// <param name="inspection">The look that counts.</param>
/// <param name="isBashAlone">Whether bash would understand the command, and a small shell does not.</param>
internal sealed class Look(Inspection inspection, bool isBashAlone)
{
    /// <summary>The verdict.</summary>
    public Verdict Verdict => isBashAlone && inspection.Verdict is Injection { Rule: "unparsable" } injection
        ? injection with
        {
            Why = $"bash would understand it, and a POSIX shell such as dash does not. Write it without what only bash has, or have bash run it. {injection.Why}",
        }
        : inspection.Verdict;

    /// <summary>Looks at a command whose form is in order.</summary>
    /// <remarks>What is called <c>sh</c> may be a small shell or bash by another name: then the worse verdict of both grammars counts.</remarks>
    public static Look At(string command, ValidationOptions options)
    {
        if (options.Dialect == ShellDialect.Bash)
        {
            return new(Inspection.Of(command, options), isBashAlone: false);
        }

        var bash = Inspection.Of(command, options.AsBash);
        if (bash.Verdict is Dangerous)
        {
            return new(bash, isBashAlone: false);
        }

        var posix = Inspection.Of(command, options);
        return bash.Verdict.IsAccepted || posix.Verdict is Dangerous ? new(posix, bash.Verdict.IsAccepted) : new(bash, isBashAlone: false);
    }

    /// <summary>All of it, for people.</summary>
    public Explanation Explain()
    {
        var explanation = inspection.Explain();
        return new(explanation.Command, Verdict, explanation.Findings, explanation.Script, explanation.Facts);
    }
}
