using Arrea.Dataflow.Validation.Rules.Matching;

namespace Arrea.Dataflow.Tests.Validation.Rules.Matching;

[TestClass]
public sealed class CommandAliasTests
{
    [TestMethod]
    [DataRow("kubectl.exe", "kubectl")]
    [DataRow("kubectl-1.28", "kubectl")]
    [DataRow("kubectl-neat", "kubectl-neat")]
    [DataRow("psql15", "psql")]
    [DataRow("gchmod", "chmod")]
    [DataRow("gtar", "tar")]
    [DataRow("go", "go")]
    [DataRow("grep", "grep")]
    [DataRow("git-push", "git")]
    [DataRow("git-lfs", "git-lfs")]
    [DataRow("opentofu", "tofu")]
    public void Of_Name_IsThatOfTheRules(string name, string expected) => Assert.AreEqual(expected, CommandAlias.Of(name));

    [TestMethod]
    [DataRow("git-push --force", "dangerous")]
    [DataRow("git-log --all", "ok")]
    [DataRow("gdd if=/dev/zero of=/dev/sda", "dangerous")]
    public void Findings_OtherName_IsJudgedAllTheSame(string command, string expected) => Assert.AreEqual(expected, CorpusTests.VerdictOf(command));
}
