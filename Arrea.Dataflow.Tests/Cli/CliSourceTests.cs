using System.Text;

namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliSourceTests(TestContext context)
{
    private static readonly byte[] ThreeLines = Encoding.UTF8.GetBytes("echo one\n\n  \t\necho two\r\necho three");

    [TestMethod]
    public async Task Run_RepeatedCommands_RunsEach()
    {
        var result = await CliProcess.RunAsync(context, "run", "-q", "-c", "echo one", "--command", "echo two", "--command=echo three");

        result.Exits(0);
        Assert.AreEqual("one\ntwo\nthree\n", result.Output);
    }

    [TestMethod]
    public async Task Run_Pipe_RunsItsLinesWithoutBlankOnesAndCarriageReturns()
    {
        var result = await CliProcess.RunAsync(context, ThreeLines, "run", "-q");

        result.Exits(0);
        Assert.AreEqual("one\ntwo\nthree\n", result.Output);
    }

    [TestMethod]
    public async Task Run_DashForAFile_ReadsStandardInputToItsEndFirst()
    {
        var result = await CliProcess.RunAsync(context, ThreeLines, "run", "-q", "-a", "-");

        result.Exits(0);
        Assert.AreEqual("one\ntwo\nthree\n", result.Output);
    }

    [TestMethod]
    [DataRow("arrea run -q --file \"$1\"")]
    [DataRow("arrea run -q -a \"$1\"")]
    [DataRow("arrea run -q < \"$1\"")]
    [DataRow("arrea run -q -a <(cat \"$1\")")]
    public async Task Run_File_RunsItsLines(string script)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, ThreeLines, context.CancellationToken);

        var result = await CliProcess.ScriptAsync(context, $"set -- '{file}'\n{script}");

        File.Delete(file);
        result.Exits(0);
        Assert.AreEqual("one\ntwo\nthree\n", result.Output);
    }

    [TestMethod]
    [DataRow("printf '' | arrea run")]
    [DataRow("printf '\\n \\n' | arrea run")]
    [DataRow("arrea run --file /dev/null")]
    [DataRow("arrea run -o ndjson -a /dev/null | grep -c run.completed > /dev/null")]
    public async Task Run_EmptySource_IsNoJobsAndSuccess(string script)
    {
        var result = await CliProcess.ScriptAsync(context, script);

        result.Exits(0);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("arrea run < /dev/null")]
    [DataRow("arrea run -j 2 < /dev/zero")]
    [DataRow("arrea run <&-")]
    public async Task Run_NoSource_IsAUsageError(string script)
    {
        var result = await CliProcess.ScriptAsync(context, script);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, "arrea: no source of jobs");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("/no/such/file")]
    [DataRow("/etc")]
    [DataRow("")]
    public async Task Run_FileThatCannotBeRead_IsExit4(string file)
    {
        var result = await CliProcess.RunAsync(context, "run", "--file", file);

        result.Exits(4);
        StringAssert.StartsWith(result.Error, $"arrea: cannot read '{file}'");
        Assert.DoesNotContain("Parameter", result.Error);
    }

    [TestMethod]
    [DataRow("-c", "echo ran", "-c", "rm -rf /", "-c", "", "-c", "$(whoami)")]
    public async Task Run_ListedCommandsRefused_ListsEachAndRunsNothing(params string[] arguments)
    {
        var result = await CliProcess.RunAsync(context, ["run", .. arguments]);

        result.Exits(3);
        StringAssert.Contains(result.Error, "[2] rm -rf /: dangerous (rm -rf)\n");
        StringAssert.Contains(result.Error, "[3] : invalid (empty command)\n");
        StringAssert.Contains(result.Error, "[4] $(whoami): injection (");
        StringAssert.Contains(result.Error, "3 of 4 commands refused; nothing was run");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Run_BytesThatAreNoText_AreRefusedByNumberAndNotAltered()
    {
        byte[] lines = [.. "echo ran\necho "u8, 0xFF, .. "\necho "u8, 0, .. "\n"u8];

        var result = await CliProcess.RunAsync(context, lines, "run", "--file", "-");

        result.Exits(3);
        StringAssert.Contains(result.Error, "[2] echo \\xFF: invalid (not UTF-8)\n");
        StringAssert.Contains(result.Error, "[3] echo \\x00: invalid (holds a NUL character)\n");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Run_ArgumentThatIsNoText_IsRefusedAndNotAltered()
    {
        var result = await CliProcess.ScriptAsync(context, "arrea run -q --no-validate -c 'echo fine' -c $'echo \\xFF'");

        result.Exits(3);
        StringAssert.Contains(result.Error, "[2] echo \\xFF: invalid (not UTF-8)\n");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Run_VariableThatIsNoText_IsAUsageError()
    {
        var result = await CliProcess.ScriptAsync(context, "arrea run --env $'A=\\xFF' -c 'echo ran'");

        result.Exits(2);
        StringAssert.StartsWith(result.Error, "arrea: '--env' does not accept 'A=\\xFF'");
    }

    [TestMethod]
    public async Task Run_ReplacementCharacterThatWasMeant_Passes()
    {
        var result = await CliProcess.RunAsync(context, "run", "-q", "-c", "echo '\uFFFD'");

        result.Exits(0);
        Assert.AreEqual("\uFFFD\n", result.Output);
    }

    [TestMethod]
    public async Task Run_PipeWithARefusedLine_EndsItRejectedAndStartsNothingAfterIt()
    {
        var result = await CliProcess.RunAsync(context, "echo one\nrm -rf /\necho never\n"u8.ToArray(), "run");

        result.Exits(3);
        Assert.AreEqual("one\n", result.Output);
        StringAssert.Contains(result.Error, "[2] rm -rf /: dangerous (rm -rf)\n");
        StringAssert.Contains(result.Error, "1 succeeded, 0 failed, 0 timed out, 0 cancelled, 1 rejected, 2 total");
    }

    [TestMethod]
    [DataRow("-o", "quiet")]
    [DataRow("-o", "ndjson")]
    [DataRow("--no-validate", "-o", "quiet")]
    public async Task Run_PipeWithBytesThatAreNoText_RefusesTheLineInEveryMode(params string[] flags)
    {
        byte[] lines = [.. "echo one\necho "u8, 0xC3, .. "\necho never\n"u8];

        var result = await CliProcess.RunAsync(context, lines, ["run", .. flags]);

        result.Exits(3);
        StringAssert.Contains(result.Error, "[2] echo \\xC3: invalid (not UTF-8)\n");
        Assert.IsFalse(result.Output.Contains("never", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Run_PipeWithALineThatNeverEnds_RefusesItWithoutReadingOn()
    {
        await using var process = CliProcess.Start(context, "run");

        await process.Input.WriteAsync(new byte[70_000].Select(static _ => (byte)'x').ToArray(), context.CancellationToken);
        await process.Input.FlushAsync(context.CancellationToken);

        (await process.EndAsync()).Exits(3);
    }

    [TestMethod]
    public async Task Run_LinesThatComeOneByOne_RunAsTheyCome()
    {
        await using var process = CliProcess.Start(context, "run", "-o", "line");

        foreach (var number in Enumerable.Range(1, 5))
        {
            await process.Input.WriteAsync(Encoding.UTF8.GetBytes($"echo line-{number}\n"), context.CancellationToken);
            await process.Input.FlushAsync(context.CancellationToken);
            await process.OutputAsync($"line-{number}\n");
        }

        process.Input.Close();
        (await process.EndAsync()).Exits(0);
    }

    [TestMethod]
    public async Task Run_NoValidate_RunsWhatWouldBeRefused()
    {
        var result = await CliProcess.RunAsync(context, "run", "-q", "--no-validate", "-c", "$(echo echo) ran");

        result.Exits(0);
        Assert.AreEqual("ran\n", result.Output);
    }

    [TestMethod]
    public async Task DryRun_Always_PrintsCommandsAndVerdictsAndRunsNothing()
    {
        var file = Path.GetTempFileName();
        File.Delete(file);

        var result = await CliProcess.RunAsync(context, "run", "--dry-run", "-c", $"touch {file}", "-c", "rm -rf /");

        result.Exits(3);
        Assert.AreEqual($"[1] touch {file}: ok\n[2] rm -rf /: dangerous (rm -rf)\n", result.Output);
        Assert.IsFalse(File.Exists(file));
    }

    [TestMethod]
    public async Task DryRun_NothingRefused_Succeeds()
    {
        var result = await CliProcess.RunAsync(context, "echo one\n"u8.ToArray(), "run", "--dry-run");

        result.Exits(0);
        Assert.AreEqual("[1] echo one: ok\n", result.Output);
    }
}
