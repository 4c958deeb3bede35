using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation;

/// <summary>Profiles: what is judged, and whether the verdict counts.</summary>
[TestClass]
public sealed class ValidationProfileTests
{
    private static readonly ValidationProfile[] All = Enum.GetValues<ValidationProfile>();

    [TestMethod]
    public void Validate_VerdictsOfTheFirstDay_HoldInEveryProfile()
    {
        foreach (var profile in All)
        {
            var options = new ValidationOptions { Profile = profile, Allow = ["x ..."] };

            Assert.AreEqual("rm -rf", Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("rm -rf /", options), $"{profile}").Pattern);
            Assert.AreEqual("dynamic_command", Assert.IsInstanceOfType<Injection>(CommandValidator.Validate("$(whoami)", options), $"{profile}").Rule);
            Assert.AreEqual(new Invalid(InvalidReason.Empty), CommandValidator.Validate("", options));
            Assert.IsTrue(CommandValidator.Validate("echo hello", options).IsAccepted, $"{profile}");
            foreach (var (command, rule) in new[] { ("sudo ls", "no_sudo"), ("dd if=/dev/zero of=/dev/sda", "no_dd"), ("mkfs.ext4 /dev/sda", "no_mkfs"), (":(){ :|:& };:", "no_fork_bomb") })
            {
                Assert.AreEqual(rule, Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate(command, options), $"{profile}: {command}").Rule);
            }
        }
    }

    [TestMethod]
    [DataRow("rm -rf build", "no_rm_rf")]
    [DataRow("rm -r -f ./x", "no_rm_rf")]
    [DataRow("dd if=a of=b", "no_dd")]
    [DataRow("echo $(date)", "substitution")]
    [DataRow("echo \"`date`\"", "substitution")]
    [DataRow("cat <<E\n$(date)\nE", "substitution")]
    [DataRow("echo ${x:-$(date)}", "substitution")]
    [DataRow("doas ls", "no_sudo")]
    public void Validate_Classic_RefusesWhateverTheTarget(string command, string rule)
        => Assert.AreEqual(rule, RuleOf(CommandValidator.Validate(command, new ValidationOptions { Profile = ValidationProfile.Classic })));

    [TestMethod]
    [DataRow("rm -r build")]
    [DataRow("echo '$(date)' '`date`'")]
    [DataRow("cat <<'E'\n$(date)\nE")]
    [DataRow("echo sudo rm -rf /")]
    [DataRow("git reset --hard")]
    public void Validate_Classic_AcceptsWhatTheFiveRulesDoNotName(string command)
        => Assert.AreEqual("", RuleOf(CommandValidator.Validate(command, new ValidationOptions { Profile = ValidationProfile.Classic })));

    [TestMethod]
    [DataRow("make -j 4 && echo done", "")]
    [DataRow("cd src; [ -f x ] || exit 1", "")]
    [DataRow("date", "not_allowed")]
    [DataRow("make | tee log", "not_allowed")]
    [DataRow("echo $(date)", "not_allowed")]
    [DataRow("sh -c 'make all; date'", "not_allowed")]
    [DataRow("/tmp/echo x", "not_allowed")]
    [DataRow("if true; then date; fi", "not_allowed")]
    [DataRow("make; rm -rf /", "no_rm_rf")]
    public void Validate_Allowlist_AcceptsOnlyWhatIsAllowed(string command, string rule)
        => Assert.AreEqual(rule, RuleOf(CommandValidator.Validate(command, new ValidationOptions { Profile = ValidationProfile.Allowlist, Allow = ["make ...", "sh -c ..."] })));

    [TestMethod]
    public void Stops_EachProfile_HeedsTheVerdictOrNot()
    {
        foreach (var profile in All)
        {
            var options = new ValidationOptions { Profile = profile };
            var heeds = profile is ValidationProfile.Guard or ValidationProfile.Classic or ValidationProfile.Allowlist;

            Assert.AreEqual(heeds, options.Stops(new Dangerous("r", "p", 0..1, "w")), $"{profile}");
            Assert.AreEqual(heeds, options.Stops(new Injection("r", 0..1, "w")), $"{profile}");
            Assert.IsTrue(options.Stops(new Invalid(InvalidReason.Nul)));
            Assert.IsFalse(options.Stops(CommandValidator.Validate("echo hello")));
        }
    }

    [TestMethod]
    public void Options_BadValues_NameTheProperty()
    {
        Assert.AreEqual("Profile", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ValidationOptions { Profile = (ValidationProfile)(-1) }).ParamName);
        Assert.AreEqual("Dialect", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ValidationOptions { Dialect = (ShellDialect)9 }).ParamName);
        Assert.AreEqual("Rules", Assert.ThrowsExactly<ArgumentException>(() => new ValidationOptions { Rules = ["no_such"] }).ParamName);
        Assert.AreEqual("SudoAllowlist", Assert.ThrowsExactly<ArgumentException>(() => new ValidationOptions { SudoAllowlist = ["-n x"] }).ParamName);
        Assert.AreEqual("Allow", Assert.ThrowsExactly<ArgumentException>(() => new ValidationOptions { Allow = ["*"] }).ParamName);
        Assert.AreEqual("Allow", Assert.ThrowsExactly<ArgumentNullException>(() => new ValidationOptions { Allow = [null!] }).ParamName);
        Assert.AreEqual("CustomRules", Assert.ThrowsExactly<ArgumentNullException>(() => new ValidationOptions { CustomRules = [null!] }).ParamName);
    }

    [TestMethod]
    public void Options_CopyWithOtherLists_ForgetsTheRulesOfTheFirst()
    {
        var all = new ValidationOptions();
        Assert.IsFalse(CommandValidator.Validate("sudo ls", all).IsAccepted);

        var some = all with { Rules = ["no_rm_rf"] };

        Assert.IsTrue(CommandValidator.Validate("sudo ls", some).IsAccepted);
        Assert.IsFalse(CommandValidator.Validate("sudo ls", some with { Rules = CommandValidator.AllRules }).IsAccepted);
    }

    private static string RuleOf(Verdict verdict) => verdict switch { Dangerous dangerous => dangerous.Rule, Injection injection => injection.Rule, _ => "" };
}
