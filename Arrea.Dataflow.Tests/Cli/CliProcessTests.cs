using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>The flags that say how a job's process is started and ended.</summary>
[TestClass]
public sealed class CliProcessTests(TestContext context)
{
    [TestMethod]
    [DataRow("INT", 2)]
    [DataRow("SIGUSR1", 10)]
    [DataRow("sighup", 1)]
    [DataRow("12", 12)]
    public async Task KillSignal_TimeIsUp_IsWhatTheJobHears(string signal, int number)
    {
        var result = await CliProcess.RunAsync(
            context, "run", "--shell", "/bin/sh", "-o", "group", "--timeout", "2s", "--kill-signal", signal, "-c", $"trap 'echo heard; exit 3' {number}; while :; do sleep 0.05; done");

        result.Exits(124);
        Assert.AreEqual("heard\n", result.Output);
    }

    [TestMethod]
    public async Task StandardInput_File_IsReadByEachJobFromItsBeginning()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["in"], [0, 1, 255, 10]);

        var result = await CliProcess.RunAsync(context, "run", "-q", "--stdin", folder["in"], "-c", "od -An -tu1", "-c", "wc -c");

        result.Exits(0);
        Assert.AreEqual("   0   1 255  10\n4\n", result.Output);
    }

    [TestMethod]
    public async Task Pty_Always_GivesEachJobATerminalWithoutInput()
    {
        var result = await CliProcess.RunAsync(context, "run", "-q", "--pty", "-c", "test -t 0 && test -t 1 && test -t 2 && stty size && cat && echo end");

        result.Exits(0);
        Assert.AreEqual("24 80\r\nend\r\n", result.Output);
    }

    [TestMethod]
    public async Task Pty_WithStandardInput_TypesIt()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], "typed\n");

        var result = await CliProcess.RunAsync(context, "run", "-q", "--pty", "--stdin", folder["in"], "-c", "stty -echo; read word; echo \"got $word\"");

        result.Exits(0);
        StringAssert.Contains(result.Output, "got typed\r\n");
    }

    [TestMethod]
    [DataRow("--cwd", "/etc", "")]
    [DataRow("--shell", "/bin/sh", "")]
    public async Task OneJob_ProgramNotFound_EndsWithItsCode(string flag, string value, string output)
    {
        var result = await CliProcess.RunAsync(context, "run", "-q", flag, value, "-c", "no-such-program-anywhere");

        result.Exits(127);
        Assert.AreEqual(output, result.Output);
    }
}
