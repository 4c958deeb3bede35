namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliBrokenOutputTests(TestContext context)
{
    [TestMethod]
    [DataRow("line")]
    [DataRow("group")]
    [DataRow("tag")]
    [DataRow("quiet")]
    [DataRow("ndjson")]
    public async Task Output_ClosedByItsReader_EndsQuietlyWith141(string mode)
    {
        var survivors = new Survivors();
        var job = mode is "line" or "tag" or "ndjson" ? "while :; do echo y; done" : "head -c 100000 /dev/zero | tr '\\0' '\\n'; exit 0";

        var result = await CliProcess.ScriptAsync(
            context,
            $"arrea run -j 2 -o {mode} --timeout 0 -c '{job}' -c '{job}' -c '{job}' -c 'sleep {survivors.Seconds}' | head -c 1 > /dev/null\necho ${{PIPESTATUS[0]}}");

        Assert.AreEqual("141\n", result.Output, result.Error);
        Assert.AreEqual(0, survivors.Count);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    [DataRow("line")]
    [DataRow("group")]
    [DataRow("quiet")]
    [DataRow("ndjson")]
    public async Task Output_DeviceFull_EndsWith125AndSaysWhy(string mode)
    {
        var survivors = new Survivors();

        var result = await CliProcess.ScriptAsync(
            context, $"arrea run -j 2 -o {mode} --timeout 0 -c 'echo a' -c 'sleep {survivors.Seconds}' > /dev/full");

        result.Exits(125);
        Assert.AreEqual("arrea: cannot write to standard output: No space left on device\n", result.Error);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Output_NoRoomForTheTemporaryFile_EndsWith125AndSaysWhy()
    {
        var survivors = new Survivors();

        var result = await CliProcess.ScriptAsync(
            context,
            $"TMPDIR=/proc arrea run -j 2 --timeout 0 -c 'yes | head -c 5000000' -c 'sleep {survivors.Seconds}'");

        result.Exits(125);
        StringAssert.StartsWith(result.Error, "arrea: cannot keep output in a temporary file in /proc/");
        Assert.AreEqual("", result.Output);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Output_BeyondMemory_LeavesNoFileBehind()
    {
        var result = await CliProcess.ScriptAsync(context, """
            export TMPDIR=$(mktemp -d)
            arrea run -c 'yes | head -c 5000000' -c "yes | head -c 5000000; ls $TMPDIR >&2" | wc -c
            ls -A $TMPDIR | grep -v -e clr- -e dotnet
            """);

        Assert.AreEqual("10000000\n", result.Output);
        Assert.IsFalse(result.Error.Contains("arrea-", StringComparison.Ordinal), result.Error);
    }

    [TestMethod]
    [DataRow("arrea run --help > /dev/full")]
    [DataRow("arrea --version > /dev/full")]
    [DataRow("arrea run --dry-run -c true > /dev/full")]
    public async Task Text_DeviceFull_EndsWith125(string script)
        => (await CliProcess.ScriptAsync(context, script)).Exits(125);

    [TestMethod]
    public async Task Messages_NobodyReads_ChangeNothing()
    {
        var result = await CliProcess.ScriptAsync(context, "arrea run -c 'echo a' -c 'exit 1' 2> /dev/full");

        result.Exits(1);
        Assert.AreEqual("a\n", result.Output);
    }

    [TestMethod]
    [DataRow("arrea run -c 'echo a' >&-", 125, "arrea: cannot write to standard output: it is not open\n")]
    [DataRow("arrea run -q -c true >&-", 0, "")]
    [DataRow("arrea run -q -c 'echo a; echo b >&2' 2>&-", 0, "")]
    [DataRow("arrea run -c 'echo a; exit 3' 2>&-", 3, "")]
    public async Task Stream_ClosedFromTheStart_IsNotMistakenForAnother(string script, int exitCode, string error)
    {
        var result = await CliProcess.ScriptAsync(context, script);

        result.Exits(exitCode);
        Assert.AreEqual(error, result.Error);
    }
}
