using Arrea.Dataflow.Tests.Validation.Rules;
using Arrea.Dataflow.Validation.CommandLines;

namespace Arrea.Dataflow.Tests.Validation.CommandLines;

[TestClass]
public sealed class ProgramNamesTests
{
    [TestMethod]
    [DataRow("kubectl.exe", "kubectl")]
    [DataRow("kubectl-1.28", "kubectl")]
    [DataRow("kubectl-neat", "")]
    [DataRow("psql15", "psql")]
    [DataRow("gchmod", "chmod")]
    [DataRow("gtar", "tar")]
    [DataRow("bsdtar", "tar")]
    [DataRow("gsed", "sed")]
    [DataRow("mawk", "awk")]
    [DataRow("go", "")]
    [DataRow("grep", "")]
    [DataRow("git-push", "git push")]
    [DataRow("opentofu", "tofu")]
    [DataRow("docker.io", "docker")]
    [DataRow("vim.tiny", "vim")]
    public void PlainOf_Name_IsThatOfTheProgram(string name, string expected) => Assert.AreEqual(expected, string.Join(' ', ProgramNames.PlainOf(name)));

    [TestMethod]
    [DataRow("git-push --force", "dangerous")]
    [DataRow("git-log --all", "ok")]
    [DataRow("gdd if=/dev/zero of=/dev/sda", "dangerous")]
    [DataRow("~/bin/grm -rf /", "dangerous")]
    [DataRow("terraform.exe destroy -auto-approve", "dangerous")]
    [DataRow("bsdtar -xf a.tar -C /etc", "dangerous")]
    [DataRow("gsed -i s/a/b/ /etc/fstab", "dangerous")]
    public void Findings_OtherName_IsJudgedAllTheSame(string command, string expected) => Assert.AreEqual(expected, CorpusTests.VerdictOf(command));
}
