using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Rules;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>The profile <c>allowlist</c>: every command must be among the allowances.</summary>
internal static class AllowlistJudge
{
    // Builtins that only look, print, or change the shell itself. What they write into files is judged by the rules.
    private static readonly string[] Harmless =
    [
        ":", "true", "false", "echo", "printf", "test", "[", "cd", "pwd", "exit", "return", "break", "continue", "shift", "wait", "set", "umask", "times",
    ];

    /// <summary>The commands that are not allowed, and what nobody can tell.</summary>
    public static IEnumerable<Finding> Findings(EvaluationResult evaluation, RuleSet rules)
    {
        foreach (var fact in evaluation.Facts)
        {
            var name = fact switch
            {
                Invocation invocation => Harmless.Contains(invocation.Command.Exact) || IsAllowed(invocation, rules) ? null : invocation.Command.ToString(),
                UnknownProgram unknown => unknown.Named,
                OptionRuns option => option.Command,
                _ => null,
            };
            if (name is not null)
            {
                yield return new("not_allowed", RuleSeverity.Injection, "not allowed", fact.Span, $"{name} is not among the commands that are allowed.");
            }
        }
    }

    private static bool IsAllowed(Invocation invocation, RuleSet rules)
    {
        foreach (var allowance in rules.Allowances)
        {
            if (allowance.Rule is null && allowance.Allows(invocation))
            {
                return true;
            }
        }

        return false;
    }
}
