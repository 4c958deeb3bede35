using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Rules;

[TestClass]
public sealed class AllowanceTests
{
    [TestMethod]
    [DataRow("git push --force origin my/*", "git push --force origin my/branch", true)]
    [DataRow("git push --force origin my/*", "git push '--force' origin \"my/branch\"", true)]
    [DataRow("git push --force origin my/*", "git push --force origin main", false)]
    [DataRow("git push --force origin my/*", "git push --force origin my/branch main", false)]
    [DataRow("git push --force origin my/*", "git push --force origin my/$X", false)]
    [DataRow("git push --force origin my/*", "git push --force", false)]
    [DataRow("git push --force ...", "git push --force origin main", true)]
    [DataRow("git push --force ...", "git push --force origin $X", false)]
    [DataRow("git push --force ...", "git push --force; git push --force x", true)]
    [DataRow("git push --force ...", "git push --force; git reset --hard", false)]
    [DataRow("git push --force ...", "sudo git push --force", false)]
    [DataRow("git push --force ...", "LD_PRELOAD=x git push --force", false)]
    [DataRow("git push --force ...", "git push --force > /etc/hosts", false)]
    [DataRow("git push --force ...", "git push --force $(rm -rf /)", false)]
    [DataRow("no_git_rewrite: git push --force", "git push --force", true)]
    [DataRow("no_git_discard: git push --force", "git push --force", false)]
    [DataRow("git push --force origin my?", "git push --force origin myx", false)]
    [DataRow("sudo reboot", "sudo reboot", true)]
    [DataRow("sudo reboot", "reboot", false)]
    [DataRow("reboot", "sudo reboot", false)]
    [DataRow("python3 -c print(1)", "python3 -c 'print(1)'", true)]
    [DataRow("python3 -c print(1)", "python3 -c 'print(2)'", false)]
    public void Findings_AllowedCommand_IsNotJudged(string allowance, string command, bool passes)
    {
        var rules = new RuleSet(RuleCatalogue.Rules, [Allowance.Parse(allowance)], SudoAllowlist.None);

        Assert.AreEqual(passes, Findings(command, rules).Count == 0, string.Join('\n', Findings(command, rules)));
        Assert.AreNotEqual(0, Findings(command, RuleSet.Guard).Count, "without it, it is stopped");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("  ")]
    [DataRow("...")]
    [DataRow("*")]
    [DataRow("** x")]
    [DataRow("no_sudo: ")]
    [DataRow("a\u0001b")]
    public void Parse_NoAllowance_IsRefused(string text) => Assert.ThrowsExactly<ArgumentException>(() => Allowance.Parse(text));

    private static IReadOnlyList<Finding> Findings(string command, RuleSet rules)
    {
        var script = ShellParser.Parse(command);
        return Judge.Findings(script, ShellEvaluator.Evaluate(script, EvaluationStart.Default), rules);
    }
}
