using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>Checks rules against each other and against their own examples.</summary>
internal static class RuleChecks
{
    private static readonly string[] AlwaysOn = [Judge.DynamicCommand, Judge.Unparsable, Judge.Budget];

    /// <summary>What is wrong with rules of a user: names that are taken, examples that do not hold.</summary>
    public static IEnumerable<string> ProblemsOf(IReadOnlyList<ValidationRule> rules)
    {
        var seen = new HashSet<string>(RuleCatalogue.Names.Concat(AlwaysOn), StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!seen.Add(rule.Id))
            {
                yield return $"{rule.Id}: the name is taken by another rule.";
            }

            foreach (var problem in ProblemsOfExamples(rule))
            {
                yield return problem;
            }
        }
    }

    /// <summary>The examples of a rule that do not hold.</summary>
    public static IEnumerable<string> ProblemsOfExamples(ValidationRule rule)
    {
        var alone = new RuleSet([rule], [], SudoEntries.None);
        foreach (var example in rule.Matches.Where(example => !Breaks(example, alone, rule.Id)))
        {
            yield return $"{rule.Id}: the example '{example}' should break the rule, and does not.";
        }

        foreach (var example in rule.Passes.Where(example => Breaks(example, alone, rule.Id)))
        {
            yield return $"{rule.Id}: the example '{example}' should pass, and breaks the rule.";
        }
    }

    private static bool Breaks(string command, RuleSet rules, string id)
    {
        var script = ShellParser.Parse(command);
        return Judge.Findings(script, ShellEvaluator.Evaluate(script, EvaluationStart.Default), rules).Any(finding => finding.Rule == id);
    }
}
