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
        => Assert.DoesNotContain("secret", new CommandRequest { Text = "echo secret", StandardInput = "secret" }.ToString());
}
