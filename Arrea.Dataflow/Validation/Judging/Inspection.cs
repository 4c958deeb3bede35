using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>One look at a command: its tree, what it would do, and what speaks against it.</summary>
internal sealed class Inspection
{
    private readonly EvaluationResult _evaluation;
    private readonly IReadOnlyList<Finding> _findings;

    private Inspection(ShellScript script, EvaluationResult evaluation, IReadOnlyList<Finding> findings)
    {
        (Script, _evaluation, _findings) = (script, evaluation, findings);
        Verdict = VerdictOf(findings);
    }

    /// <summary>The tree.</summary>
    public ShellScript Script { get; }

    /// <summary>What it would do.</summary>
    public IReadOnlyList<Fact> Facts => _evaluation.Facts;

    /// <summary>The verdict: the worst finding, among equals the first in the text.</summary>
    public Verdict Verdict { get; }

    /// <summary>Looks at a command whose form is in order. Whatever goes wrong in that speaks against the command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="options">What is judged by.</param>
    /// <param name="ignoresDisguises">Whether only data in it can be disguised, so that nobody is misled about what runs.</param>
    public static Inspection Of(string command, ValidationOptions options, bool ignoresDisguises = false)
        => Of(command, options, (text, by) => Look(text, by, ignoresDisguises));

    /// <summary>As <see cref="Of(string, ValidationOptions, bool)"/>, with another look.</summary>
    internal static Inspection Of(string command, ValidationOptions options, Func<string, ValidationOptions, Inspection> look)
    {
        try
        {
            return look(command, options);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            var script = new ShellScript(command, options.Dialect, new StatementList(0..command.Length, []), []);
            Finding finding = new(Rules.Judge.Budget, RuleSeverity.Injection, "too complex", 0..command.Length, "It is too much to follow to its end.");
            return new(script, new([], true), [finding]);
        }
    }

    /// <summary>As <see cref="Of(string, ValidationOptions, bool)"/>, and what goes wrong is thrown.</summary>
    public static Inspection Look(string command, ValidationOptions options, bool ignoresDisguises = false)
    {
        var script = ShellParser.Parse(command, options.Dialect);
        var evaluation = ShellEvaluator.Evaluate(script, EvaluationStart.Default);
        var findings = Judge.Findings(script, evaluation, options.RuleSet, ignoresDisguises);
        return new(script, evaluation, options.Profile switch
        {
            ValidationProfile.Classic => [.. findings, .. ClassicJudge.Findings(script)],
            ValidationProfile.Allowlist => [.. findings, .. AllowlistJudge.Findings(evaluation, options.RuleSet)],
            _ => findings,
        });
    }

    /// <summary>All of it, for people.</summary>
    public Explanation Explain()
        => new(Script.Text, Verdict, [.. _findings.Select(ToVerdict)], Script, FactText.Of(_evaluation.Facts));

    private static Verdict VerdictOf(IReadOnlyList<Finding> findings)
    {
        Finding? worst = null;
        foreach (var finding in findings)
        {
            var order = worst is null ? -1 : finding.Gravity.CompareTo(worst.Gravity);
            if (worst is null || order < 0 || (order == 0 && finding.Span.Start.Value < worst.Span.Start.Value))
            {
                worst = finding;
            }
        }

        return worst is null ? Accepted.Instance : ToVerdict(worst);
    }

    private static Verdict ToVerdict(Finding finding) => finding.Severity == RuleSeverity.Dangerous
        ? new Dangerous(finding.Rule, finding.Pattern, finding.Span, finding.Why)
        : new Injection(finding.Rule, finding.Span, finding.Why);
}
