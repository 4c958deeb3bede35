using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Validation;

[TestClass]
public sealed class CommandTemplateOptionsTests
{
    private static readonly CommandTemplateOptions Repeat = new() { RepeatWords = true };
    private static readonly CommandTemplateOptions Missing = new() { AllowMissing = true };

    [TestMethod]
    [DataRow("echo x-{}.y", "echo x-'a'.y x-'b c'.y")]
    [DataRow("echo {} z", "echo 'a' 'b c' z")]
    [DataRow("echo \"<{}>\" {.}", "echo \"<a>\" \"<b c>\" 'a' 'b c'")]
    [DataRow("echo {}:{}:{1}", "echo 'a':'a':'a' 'b c':'b c':'a'")]
    [DataRow("echo {}$(basename {})-{}", "echo 'a'$(basename 'a')-'a' 'b c'$(basename 'b c')-'b c'")]
    [DataRow("echo $(basename {})", "echo $(basename 'a' 'b c')")]
    [DataRow("echo x{#} {2}y", "echo x'1' 'b c'y")]
    [DataRow("x=a{} env", "x=a'a b c' env")]
    [DataRow("cat > x{}", "cat > x'a b c'")]
    [DataRow("echo", "echo 'a' 'b c'")]
    public void RepeatWords_SeveralArguments_RepeatTheWordForEach(string template, string command)
        => Assert.AreEqual(command, CommandTemplate.Parse(template, Repeat).Expand("a", "b c"));

    [TestMethod]
    [DataRow("ls {}")]
    [DataRow("ls {}x")]
    [DataRow("ls \"\"{}x")]
    public void RepeatWords_LaterArgumentThatWouldBeAnOption_IsRefused(string template)
    {
        var read = CommandTemplate.Parse(template, Repeat);

        Assert.IsTrue(read.Validate(["a", "b"], ValidationOptions.Default).IsAccepted);
        Assert.AreEqual("option_argument", Assert.IsInstanceOfType<Injection>(read.Validate(["a", "-b"], ValidationOptions.Default)).Rule);
    }

    [TestMethod]
    [DataRow("mv {2} {1}", "mv  'a'")]
    [DataRow("mv x{2} {1}", "mv x'' 'a'")]
    [DataRow("mv \"{2}\" {1}", "mv \"\" 'a'")]
    [DataRow("x={2} echo {1}", "x='' echo 'a'")]
    [DataRow("cat {1} > {3}", "cat 'a' > ''")]
    public void AllowMissing_TooFewArguments_LeaveTheirPlaceEmpty(string template, string command)
    {
        var read = CommandTemplate.Parse(template, Missing);

        Assert.AreEqual(command, read.Expand("a"));
        Assert.AreEqual(1, read.MinimumArguments);
        Assert.ThrowsExactly<ArgumentException>(() => read.Expand());
        Assert.ThrowsExactly<ArgumentException>(() => CommandTemplate.Parse(template).Expand("a"));
    }

    [TestMethod]
    [DataRow("sh -c 'echo {2}' {1}")]
    [DataRow("eval echo {3}")]
    [DataRow("A={2}; $A")]
    public void AllowMissing_LaterArgumentInAProgram_IsRefusedAllTheSame(string template)
        => Assert.ThrowsExactly<ArgumentException>(() => CommandTemplate.Parse(template, Missing));

    [TestMethod]
    [DataRow("echo {}", false, true, false)]
    [DataRow("echo", true, true, false)]
    [DataRow("echo {#}", false, false, false)]
    [DataRow("echo {%}-{#}", false, false, true)]
    [DataRow("echo {%} {1}", false, true, true)]
    public void Template_WhatItHolds_IsTold(string template, bool appends, bool takes, bool usesSlot)
    {
        var read = CommandTemplate.Parse(template);

        Assert.AreEqual((appends, takes, usesSlot), (read.AppendsArguments, read.TakesArguments, read.UsesSlot));
    }

    [TestMethod]
    public void Options_Wrong_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CommandTemplateOptions { Dialect = (Arrea.Dataflow.Validation.Syntax.ShellDialect)9 });
        Assert.ThrowsExactly<ArgumentNullException>(() => CommandTemplate.Parse("echo", (CommandTemplateOptions)null!));
    }
}
