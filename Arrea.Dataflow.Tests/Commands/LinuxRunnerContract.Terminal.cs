using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class LinuxRunnerContract
{
    [TestMethod]
    public async Task Terminal_None_IsNoneOfTheStreams()
        => Assert.AreEqual("0: no terminal\n1: no terminal\n2: no terminal\n", (await RunAsync(Child("terminal"))).StandardOutput);

    [TestMethod]
    public async Task Terminal_Default_IsAllThreeStreams()
        => Assert.AreEqual("0: 80 x 24\r\n1: 80 x 24\r\n2: 80 x 24\r\n", (await RunAsync(Child("terminal") with { Terminal = new() })).StandardOutput);

    [TestMethod]
    public async Task Terminal_Size_IsTheWindows()
    {
        var result = await RunAsync(Child("terminal") with { Terminal = new() { Columns = 132, Rows = 50 } });

        Assert.AreEqual("0: 132 x 50\r\n1: 132 x 50\r\n2: 132 x 50\r\n", result.StandardOutput);
    }

    [TestMethod]
    public async Task Terminal_BothOutputs_AreOneInOrder()
    {
        var result = await RunAsync(Child("spam", "1000") with { Terminal = new() });

        Assert.AreEqual(Lines(1000, static _ => true).ReplaceLineEndings("\r\n"), result.StandardOutput);
        Assert.AreEqual("", result.StandardError);
        Assert.IsFalse(result.OutputHeld);
    }

    [TestMethod]
    public async Task Terminal_NoInput_IsAtItsEnd()
    {
        var result = await RunAsync(Sh("cat; echo end") with { Terminal = new() });

        Assert.EndsWith("end\r\n", result.StandardOutput);
        Assert.AreEqual(0, result.ExitCode);
    }

    [TestMethod]
    public async Task Terminal_Input_ArrivesAndEnds()
    {
        // The terminal may show what is put in, as it does what is typed.
        var result = await RunAsync(Sh("while read -r line; do echo \"<$line>\"; done; echo end") with { Terminal = new(), StandardInput = "one\nzwei é\n" });

        StringAssert.Contains(result.StandardOutput, "<one>\r\n");
        StringAssert.Contains(result.StandardOutput, "<zwei é>\r\n");
        Assert.EndsWith("end\r\n", result.StandardOutput);
    }

    [TestMethod]
    public async Task Terminal_InputThatNobodyReads_DoesNotHoldUpTheEnd()
        => Assert.AreEqual(3, (await RunAsync(Sh("exit 3") with { Terminal = new(), StandardInput = new string('x', 1024 * 1024) })).ExitCode);

    [TestMethod]
    public async Task Terminal_LargeOutput_ArrivesWhole()
    {
        var result = await RunAsync(Child("flood", "640000") with { Terminal = new(), MaxCapturedBytes = 10_000_000 });

        // Lines of 64 bytes, each with a carriage return more.
        Assert.HasCount(650_000, result.StandardOutput);
        Assert.AreEqual(0, result.ExitCode);
    }

    [TestMethod]
    public async Task Terminal_CommandEnds_RunEnds()
    {
        Assert.AreEqual(3, (await RunAsync(Sh("exit 3") with { Terminal = new() })).ExitCode);
        Assert.AreEqual(9, (await RunAsync(Sh("kill -9 $$") with { Terminal = new() })).Signal);
    }

    [TestMethod]
    public async Task Terminal_LeftByAProcessThatHoldsIt_RunEnds()
    {
        using var processes = new MarkedProcesses();

        var result = await RunAsync(Sh("trap '' HUP; sleep 1000 & echo started; exit 6") with { Terminal = new(), Environment = processes.Variables });

        Assert.AreEqual(6, result.ExitCode);
        Assert.AreEqual("started\r\n", result.StandardOutput);
    }

    [TestMethod]
    public async Task Terminal_Cancelled_IsAskedByTermAndItsLastWordsAreKept()
    {
        var result = await CancelWhenReadyAsync(Child("trap") with { Terminal = new(), KillGrace = LongGrace });

        Assert.AreEqual(7, result.ExitCode);
        StringAssert.Contains(result.StandardOutput, "bye\r\n");
    }

    [TestMethod]
    public async Task Terminal_Cancelled_EndsTheWholeGroup()
    {
        using var processes = new MarkedProcesses();

        await CancelAsync(Sh("sleep 1000 & sleep 1000; true") with { Terminal = new() }, processes, 2);

        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task Terminal_Handler_SeesTheOutputAsItComes()
    {
        using var copy = new MemoryStream();

        await RunAsync(Sh("printf 'é\n' >&2") with { Terminal = new(), StandardOutputTarget = OutputTarget.ToStream(copy) });

        CollectionAssert.AreEqual("é\r\n"u8.ToArray(), copy.ToArray());
    }
}
