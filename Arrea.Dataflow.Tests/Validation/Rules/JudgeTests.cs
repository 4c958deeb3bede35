using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Rules;

[TestClass]
public sealed class JudgeTests
{
    [TestMethod]
    public void Findings_SeveralPlaces_AreInOrderWithSpanAndReason()
    {
        var findings = Findings("echo a; rm -rf /etc; sudo ls", RuleSet.Guard);

        Assert.AreEqual("no_rm_rf", findings[0].Rule);
        Assert.AreEqual("rm -rf", findings[0].Pattern);
        Assert.AreEqual(8, findings[0].Span.Start.Value);
        Assert.Contains("/etc", findings[0].Why);
        Assert.AreEqual("no_sudo", findings[^1].Rule);
        Assert.AreEqual("sudo ", findings[^1].Pattern);
    }

    [TestMethod]
    [DataRow("$(whoami)", "dynamic_command")]
    [DataRow("$CMD x", "dynamic_command")]
    [DataRow("ls &&", "unparsable")]
    public void Findings_WithoutAnyRule_StillTellWhatCannotBeKnown(string command, string expected)
        => Assert.AreEqual(expected, Findings(command, new([], [], SudoAllowlist.None))[0].Rule);

    [TestMethod]
    public void Findings_OutOfBudget_IsTold()
    {
        var script = ShellParser.Parse("echo a");

        Assert.AreEqual("budget", Judge.Findings(script, new([], IsOutOfBudget: true), RuleSet.Guard).Single().Rule);
    }

    [TestMethod]
    [DataRow("rm -rf build", "no_rm_rf")]
    [DataRow("rm -r --force /", "no_rm_rf")]
    [DataRow("sudo ls", "no_sudo")]
    [DataRow("dd if=/dev/zero of=x", "no_dd")]
    [DataRow("mkfs.ext4 x", "no_mkfs")]
    [DataRow(":(){ :|:& };:", "no_fork_bomb")]
    [DataRow("rm -r build", "")]
    [DataRow("git reset --hard", "")]
    [DataRow("sudo -l", "")]
    public void Findings_Classic_KnowsTheFiveRules(string command, string expected)
        => Assert.AreEqual(expected, Findings(command, new ValidationOptions { Profile = ValidationProfile.Classic }.RuleSet) is [var first, ..] ? first.Rule : "");

    [TestMethod]
    [DataRow("no_rm_rf", "rm -rf /")]
    [DataRow("no_sudo", "sudo ls")]
    [DataRow("no_dd", "dd if=/dev/zero of=/dev/sda")]
    [DataRow("no_mkfs", "mkfs.ext4 /dev/sda1")]
    [DataRow("no_fork_bomb", ":(){ :|:& };:")]
    [DataRow("no_rm_cwd", "rm -rf .")]
    [DataRow("no_git_discard", "git reset --hard")]
    [DataRow("no_git_rewrite", "git push --force")]
    [DataRow("no_db_drop", "dropdb prod")]
    [DataRow("no_cloud_destroy", "terraform destroy")]
    public void Findings_RuleSwitchedOff_LetsItPass(string rule, string command)
    {
        Assert.AreEqual(rule, Findings(command, RuleSet.Guard)[0].Rule);
        Assert.IsEmpty(Findings(command, new(RuleCatalogue.Rules.Where(other => other.Id != rule), [], SudoAllowlist.None)));
    }

    [TestMethod]
    public void Findings_ManyAlike_AreBounded()
        => Assert.IsLessThanOrEqualTo(400, Findings(string.Concat(Enumerable.Repeat("rm -rf /;", 2000)), RuleSet.Guard).Count);

    [TestMethod]
    public void Names_OfTheCatalogue_AreUniqueAndBeginWithTheFive()
    {
        CollectionAssert.AreEqual(RuleCatalogue.Rules.Select(static rule => rule.Id).ToList(), RuleCatalogue.Names.ToList());
        CollectionAssert.AllItemsAreUnique(RuleCatalogue.Names.ToList());
        CollectionAssert.AreEqual(new[] { "no_rm_rf", "no_sudo", "no_dd", "no_mkfs", "no_fork_bomb" }, RuleCatalogue.Names.Take(5).ToArray());
    }

    private static IReadOnlyList<Finding> Findings(string command, RuleSet rules)
    {
        var script = ShellParser.Parse(command);
        return Judge.Findings(script, ShellEvaluator.Evaluate(script, EvaluationStart.Default), rules);
    }
}
