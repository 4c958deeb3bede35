using Arrea.Dataflow.Commands.Starting;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands.Starting;

[TestClass]
public sealed class ShellChoiceTests
{
    [TestMethod]
    public void Resolve_Requested_ComesBeforeEverything()
        => Assert.AreEqual("/bin/sh", ShellChoice.Resolve("/bin/sh", "/nope/zsh", "/usr/bin", out _)?.Path);

    [TestMethod]
    public void Resolve_Variable_ComesNextAndIsNamed()
    {
        var choice = ShellChoice.Resolve(null, "/nope/zsh", "/usr/bin", out _);

        Assert.AreEqual("shell '/nope/zsh' (from $SHELL)", choice?.ToString());
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void Resolve_Neither_IsTheLoginShellOrSh(string? preferred)
    {
        var choice = ShellChoice.Resolve(null, preferred, "/usr/bin:/bin", out _);

        Assert.AreEqual(AccountShell.Path ?? "sh", choice?.Name);
        Assert.IsTrue(File.Exists(choice?.Path));
    }

    [TestMethod]
    public void Resolve_UnusableVariable_IsAnErrorAndNotPassedOver()
    {
        Assert.IsNull(ShellChoice.Resolve(null, "no-such-shell", "/usr/bin:/bin", out var error));
        Assert.AreEqual("shell 'no-such-shell' (from $SHELL) was not found on the search path", error);
    }

    [TestMethod]
    public void Resolve_Name_IsTheFirstExecutableOnTheSearchPath()
    {
        using var plain = new TemporaryFolder();
        using var executable = new TemporaryFolder();
        File.WriteAllText(plain["shell-of-test"], "");
        File.WriteAllText(executable["shell-of-test"], "");
        executable.MakeExecutable("shell-of-test");

        var choice = ShellChoice.Resolve("shell-of-test", null, $"/nope::{plain.Path}:{executable.Path}", out _);

        Assert.AreEqual(executable["shell-of-test"], choice?.Path);
    }
}
