using System.Globalization;
using System.Text.Json;

namespace Arrea.Dataflow.Tests.Cli.Records;

[TestClass]
public sealed class ResultsTests(TestContext context) : RecordsTest(context)
{
    [TestMethod]
    public async Task Results_EachJob_HasItsOutputsAndItsEnd()
    {
        var result = await ScriptAsync("arrea run -q --results r/s -c 'echo one; echo two >&2' -c 'kill -9 $$' -c 'printf \"\\377\\000\"; exit 3'");

        result.Exits(1);
        Assert.AreEqual("one\n", Text("r/s/1/stdout"));
        Assert.AreEqual("two\n", Text("r/s/1/stderr"));
        CollectionAssert.AreEqual(new byte[] { 255, 0 }, await File.ReadAllBytesAsync(this["r/s/3/stdout"], Context.CancellationToken));
        Assert.AreEqual("", Text("r/s/3/stderr"));
        var meta = JsonDocument.Parse(Text("r/s/1/meta.json")).RootElement;
        Assert.AreEqual(1, meta.GetProperty("seq").GetInt32());
        Assert.AreEqual("echo one; echo two >&2", meta.GetProperty("command").GetString());
        Assert.AreEqual("succeeded", meta.GetProperty("outcome").GetString());
        Assert.AreEqual(0, meta.GetProperty("exit_code").GetInt32());
        Assert.AreEqual(1, meta.GetProperty("attempts").GetInt32());
        Assert.AreEqual(new DirectoryInfo(this["."]).FullName.TrimEnd('/'), meta.GetProperty("cwd").GetString());
        var killed = JsonDocument.Parse(Text("r/s/2/meta.json")).RootElement;
        Assert.AreEqual(9, killed.GetProperty("signal").GetInt32());
        Assert.AreEqual(JsonValueKind.Null, killed.GetProperty("exit_code").ValueKind);
        Assert.AreEqual("failed", killed.GetProperty("outcome").GetString());
        Assert.IsTrue(killed.GetProperty("started").GetString()!.CompareTo(killed.GetProperty("finished").GetString()) <= 0);
    }

    [TestMethod]
    [DataRow("'echo {} {2}' ::: 'a b' ::: '-' \"it's\"", 2, """["a b","it's"]""")]
    [DataRow("-- echo 'x y' '$HOME'", 1, """["echo","x y","$HOME"]""")]
    [DataRow("-c 'echo a'", 1, "null")]
    public async Task Results_Meta_HasTheArguments(string operands, int seq, string arguments)
    {
        (await ScriptAsync($"arrea run -q --results r {operands}")).Exits(0);

        var meta = JsonDocument.Parse(Text(string.Create(CultureInfo.InvariantCulture, $"r/{seq}/meta.json"))).RootElement;
        Assert.IsTrue(JsonElement.DeepEquals(JsonDocument.Parse(arguments).RootElement, meta.GetProperty("arguments")), meta.ToString());
    }

    [TestMethod]
    public async Task Results_Retries_KeepEarlierAttemptsAside()
    {
        await ScriptAsync("arrea run -q --retries 2 --retry-delay 0 --results r -c 'echo x >> n; echo try $(wc -l < n); test $(wc -l < n) -ge 3'");

        Assert.AreEqual("try 1\n", Text("r/1/stdout.1"));
        Assert.AreEqual("try 2\n", Text("r/1/stdout.2"));
        Assert.AreEqual("try 3\n", Text("r/1/stdout"));
        Assert.AreEqual(3, JsonDocument.Parse(Text("r/1/meta.json")).RootElement.GetProperty("attempts").GetInt32());
    }

    [TestMethod]
    public async Task Results_LargeOutput_IsWhole()
    {
        await ScriptAsync("arrea run -o none --results r -c 'yes | head -c 20000000'");

        Assert.AreEqual(20_000_000, new FileInfo(this["r/1/stdout"]).Length);
    }

    [TestMethod]
    public async Task Results_WhileTheJobRuns_AreThere()
    {
        await using var process = StartScript("exec \"$DOTNET\" \"$ARREA\" run -o line --results r -c 'echo early; echo ready >&2; sleep 3600'");
        await process.ErrorAsync("ready");

        Assert.AreEqual("early\n", Text("r/1/stdout"));
    }

