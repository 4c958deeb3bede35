namespace Arrea.Dataflow.Tests.Cli;

/// <summary>Unusual environments of <c>arrea</c> itself.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class CliEnvironmentTests(TestContext context)
{
    [TestMethod]
    public async Task Run_InADirectoryThatIsGone_RunsWithoutAJournalAndSaysWhy()
    {
        var result = await CliProcess.ScriptAsync(context, "gone=$(mktemp -d); cd \"$gone\"; rmdir \"$gone\"; arrea run -q -c 'echo ran'");

        Assert.AreEqual("ran\n", result.Exits(0).Output);
        StringAssert.Contains(result.Error, "arrea: no journal is kept of this run: the working directory is gone; go to one that is there\n");
    }

    [TestMethod]
    public async Task Variable_NotUtf8_ReachesTheJobUnchanged()
    {
        var result = await CliProcess.ScriptAsync(context, "X=$'\\xff\\xfe=a' arrea run -q --shell /bin/sh -c 'printf %s \"$X\" | od -An -tx1'");

        result.Exits(0);
        Assert.AreEqual(" ff fe 3d 61\n", result.Output);
    }

    [TestMethod]
    [DataRow("é")]
    [DataRow("a b")]
    [DataRow("")]
    public async Task Mark_ThatIsNoneOfOurs_HidesNoProcess(string mark)
    {
        var survivors = new Survivors();

        var result = await CliProcess.ScriptAsync(
            context, $"ARREA_PROCESS_MARK='{mark}' arrea run -q --timeout 1s --shell /bin/sh -c '(setsid sleep {survivors.Seconds} > /dev/null 2>&1 < /dev/null &); sleep 1000'");

        result.Exits(124);
        Assert.AreEqual(0, survivors.Count);
    }
}
