using System.Runtime.CompilerServices;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>Checks rules against each other and against their own examples.</summary>
internal static class RuleChecks
{
    // Examples are tried once for each rule, however many options it goes into.
    private static readonly ConditionalWeakTable<ValidationRule, IReadOnlyList<string>> Tried = [];

    private static readonly string[] Reserved = [Judge.DynamicCommand, Judge.Unparsable, Judge.Budget, "substitution", "not_allowed", "option_argument", "broken_out", "environment"];

    /// <summary>The rules, when nothing is wrong with them.</summary>
    /// <exception cref="RuleException">Something is.</exception>
    public static IReadOnlyList<ValidationRule> Checked(ValidationRule[] rules)
    {
        IReadOnlyList<string> problems = rules.Length == 0 ? [] : [.. ProblemsOf(rules)];
        return problems.Count == 0 ? Array.AsReadOnly(rules) : throw new RuleException(problems);
    }

    /// <summary>What is wrong with rules of a user: names that are taken, examples that do not hold.</summary>
    public static IEnumerable<string> ProblemsOf(IReadOnlyList<ValidationRule> rules)
    {
        var seen = new HashSet<string>(RuleCatalogue.Names.Concat(Reserved), StringComparer.Ordinal);
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
    public static IReadOnlyList<string> ProblemsOfExamples(ValidationRule rule) => Tried.GetValue(rule, static rule => [.. Try(rule)]);

    private static IEnumerable<string> Try(ValidationRule rule)
    {
        var alone = new RuleSet([rule], [], SudoAllowlist.None);
        var isWrong = false;
        foreach (var example in rule.Matches.Concat(rule.Passes))
        {
            if (CommandForm.ProblemOf(example) is { } reason)
            {
                isWrong = true;
                yield return $"{rule.Id}: an example is no command. {CommandForm.Describe(reason)}";
            }
        }

        if (isWrong)
        {
            yield break;
        }

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
