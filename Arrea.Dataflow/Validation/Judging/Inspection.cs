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
        List<Finding> findings = [];
        AddGrammar(findings, script, evaluation);
        findings.AddRange(options.Profile switch
        {
            ValidationProfile.Classic or ValidationProfile.Off => ClassicJudge.Findings(script, evaluation, options),
            _ => Judge.Findings(script, evaluation, options.RuleSet),
        });
        if (options.Profile == ValidationProfile.Allowlist)
        {
            findings.AddRange(AllowlistJudge.Findings(evaluation, options.RuleSet));
        }

        return new(script, evaluation, findings);
    }

    /// <summary>All of it, for people.</summary>
    public Explanation Explain()
        => new(_script.Text, Verdict, [.. _findings.Select(ToVerdict)], _script, [.. _evaluation.Facts.Select(FactText.Of).Where(static line => line.Length > 0)]);

    private static void AddGrammar(List<Finding> findings, ShellScript script, EvaluationResult evaluation)
    {
        foreach (var problem in script.Problems)
        {
            findings.Add(problem.IsBudget
                ? OutOfBudget(problem.Span)
                : new("unparsable", RuleSeverity.Injection, "does not parse", problem.Span, $"A shell would not understand it: {problem.Message}"));
        }

        if (evaluation.IsOutOfBudget)
        {
            findings.Add(OutOfBudget(script.Span));
        }
    }

    private static Finding OutOfBudget(Range span)
        => new("budget", RuleSeverity.Injection, "too involved", span, "It is too involved to be followed to its end.");

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
