using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Rules.Disguises;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>Judges what a text would do by rules.</summary>
internal static class Judge
{
    /// <summary>The rule about the name of a command that is not known. It cannot be switched off.</summary>
    public const string DynamicCommand = "dynamic_command";

    /// <summary>The rule about text that does not parse. It cannot be switched off.</summary>
    public const string Unparsable = "unparsable";

    /// <summary>The rule about text that is too much to follow. It cannot be switched off.</summary>
    public const string Budget = "budget";

    /// <summary>All rules that a text breaks, by place; what is dangerous first at the same place.</summary>
    /// <param name="script">The parsed text.</param>
    /// <param name="evaluation">What it would do.</param>
    /// <param name="rules">The rules that hold.</param>
    /// <param name="ignoresDisguises">Whether characters that make a text look like another one are of no account.</param>
    public static IReadOnlyList<Finding> Findings(ShellScript script, EvaluationResult evaluation, RuleSet rules, bool ignoresDisguises = false)
    {
        var findings = new FindingList();
        foreach (var problem in script.Problems)
        {
            findings.Add(problem.IsBudget ? Budget : Unparsable, problem.IsBudget ? "too complex" : "does not parse", problem.Span, problem.Message);
        }

        if (evaluation.IsOutOfBudget)
        {
            findings.Add(Budget, "too complex", script.Span, "It is too much to follow to its end.");
        }

        if (rules.OfDisguises.Count > 0 && !ignoresDisguises)
        {
            foreach (var disguise in DisguiseFinder.Of(script.Text))
            {
                findings.AddFirst(rules.OfDisguises, matcher => matcher.Condition.Disguises.Contains(disguise.Kind), disguise.Span, disguise.Shown);
            }
        }

        new FactJudge(rules, findings).Judge(evaluation.Facts);
        return findings.InOrder();
    }
}
