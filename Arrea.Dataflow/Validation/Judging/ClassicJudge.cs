using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>The five rules that Arrea began with, over what the shell would do, whatever the target; and in the profile <c>classic</c> every substitution.</summary>
internal static class ClassicJudge
{
    private static readonly string[] Elevating = ["sudo", "doas", "su", "pkexec", "run0", "runuser"];

    /// <summary>What speaks against a text, in the order in which it was seen.</summary>
    public static IEnumerable<Finding> Findings(ShellScript script, EvaluationResult evaluation, ValidationOptions options)
    {
        foreach (var fact in evaluation.Facts)
        {
            if (Finding(fact, options) is { } found)
            {
                yield return found;
            }
        }

        if (options.Profile == ValidationProfile.Classic)
        {
            foreach (var substitution in SyntaxChildren.Below(script).OfType<CommandSubstitution>())
            {
                yield return new("substitution", RuleSeverity.Injection, "$( )", substitution.Span, "It holds a substitution, whose text is decided only as it runs.");
            }
        }
    }

    private static Finding? Finding(Fact fact, ValidationOptions options) => fact switch
    {
        UnknownProgram { Kind: ProgramKind.CommandName } => new("dynamic_command", RuleSeverity.Injection, "$( )", fact.Span, "The name of the command is decided only as it runs."),
        EndlessCopies when options.Rules.Contains("no_fork_bomb") => Dangerous("no_fork_bomb", "fork bomb", fact, "It starts copies of itself until the machine stands still."),
        Invocation invocation => Finding(invocation, options),
        _ => null,
    };

    private static Finding? Finding(Invocation invocation, ValidationOptions options)
    {
        switch (invocation.Name)
        {
            case "rm" when options.Rules.Contains("no_rm_rf"):
                var line = CommandLineParser.Parse("rm", invocation.Arguments);
                return line.Has("-r", "-R", "--recursive") && line.Has("-f", "--force")
                    ? Dangerous("no_rm_rf", "rm -rf", invocation, "It removes files recursively and without asking.")
                    : null;
            case "dd" when options.Rules.Contains("no_dd"):
                return invocation.Arguments.Any(static argument => argument.KnownStart.StartsWith("if=", StringComparison.Ordinal))
                    ? Dangerous("no_dd", "dd", invocation, "It copies raw data, perhaps over a device.")
                    : null;
            case "mkfs" or ['m', 'k', 'f', 's', '.', ..] when options.Rules.Contains("no_mkfs"):
                return Dangerous("no_mkfs", "mkfs", invocation, "It makes a file system, which erases what was there.");
            default:
                return Elevating.Contains(invocation.Name) && options.Rules.Contains("no_sudo") && !options.RuleSet.AllowsSudo(invocation)
                    ? Dangerous("no_sudo", "sudo ", invocation, "It runs something as another user.")
                    : null;
        }
    }

    private static Finding Dangerous(string rule, string pattern, Fact fact, string why) => new(rule, RuleSeverity.Dangerous, pattern, fact.Span, why);
}
