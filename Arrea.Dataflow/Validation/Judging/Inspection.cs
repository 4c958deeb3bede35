using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>One look at a command: its tree, what it would do, and what speaks against it.</summary>
internal sealed class Inspection
{
    private readonly ShellScript _script;
    private readonly EvaluationResult _evaluation;
    private readonly IReadOnlyList<Finding> _findings;

    private Inspection(ShellScript script, EvaluationResult evaluation, IReadOnlyList<Finding> findings)
    {
        (_script, _evaluation, _findings) = (script, evaluation, findings);
        Verdict = VerdictOf(findings);
    }

    /// <summary>The verdict: dangerous before injection, among equals the first in the text.</summary>
    public Verdict Verdict { get; }

    /// <summary>Looks at a command whose form is in order.</summary>
    public static Inspection Of(string command, ValidationOptions options)
    {
        var script = ShellParser.Parse(command, options.Dialect);
        var evaluation = ShellEvaluator.Evaluate(script, EvaluationStart.Default);
        var findings = Judge.Findings(script, evaluation, options.RuleSet);
        return new(script, evaluation, options.Profile switch
        {
            ValidationProfile.Classic => [.. findings, .. ClassicJudge.Findings(script)],
            ValidationProfile.Allowlist => [.. findings, .. AllowlistJudge.Findings(evaluation, options.RuleSet)],
            _ => findings,
        });
    }

    /// <summary>All of it, for people.</summary>
    public Explanation Explain()
        => new(_script.Text, Verdict, [.. _findings.Select(ToVerdict)], _script, [.. _evaluation.Facts.Select(FactText.Of).Where(static line => line.Length > 0)]);

    private static Verdict VerdictOf(IReadOnlyList<Finding> findings)
    {
        Finding? worst = null;
        foreach (var finding in findings)
        {
            if (worst is null || finding.Severity < worst.Severity
                || (finding.Severity == worst.Severity && finding.Span.Start.Value < worst.Span.Start.Value))
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
