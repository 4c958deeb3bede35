using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Tests.Commands;

[TestClass]
public sealed class CommandRequestTests
{
    [TestMethod]
    public void MaxCapturedBytes_OutsideItsRange_IsRefusedByName()
    {
        Assert.AreEqual("MaxCapturedBytes", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => With(-1)).ParamName);
        Assert.AreEqual("MaxCapturedBytes", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => With((1 << 30) + 1)).ParamName);
        Assert.AreEqual(1 << 30, With(1 << 30).MaxCapturedBytes);
        Assert.AreEqual(0, With(0).MaxCapturedBytes);

        static CommandRequest With(int bytes) => new() { Text = "", MaxCapturedBytes = bytes };
    }

    [TestMethod]
    public void KillGrace_OutsideItsRange_IsRefusedByName()
    {
        Assert.AreEqual("KillGrace", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => With(TimeSpan.FromTicks(-1))).ParamName);
        Assert.AreEqual("KillGrace", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => With(TimeSpan.FromDays(1) + TimeSpan.FromTicks(1))).ParamName);
        Assert.AreEqual(TimeSpan.FromDays(1), With(TimeSpan.FromDays(1)).KillGrace);

        static CommandRequest With(TimeSpan grace) => new() { Text = "", KillGrace = grace };
    }

    [TestMethod]
    public void ToString_Always_HidesTheText()
    {
        Assert.DoesNotContain("secret", new CommandRequest { Text = "echo secret", StandardInput = "secret" }.ToString());
        Assert.DoesNotContain("secret", new CommandRequest { Arguments = ["echo", "secret"], StandardInput = "secret" }.ToString());
    }

    [TestMethod]
    public void KillSignal_OutsideItsRange_IsRefusedByName()
    {
        Assert.AreEqual("KillSignal", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => With(0)).ParamName);
        Assert.AreEqual("KillSignal", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => With(65)).ParamName);
        Assert.AreEqual(1, With(1).KillSignal);
        Assert.AreEqual(64, With(64).KillSignal);

        static CommandRequest With(int signal) => new() { Text = "", KillSignal = signal };
    }

    [TestMethod]
    public void Terminal_SizeOutsideItsRange_IsRefusedByName()
    {
        Assert.AreEqual("Columns", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PseudoTerminal { Columns = 0 }).ParamName);
        Assert.AreEqual("Columns", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PseudoTerminal { Columns = 65_536 }).ParamName);
        Assert.AreEqual("Rows", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PseudoTerminal { Rows = 0 }).ParamName);
        Assert.AreEqual("Rows", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PseudoTerminal { Rows = 65_536 }).ParamName);
        Assert.AreEqual(new PseudoTerminal { Columns = 80, Rows = 24 }, new PseudoTerminal());
        Assert.AreEqual(65_535, new PseudoTerminal { Columns = 65_535, Rows = 1 }.Columns);
    }
}
