using System.Globalization;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli.Records;

[TestClass]
public sealed class JobLogTests(TestContext context) : RecordsTest(context)
{
    private const string Header = "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand";

    private static readonly string[] Commands =
    [
        "true", "false", "exit 200", "kill -9 $$", "printf '1\\t2\\n'; echo 'x\ty'", "echo one >&2; echo 12345", "echo a\necho b",
        "echo é", "no-such-program-here", "echo 'it'\\''s'",
    ];

    [TestMethod]
    [ProgramCondition("parallel")]
    public async Task JobLog_EveryEnd_IsWhatGnuParallelWrites()
    {
        await File.WriteAllTextAsync(this["jobs"], string.Join('\0', Commands) + '\0', Context.CancellationToken);
        var flags = string.Join(' ', Commands.Select(static command => $"-c \"$(printf %s {Quoted(command)})\""));

        await ScriptAsync($"SHELL=/bin/sh parallel --will-cite -0 -j1 --joblog theirs < jobs; arrea run -j1 --no-validate --shell /bin/sh --joblog ours {flags}");

        CollectionAssert.AreEqual(Columns("theirs"), Columns("ours"));
    }

    [TestMethod]
    [ProgramCondition("parallel")]
    public async Task JobLog_Timeout_IsWhatGnuParallelWrites()
    {
        await ScriptAsync("echo 'sleep 60' | parallel --will-cite --timeout 1 --joblog theirs; arrea run --timeout 300 --joblog ours -c 'sleep 60'");

        CollectionAssert.AreEqual(Columns("theirs"), Columns("ours"));
    }

    [TestMethod]
    [ProgramCondition("parallel")]
    public async Task JobLog_GivenToGnuParallel_IsResumedByIt()
    {
        var result = await ScriptAsync("""
            arrea run -q --joblog log -c 'echo 1' -c 'exit 1' -c 'echo 3' > /dev/null
            parallel --will-cite --resume-failed --joblog log -j1 echo {} ::: a b c d
            """);

        Assert.AreEqual("b\nd\n", result.Output);
    }