    [TestMethod]
    public async Task Results_JobsThatNeverStarted_HaveNone()
    {
        await using var process = StartScript("exec \"$DOTNET\" \"$ARREA\" run -j1 -o line --results r -c 'echo ready; sleep 3600' -c 'echo never'");
        await process.OutputAsync("ready");
        process.Signal(15);

        (await process.EndAsync()).Exits(143);
        StringAssert.Contains(Text("r/1/meta.json"), "\"interrupted\"");
        Assert.IsFalse(Directory.Exists(this["r/2"]));
    }

    [TestMethod]
    [DataRow("mkdir r; touch r/x", "r", "it is not empty; give a new folder, or --resume to add to it")]
    [DataRow("touch r", "r", "it is not a directory")]
    [DataRow("true", "/proc/r", "")]
    [DataRow("true", "/dev/null/r", "")]
    public async Task Results_FolderCannotBeUsed_ExitsWith4BeforeAnythingRuns(string before, string folder, string why)
    {
        var result = (await ScriptAsync($"{before}; arrea run --results {folder} -c 'echo ran'")).Exits(4);

        Assert.AreEqual("", result.Output);
        StringAssert.StartsWith(result.Error, $"arrea: cannot use '{folder}' for results: ");
        StringAssert.Contains(result.Error, why);
    }

    [TestMethod]
    public async Task Results_EmptyFolder_IsUsed()
    {
        await ScriptAsync("mkdir r; arrea run -q --results r -c 'echo one'");

        Assert.AreEqual("one\n", Text("r/1/stdout"));
    }

    [TestMethod]
    public async Task Results_NoRoomLeft_EndsWith125()
    {
        var result = await ScriptAsync("""
            trap '' XFSZ
            export DOTNET_EnableWriteXorExecute=0
            ulimit -f 4
            arrea run --no-journal -q --results r -c 'head -c 100000 /dev/zero'
            """);

        result.Exits(125);
        StringAssert.StartsWith(result.Error, "arrea: cannot write the results in '");
    }

    [TestMethod]
    public async Task Results_ResumedWithAnotherJobOfTheSameNumber_AreNotLost()
    {
        var result = (await ScriptAsync("""
            arrea run -q --results r --joblog log -c 'echo one' -c 'echo two' > /dev/null
            arrea run -q --results r --joblog log --resume -c 'echo two' -c 'echo new'
            """)).Exits(4);

        StringAssert.Contains(result.Error, "'r/2' has the results of another job: echo two; give another folder");
        Assert.AreEqual("", result.Output);
        Assert.AreEqual("two\n", Text("r/2/stdout"));
        Assert.HasCount(3, Lines("log"));
    }

    [TestMethod]
    public async Task Results_Resumed_AreReplacedJobByJob()
    {
        await ScriptAsync("""
            arrea run -q --results r --joblog log -c 'echo one' -c 'echo x >> n; test $(wc -l < n) -ge 2'
            arrea run -q --results r --joblog log --resume-failed -c 'echo one' -c 'echo x >> n; test $(wc -l < n) -ge 2'
            """);

        Assert.AreEqual("one\n", Text("r/1/stdout"));
        StringAssert.Contains(Text("r/2/meta.json"), "\"succeeded\"");
    }

    [TestMethod]
    public async Task Results_Resumed_LeaveFilesOfOthersAlone()
    {
        await ScriptAsync("""
            arrea run -q --retries 1 --retry-delay 0 --results r -c 'test -e mended'
            touch mended r/1/stdout.mine r/1/stderr. r/1/stderr.1.kept r/1/stdout.+2
            arrea run -q --results r --resume-failed -c 'test -e mended'
            """);

        CollectionAssert.AreEquivalent(
            new[] { "meta.json", "stderr", "stdout", "stdout.mine", "stderr.", "stderr.1.kept", "stdout.+2" },
            Directory.GetFiles(this["r/1"]).Select(Path.GetFileName).ToArray());
    }
}
