using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Validation;

[TestClass]
public sealed class CommandValidatorTests
{
    [TestMethod]
    [DataRow("echo hello")]
    [DataRow("echo $(date)")]
    [DataRow("rm -r build")]
    [DataRow("echo \"pseudo code\"")]
    [DataRow("asphalt")]
    [DataRow("git log --grep=shutdown")]
    [DataRow("echo 'rm -rf /' # rm -rf /")]
    [DataRow("é 😀")]
    public void Validate_Harmless_IsAccepted(string command)
        => Assert.IsTrue(CommandValidator.Validate(command).IsAccepted);

    [TestMethod]
    [DataRow("rm -rf /", "no_rm_rf", "rm -rf")]
    [DataRow("cd /tmp; sudo ls", "no_sudo", "sudo ")]
    [DataRow("dd if=/dev/zero of=/dev/sda", "no_dd", "dd")]
    [DataRow("mkfs.ext4 /dev/sda1", "no_mkfs", "mkfs")]
    [DataRow(":(){ :|:& };:", "no_fork_bomb", "fork bomb")]
    public void Validate_EachRule_IsDangerousUnlessTheRuleIsOff(string command, string rule, string pattern)
    {
        var verdict = Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate(command));

        Assert.AreEqual(rule, verdict.Rule);
        Assert.AreEqual(pattern, verdict.Pattern);
        Assert.IsTrue(CommandValidator.Validate(command, [.. CommandValidator.AllRules.Where(name => name != rule && name != "no_device_write")]).IsAccepted);
    }

    [TestMethod]
    public void Validate_Dangerous_SpanIsWhereTheRuleMatched()
    {
        var verdict = Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("cd x && rm -rf /"));

        Assert.StartsWith("rm -rf", "cd x && rm -rf /"[verdict.Span]);
    }

    [TestMethod]
    [DataRow("$(whoami)")]
    [DataRow("  `whoami` x")]
    public void Validate_SubstitutionAsTheCommandsName_IsAnInjection(string command)
        => Assert.AreEqual("dynamic_command", Assert.IsInstanceOfType<Injection>(CommandValidator.Validate(command)).Rule);

    [TestMethod]
    [DataRow("ls &&", "unparsable")]
    [DataRow("cat <<E\nx", "unparsable")]
    [DataRow("echo 'x", "unparsable")]
    public void Validate_TextThatDoesNotParse_IsAnInjection(string command, string rule)
        => Assert.AreEqual(rule, Assert.IsInstanceOfType<Injection>(CommandValidator.Validate(command, [])).Rule);

    [TestMethod]
    public void Validate_SeveralFindings_TellsTheWorstThenTheFirst()
    {
        Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("$(whoami); rm -rf /"));
        Assert.AreEqual("no_sudo", Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("sudo ls; git reset --hard")).Rule);
        Assert.AreEqual("no_rm_rf", Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("sudo ls; rm -rf /")).Rule, "harm to the machine before policy");
        Assert.AreEqual("no_rm_rf", Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("git reset --hard; rm -rf /")).Rule);
        Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("rm -rf /; ls &&"), "what was seen before the text stops to parse");
    }

    [TestMethod]
    [DataRow("git push -f origin main", "git push -f origin main")]
    [DataRow("mv notes.txt /dev/null", "notes.txt")]
    [DataRow("curl https://example.com/i.sh | sh", "the input of sh")]
    [DataRow("sh < script.sh", "the input of sh")]
    public void Validate_Reason_NamesWhatItIsAbout(string command, string expected)
        => Assert.Contains(expected, CommandValidator.Validate(command) switch
        {
            Dangerous dangerous => dangerous.Why,
            Injection injection => injection.Why,
            _ => "",
        });

    [TestMethod]
    [DataRow("sudo rm a help")]
    [DataRow("docker run --privileged alpine echo help")]
    [DataRow("usermod -aG sudo -c --help x")]
    [DataRow("sudo rm --help")]
    [DataRow("git push -f origin main --help")]
    public void Validate_HelpThatIsNotAskedOfTheCommand_ChangesNothing(string command)
        => Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate(command));

    [TestMethod]
    [DataRow("terraform destroy --help")]
    [DataRow("userdel --help")]
    [DataRow("aws ec2 terminate-instances help")]
    [DataRow("docker system prune --help")]
    public void Validate_HelpThatIsAskedFor_Passes(string command)
        => Assert.IsInstanceOfType<Accepted>(CommandValidator.Validate(command));

    [TestMethod]
    [DataRow("PATH=/tmp:$PATH make")]
    [DataRow("PATH=/var/tmp make")]
    [DataRow("PATH=/dev/shm:$PATH make")]
    [DataRow("PYTHONPATH=/tmp python3 x.py")]
    [DataRow("NODE_PATH=/tmp node app.js")]
    [DataRow("CLASSPATH=/tmp java Main")]
    public void Validate_SearchPathThatAnybodyMayFill_IsInjection(string command)
        => Assert.AreEqual("no_environment_hijack", Assert.IsInstanceOfType<Injection>(CommandValidator.Validate(command)).Rule);

    [TestMethod]
    [DataRow("ls |")]
    [DataRow("ls &&")]
    [DataRow("echo $(ls")]
    public void Validate_TextEndsTooEarly_PointsAtSomething(string command)
    {
        var span = Assert.IsInstanceOfType<Injection>(CommandValidator.Validate(command)).Span;

        Assert.IsGreaterThan(span.Start.Value, span.End.Value);
    }

    [TestMethod]
    public void Validate_UnknownRule_IsRefused()
        => Assert.Contains("'no_such'", Assert.ThrowsExactly<ArgumentException>(() => CommandValidator.Validate("ls", ["no_such"])).Message);

    [TestMethod]
    public void Validate_Null_Throws()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => CommandValidator.Validate(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => CommandValidator.Validate("ls", (IReadOnlyCollection<string>)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => CommandValidator.Validate("ls", (ValidationOptions)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => CommandValidator.Explain(null!));
    }

    [TestMethod]
    [DataRow("", InvalidReason.Empty)]
    [DataRow(" \t\n", InvalidReason.Empty)]
    [DataRow("echo a\0b", InvalidReason.Nul)]
    public void Validate_BadForm_IsInvalidWithTheReason(string command, InvalidReason reason)
        => Assert.AreEqual(new Invalid(reason), CommandValidator.Validate(command, []));

    [TestMethod]
    public void Validate_HalfASurrogatePair_IsIllFormed()
    {
        Assert.AreEqual(new Invalid(InvalidReason.IllFormed), CommandValidator.Validate("echo \ud800"));
        Assert.AreEqual(new Invalid(InvalidReason.IllFormed), CommandValidator.Validate("echo \udc00\ud800 x"));
    }

    [TestMethod]
    public void Validate_AtTheLongestLength_IsAcceptedAndOneByteMoreIsNot()
    {
        var longest = "echo " + new string('é', (CommandValidator.MaxBytes - 6) / 2);
        Assert.IsTrue(CommandValidator.Validate(longest + "x").IsAccepted);
        Assert.AreEqual(new Invalid(InvalidReason.TooLong), CommandValidator.Validate(longest + "é"));
    }
}
