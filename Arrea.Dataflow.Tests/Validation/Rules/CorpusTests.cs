using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Rules;

[TestClass]
public sealed class CorpusTests(TestContext context)
{
    [TestMethod]
    [DataRow("")]
    [DataRow("held-out")]
    public void Findings_Corpus_StopsWhatIsBadAndLetsPassWhatIsNot(string folder)
    {
        var rows = Rows.Of(folder).Where(static row => !row.IsTemplate && !row.IsWindows).Select(static row => (Row: row, Verdict: VerdictOf(row.Command))).ToList();
        Assert.IsGreaterThan(100, rows.Count);

        foreach (var family in rows.GroupBy(static pair => pair.Row.Family).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            context.WriteLine($"{family.Key,-10} {family.Count(),5} rows, {family.Count(static pair => IsWrong(pair) && pair.Row.Expected == "dangerous"),3} dangerous and {family.Count(static pair => IsWrong(pair) && pair.Row.Expected == "injection"),3} injection passed, {family.Count(static pair => IsWrong(pair) && pair.Row.Expected == "ok"),3} ok stopped, label exact {family.Count(static pair => pair.Verdict == pair.Row.Expected),5}");
        }

        var dangerous = Rate(rows, "dangerous", static verdict => verdict != "ok");
        var injection = Rate(rows, "injection", static verdict => verdict != "ok");
        var stopped = Rate(rows, "ok", static verdict => verdict != "ok");
        var exact = 100.0 * rows.Count(static pair => pair.Verdict == pair.Row.Expected) / rows.Count;
        context.WriteLine($"{rows.Count} rows: dangerous stopped {dangerous:F1} %, injection stopped {injection:F1} %, ok wrongly stopped {stopped:F1} %, label exact {exact:F1} %");

        // Rows that are shown to nobody are not named here either.
        foreach (var (row, verdict) in folder.Length > 0 ? [] : rows.Where(IsWrong))
        {
            context.WriteLine($"{row.Expected} but {verdict}: {row.Rule} {row.Command} ({string.Join(", ", FindingsOf(row.Command).Select(static finding => finding.Rule).Distinct())})");
        }

        Assert.IsGreaterThanOrEqualTo(98.0, dangerous, "dangerous stopped");
        Assert.IsGreaterThanOrEqualTo(95.0, injection, "injection stopped");
        Assert.IsLessThanOrEqualTo(3.0, stopped, "ok wrongly stopped");
        Assert.IsGreaterThanOrEqualTo(94.0, exact, "label exact");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("held-out")]
    public void Findings_WindowsRows_StopsMostOfWhatIsBad(string folder)
    {
        var rows = Rows.Of(folder).Where(static row => row.IsWindows && !row.IsTemplate).Select(static row => (Row: row, Verdict: VerdictOf(row.Command))).ToList();
        var bad = rows.Where(static pair => pair.Row.Expected != "ok").ToList();
        var stopped = 100.0 * bad.Count(static pair => pair.Verdict != "ok") / bad.Count;
        context.WriteLine($"{rows.Count} rows: stopped {stopped:F1} % of {bad.Count}, ok wrongly stopped {rows.Count(static pair => pair.Row.Expected == "ok" && pair.Verdict != "ok")}");
        foreach (var (row, verdict) in folder.Length > 0 ? [] : rows.Where(IsWrong))
        {
            context.WriteLine($"{row.Expected} but {verdict}: {row.Rule} {row.Command}");
        }

        Assert.IsGreaterThanOrEqualTo(90.0, stopped, "stopped");
    }

    [TestMethod]
    public void Findings_Examples_AllHold()
    {
        foreach (var rule in RuleCatalogue.Rules)
        {
            Assert.AreEqual("", string.Join('\n', RuleChecks.ProblemsOfExamples(rule)));
            Assert.AreNotEqual(0, rule.Matches.Count, rule.Id);
            Assert.AreNotEqual(0, rule.Passes.Count, rule.Id);
        }
    }

    internal static string VerdictOf(string command)
    {
        var findings = FindingsOf(command);
        return findings.Any(static finding => finding.Severity == RuleSeverity.Dangerous) ? "dangerous" : findings.Count > 0 ? "injection" : "ok";
    }

    private static IReadOnlyList<Finding> FindingsOf(string command)
    {
        var script = ShellParser.Parse(command);
        return Judge.Findings(script, ShellEvaluator.Evaluate(script, EvaluationStart.Default), RuleSet.Guard);
    }

    private static bool IsWrong((Row Row, string Verdict) pair) => (pair.Row.Expected == "ok") != (pair.Verdict == "ok");

    private static double Rate(List<(Row Row, string Verdict)> rows, string expected, Func<string, bool> counts)
    {
        var all = rows.Where(pair => pair.Row.Expected == expected).ToList();
        return all.Count == 0 ? 0 : 100.0 * all.Count(pair => counts(pair.Verdict)) / all.Count;
    }
}