    [TestMethod]
    public async Task JobLog_Numbers_AreTheOrderOfTheCommandsAndTheTimes()
    {
        var before = DateTimeOffset.UtcNow;
        await ScriptAsync("arrea run --joblog log -c 'sleep 0.4' -c 'true'");

        var lines = Lines("log").Skip(1).Select(static line => line.Split('\t')).OrderBy(static line => line[0]).ToArray();
        CollectionAssert.AreEqual(new[] { "1", "2" }, lines.Select(static line => line[0]).ToArray());
        Assert.AreEqual(10, lines[0][3].Length);
        Assert.IsTrue(double.Parse(lines[0][3].Trim(), CultureInfo.InvariantCulture) is >= 0.4 and < 60, lines[0][3]);
        var started = DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(lines[0][2], CultureInfo.InvariantCulture));
        Assert.IsTrue(started >= before.AddSeconds(-1) && started <= DateTimeOffset.UtcNow, lines[0][2]);
    }

    [TestMethod]
    public async Task JobLog_Retries_AreOneLine()
    {
        await ScriptAsync("arrea run --joblog log --retries 2 --retry-delay 0 -c 'exit 7'");

        Assert.HasCount(2, Lines("log"));
        StringAssert.EndsWith(Lines("log")[1], "\t7\t0\texit 7");
    }

    [TestMethod]
    public async Task JobLog_WithoutResume_IsBegunAnew()
    {
        await ScriptAsync("echo anything > log; arrea run -q --joblog log -c true; arrea run -q --joblog log -c 'echo 2'");

        Assert.HasCount(2, Lines("log"));
        Assert.AreEqual(Header, Lines("log")[0]);
        StringAssert.EndsWith(Lines("log")[1], "\techo 2");
    }

    [TestMethod]
    public async Task JobLog_WithAPlus_IsAddedTo()
    {
        await ScriptAsync("arrea run -q --joblog +log -c true; arrea run -q --joblog +log -c false");

        Assert.HasCount(3, Lines("log"));
        Assert.AreEqual(Header, Lines("log")[0]);
    }

    [TestMethod]
    public async Task JobLog_LastLineTorn_IsMendedWhenResumed()
    {
        await ScriptAsync("arrea run -q --joblog log -c true; printf '2\\t:\\t17952' >> log; arrea run -q --resume --joblog log -c true -c 'echo b'");

        Assert.HasCount(3, Lines("log"));
        StringAssert.EndsWith(Lines("log")[2], "\techo b");
    }

    [TestMethod]
    public async Task JobLog_Interrupted_HasOnlyWhatFinished()
    {
        await using var process = StartScript("exec \"$DOTNET\" \"$ARREA\" run -j1 -o line --joblog log -c true -c 'echo ready; sleep 3600' -c 'echo never'");
        await process.OutputAsync("ready");
        await Condition.HoldsAsync(() => File.Exists(this["log"]) && Lines("log").Length == 2, "the first job is logged");
        process.Signal(15);

        (await process.EndAsync()).Exits(143);
        Assert.HasCount(2, Lines("log"));
        StringAssert.EndsWith(Lines("log")[1], "\ttrue");
    }

    [TestMethod]
    [DataRow("no-such-folder/log", "")]
    [DataRow(".", "it is a directory")]
    [DataRow("/dev/full", "No space left on device")]
    [DataRow("/proc/version", "")]
    public async Task JobLog_CannotBeWritten_ExitsWith4BeforeAnythingRuns(string path, string why)
    {
        var result = (await ScriptAsync($"arrea run --joblog {path} -c 'echo ran'")).Exits(4);

        Assert.AreEqual("", result.Output);
        StringAssert.StartsWith(result.Error, $"arrea: cannot write the job log '{path}': ");
        StringAssert.Contains(result.Error, why);
    }

    [TestMethod]
    [DataRow("--joblog", "")]
    [DataRow("--joblog", "-")]
    [DataRow("--results", "")]
    public async Task Value_Malformed_IsRefused(string flag, string value)
    {
        var result = (await ScriptAsync($"arrea run {flag} '{value}' -c 'echo ran'")).Exits(2);

        StringAssert.StartsWith(result.Error, $"arrea: '{flag}' does not accept '{value}'; it accepts the path of ");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task JobLog_ThatAnotherRunWrites_IsRefused()
    {
        await using var process = StartScript("exec \"$DOTNET\" \"$ARREA\" run -o line --joblog log -c 'echo ready; sleep 3600'");
        await process.OutputAsync("ready");

        var result = (await ScriptAsync("arrea run --joblog log -c 'echo ran'")).Exits(4);

        Assert.AreEqual("", result.Output);
        StringAssert.StartsWith(result.Error, "arrea: cannot write the job log 'log': ");
    }

    [TestMethod]
    public async Task JobLog_NoRoomLeft_EndsWith125AndLosesNothingPrinted()
    {
        // The limit is on the size of any file that the run writes; the jobs only print.
        var result = await ScriptAsync("""
            trap '' XFSZ
            export DOTNET_EnableWriteXorExecute=0
            for i in $(seq 100); do echo "echo $i $(head -c 100 /dev/zero | tr '\0' x)"; done > jobs
            ulimit -f 4
            arrea run --no-journal -j1 -q --joblog log -a jobs
            """);

        result.Exits(125);
        StringAssert.StartsWith(result.Error, "arrea: cannot write the job log '");
        var logged = Lines("log").Skip(1).Where(static line => line.Split('\t').Length == 9 && line.EndsWith('x')).Select(static line => line.Split('\t')[0]).ToArray();
        var printed = result.Lines.Select(static line => line.Split(' ')[0]).ToArray();
        Assert.IsGreaterThan(10, printed.Length);
        Assert.IsTrue(printed.Length <= logged.Length, $"{printed.Length} printed, {logged.Length} logged");
        CollectionAssert.IsSubsetOf(printed, logged);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>All but what differs from run to run: the times. Alignment stays.</summary>
    private string[] Columns(string file)
        => [.. Text(file).TrimEnd('\n').Split('\n').Select(static line => line.Split('\t') is [var seq, var host, var start, var time, .. var rest] && seq != "Seq"
            ? string.Join('\t', [seq, host, start.Length.ToString(CultureInfo.InvariantCulture), time.Length.ToString(CultureInfo.InvariantCulture), .. rest])
            : line)];
}
