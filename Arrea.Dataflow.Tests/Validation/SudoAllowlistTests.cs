using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Rules;

namespace Arrea.Dataflow.Tests.Validation;

[TestClass]
public sealed class SudoAllowlistTests
{
    private static readonly IReadOnlyCollection<string> List = SudoAllowlist.Checked(["apt-get update", "  systemctl   status ", "true", "cat"], "SudoAllowlist");

    [TestMethod]
    [DataRow("sudo apt-get update", true)]
    [DataRow("sudo  apt-get \t update", true)]
    [DataRow("sudo true; sudo true", true)]
    [DataRow("sudo true;sudo systemctl status nginx --full", true)]
    [DataRow("(sudo true) && sudo true>out", true)]
    [DataRow("sudo true\necho", true)]
    [DataRow("sudo true; sudo rm x", false)]
    [DataRow("sudo apt-get", false)]
    [DataRow("sudo apt-get upgrade", false)]
    [DataRow("sudo apt-get updates", false)]
    [DataRow("sudo apt-get\nupdate", false)]
    [DataRow("sudo apt-get; update", false)]
    [DataRow("sudo true-ish", false)]
    [DataRow("sudo true$(id)", false)]
    [DataRow("sudo true`id`", false)]
    [DataRow("sudo 'true'", true)]
    [DataRow("sudo tr\\ue", true)]
    [DataRow("sudo -u bob true", false)]
    [DataRow("sudo -n true", true)]
    [DataRow("sudo TRUE", false)]
    [DataRow("sudo ", false)]
    [DataRow("sudo true sudo rm", true)]
    [DataRow("sudo -E true", false)]
    [DataRow("sudo $CMD", false)]
    [DataRow("X=true; sudo $X", true)]
    [DataRow("sudo -n apt-get update; sudo -u root true", true)]
    [DataRow("sudo A=b true", false)]
    [DataRow("sudo ./true", false)]
    [DataRow("/tmp/sudo true", false)]
    [DataRow("doas true", false)]
    [DataRow("sudo cat /etc/shadow", false)]
    public void Validate_CommandAfterSudo_IsAllowedByWholeWordsAtEveryPlace(string command, bool allowed)
    {
        var verdict = CommandValidator.Validate(command, ValidationOptions.Default with { SudoAllowlist = List });

        Assert.AreEqual(allowed, verdict.IsAccepted, $"{verdict}");
        Assert.IsFalse(CommandValidator.Validate(command).IsAccepted, "without a list, none is");
    }

    [TestMethod]
    public void Validate_SecondSudoIsNotAllowed_PointsAtIt()
        => Assert.AreEqual(11..20, Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("sudo true; sudo rm x", ValidationOptions.Default with { SudoAllowlist = List })).Span);

    [TestMethod]
    public void Validate_AllowedSudo_StillBreaksOtherRules()
        => Assert.AreEqual("no_mkfs", Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("sudo true; sudo true $(mkfs.ext4 /dev/sda)", ValidationOptions.Default with { SudoAllowlist = List })).Rule);

    [TestMethod]
    [DataRow("")]
    [DataRow("  ")]
    [DataRow("-n true")]
    [DataRow(" -n true")]
    [DataRow("a,b")]
    [DataRow("a\tb")]
    [DataRow("a=b c")]
    [DataRow("echo $HOME")]
    [DataRow("a|b")]
    public void Checked_EntryThatIsNotPlainWords_IsRefused(string entry)
        => Assert.Contains($"holds '{entry}'", Assert.ThrowsExactly<ArgumentException>(() => SudoAllowlist.Checked([entry], "SudoAllowlist")).Message);

    [TestMethod]
    public void Checked_Entries_HaveOneForm() => CollectionAssert.Contains(List.ToArray(), "systemctl status");
}
