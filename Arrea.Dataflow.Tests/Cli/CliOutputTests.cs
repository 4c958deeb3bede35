using System.Security.Cryptography;
using System.Text;

namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliOutputTests(TestContext context)
{
    // The first command ends last: each waits for a file that the one after it makes.
    private const string InReverse = """
        dir=$(mktemp -d)
        set -- -c "while [ ! -e $dir/2 ]; do sleep 0.01; done; echo one" -c "while [ ! -e $dir/3 ]; do sleep 0.01; done; echo two; touch $dir/2" -c "echo three; touch $dir/3"
        """;

    [TestMethod]
    public async Task Group_BothStreams_KeepsThemApartAndWhole()
    {
        var result = await CliProcess.RunAsync(context, "run", "-o", "group", "-c", "echo out; echo err >&2; printf end");

        result.Exits(0);
        Assert.AreEqual("out\nend", result.Output);
        StringAssert.StartsWith(result.Error, "err\n");
    }

    [TestMethod]
    [DataRow("group")]
    [DataRow("auto")]
    public async Task Group_JobsThatWriteInTurns_AreNotInterleaved(string mode)
    {
        var job = "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do echo {}; done";
        string[] commands = [.. Enumerable.Range(0, 20).Select(number => job.Replace("{}", $"job-{number}", StringComparison.Ordinal))];

        var result = await CliProcess.RunAsync(context, ["run", "-j", "8", "-o", mode, .. commands.SelectMany(static command => new[] { "-c", command })]);

        result.Exits(0);
        Assert.HasCount(400, result.Lines);
        foreach (var block in result.Lines.Chunk(20))
        {
            Assert.HasCount(1, block.Distinct());
        }
    }

    [TestMethod]
    [DataRow("group")]
    [DataRow("quiet")]
    [DataRow("line")]
    public async Task Output_AnyBytes_ComeThroughUnchanged(string mode)
    {
        // No line feed at the end of it may be missing, for a mode of whole lines would add it.
        byte[] bytes = [.. RandomNumberGenerator.GetBytes(3_000_000), (byte)'\n'];
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, bytes, context.CancellationToken);

        var result = await CliProcess.RunAsync(context, "run", "-o", mode, "-c", $"cat {file}");

        File.Delete(file);
        Assert.AreEqual(0, result.ExitCode, result.Error);
        Assert.IsTrue(bytes.AsSpan().SequenceEqual(result.OutputBytes), $"{result.OutputBytes.Length} bytes of {bytes.Length}");
    }

    [TestMethod]
    public async Task Output_FarMoreThanMemoryIsUsedFor_IsComplete()
    {
        // Ten jobs of 20 MB each, which all wait for the first one.
        var commands = Enumerable.Range(1, 9).SelectMany(static number => new[] { "-c", $"head -c 20000000 /dev/zero | tr '\\0' {number}" });
        var result = await CliProcess.RunAsync(
            context,
            ["run", "-k", "-j", "10", "-o", "group", "--timeout", "0", "-c", "head -c 20000000 /dev/zero | tr '\\0' 0; sleep 1", .. commands]);

        Assert.AreEqual(0, result.ExitCode, result.Error);
        Assert.HasCount(200_000_000, result.OutputBytes);
        for (var number = 0; number < 10; number++)
        {
            Assert.IsFalse(result.OutputBytes.AsSpan(number * 20_000_000, 20_000_000).ContainsAnyExcept((byte)('0' + number)));
        }
    }

    [TestMethod]
    [DataRow("arrea run -k -j 3 -o group \"$@\"")]
    [DataRow("arrea run -k -j 3 -o line \"$@\"")]
    [DataRow("arrea run -q -j 3 \"$@\"")]
    [DataRow("arrea run --keep-order -j 0 \"$@\"")]
    public async Task KeepOrder_JobsThatEndInReverse_ArePrintedInInputOrder(string command)
    {
        var result = await CliProcess.ScriptAsync(context, $"{InReverse}\n{command}");

        result.Exits(0);
        Assert.AreEqual("one\ntwo\nthree\n", result.Output);
    }

    [TestMethod]
    public async Task KeepOrder_LineMode_ShowsTheFirstJobLive()
    {
        var file = Path.GetTempFileName();
        File.Delete(file);
        await using var process = CliProcess.Start(
            context, "run", "-k", "-o", "line", "-c", $"while [ ! -e {file} ]; do sleep 0.01; done; echo first; sleep 3600", "-c", $"echo second; touch {file}");

        await process.OutputAsync("first\n");
        process.Signal(2);

        var result = (await process.EndAsync()).Exits(130);
        File.Delete(file);
        Assert.AreEqual("first\nsecond\n", result.Output);
    }

    [TestMethod]
    public async Task Line_OutputWithoutALineFeedAtItsEnd_IsGivenOne()
    {
        var result = await CliProcess.RunAsync(context, "run", "-k", "-o", "line", "-c", "printf 'a\\nb'", "-c", "printf c");

        result.Exits(0);
        Assert.AreEqual("a\nb\nc\n", result.Output);
    }

    [TestMethod]
    public async Task Line_ManyJobsThatWriteLongLines_TearsNone()
    {
        var job = "for i in 1 2 3 4 5 6 7 8 9 10; do head -c 9000 /dev/zero | tr '\\0' {}; echo; done";
        var letters = "abcdefgh";

        var result = await CliProcess.RunAsync(
            context,
            ["run", "-j", "8", "-o", "line", .. letters.SelectMany(letter => new[] { "-c", job.Replace("{}", letter.ToString(), StringComparison.Ordinal) })]);

        result.Exits(0);
        Assert.HasCount(80, result.Lines);
        Assert.IsTrue(result.Lines.All(static line => line.Length == 9000 && line.All(letter => letter == line[0])));
    }

    [TestMethod]
    [DataRow("-o", "tag")]
    [DataRow("-o", "line", "--tag")]
    [DataRow("-o", "group", "--tag")]
    [DataRow("--tag")]
    public async Task Tag_EachLine_BeginsWithItsCommandAndATab(params string[] flags)
    {
        var result = await CliProcess.RunAsync(context, ["run", "-k", .. flags, "-c", "printf 'a\\nb'", "-c", "echo c >&2"]);

        result.Exits(0);
        Assert.AreEqual("printf 'a\\nb'\ta\nprintf 'a\\nb'\tb\n", result.Output);
        StringAssert.StartsWith(result.Error, "echo c >&2\tc\n");
    }

    [TestMethod]
    public async Task Tag_CommandOfSeveralLines_IsShownOnOne()
    {
        var result = await CliProcess.RunAsync(context, "run", "--tag", "-c", "echo a\necho b");

        result.Exits(0);
        Assert.AreEqual("echo a\\necho b\ta\necho a\\necho b\tb\n", result.Output);
    }

    [TestMethod]
    [DataRow("-q")]
    [DataRow("--quiet")]
    [DataRow("-o", "quiet")]
    [DataRow("--output=quiet")]
    public async Task Quiet_Always_PrintsOutputsOnly(params string[] flags)
    {
        var result = await CliProcess.RunAsync(context, ["run", .. flags, "-c", "echo out; echo err >&2; exit 3"]);

        result.Exits(3);
        Assert.AreEqual("out\n", result.Output);
        Assert.AreEqual("err\n", result.Error);
    }

    [TestMethod]
    [DataRow(127, "[1] no-such-program: ", "--", "no-such-program")]
    [DataRow(124, "[1] sleep 3600: timed out after 200 ms\n", "--timeout", "200", "-c", "sleep 3600")]
    public async Task Quiet_JobThatCannotSayWhy_IsTold(int code, string start, params string[] arguments)
    {
        var result = (await CliProcess.RunAsync(context, ["run", "-q", .. arguments])).Exits(code);

        StringAssert.StartsWith(result.Error, start);
        Assert.AreEqual(1, result.Error.Count(static character => character == '\n'));
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task None_Always_PrintsNothing()
    {
        var result = await CliProcess.RunAsync(context, "run", "-o", "none", "-c", "echo out; echo err >&2", "-c", "false");

        result.Exits(1);
        Assert.AreEqual("", result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public async Task Summary_SomeFailed_CountsAndEndsWithTheFirstFailuresLastLines()
    {
        var result = await CliProcess.RunAsync(
            context, "run", "-j", "1", "-c", "true", "-c", "for i in $(seq 1 30); do echo line-$i >&2; done; printf '\\033[31m' >&2; exit 7", "-c", "false");

        result.Exits(1);
        StringAssert.Contains(result.Error, "[3] false: exit code 1\n");
        var summary = result.Error[result.Error.IndexOf("arrea: 1 succeeded", StringComparison.Ordinal)..];
        StringAssert.Matches(summary, new(@"\Aarrea: 1 succeeded, 2 failed, 0 timed out, 0 cancelled, 0 rejected, 3 total in [0-9.]+ m?s\n"));
        StringAssert.Contains(summary, "arrea: first failure: [2] for i in");
        StringAssert.Contains(summary, ": exit code 7\n");
        StringAssert.Contains(summary, "  | line-22\n");
        StringAssert.EndsWith(summary, "  | line-30\n  | \\x1B[31m\n");
        Assert.IsFalse(summary.Contains("line-21", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("FORCE_COLOR=1 CLICOLOR=1 TERM=xterm arrea run -c false 2>&1")]
    [DataRow("TERM=xterm arrea run --color always --progress --tag -c false -c 'echo a' 2>&1")]
    [DataRow("TERM=xterm arrea run --color always --help")]
    public async Task AnyMode_IntoAPipe_WritesNoControlCodes(string command)
    {
        var result = await CliProcess.ScriptAsync(context, command);

        Assert.IsFalse(result.OutputBytes.AsSpan().ContainsAnyInRange((byte)0, (byte)8), result.Output);
        Assert.IsFalse(result.OutputBytes.AsSpan().ContainsAnyInRange((byte)11, (byte)31), result.Output);
    }

    [TestMethod]
    public async Task Run_OneFileForBothStreams_IsNotOverwritten()
    {
        var file = Path.GetTempFileName();

        var result = await CliProcess.ScriptAsync(
            context, $"arrea run -k -c 'echo one; echo two >&2' -c 'echo three; false' > {file} 2>&1");

        result.Exits(1);
        var text = await File.ReadAllTextAsync(file, Encoding.UTF8, context.CancellationToken);
        File.Delete(file);
        foreach (var part in new[] { "one\ntwo\nthree\n", "[2] echo three; false: exit code 1\n", "arrea: 1 succeeded, 1 failed", "first failure" })
        {
            StringAssert.Contains(text, part);
        }
    }
}
