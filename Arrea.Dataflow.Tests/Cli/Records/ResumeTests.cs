using Arrea.Cli.Resuming;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli.Records;

[TestClass]
public sealed class ResumeTests(TestContext context) : RecordsTest(context)
{
    // Each job leaves a line, so that what ran shows; 'b' fails until there is a file 'mended'.
    private const string Jobs = "printf 'echo a >> ran\\necho b >> ran; test -e mended\\necho c >> ran\\n' > jobs; ";

    [TestMethod]
    public async Task Resume_LogOfGnuParallel_KnowsItsJobsByWhatTheyMean()
    {
        await File.WriteAllTextAsync(
            this["log"],
            "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n" +
            "1\t:\t1795306486.862\t     0.020\t0\t2\t0\t0\techo a\n" +
            "2\t:\t1795306486.890\t     0.003\t0\t4\t1\t0\techo b\\ c\n" +
            "3\t:\t1795306486.905\t     0.009\t0\t5\t0\t0\techo 'it'\"'\"'s'\n",
            Context.CancellationToken);

        var result = await ScriptAsync("arrea run -q --no-journal --joblog log --resume-failed 'echo {}' ::: a 'b c' \"it's\" new");

        result.Exits(0);
        Assert.AreEqual("b c\nnew\n", result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    [DataRow("echo a", "echo 'a'", true)]
    [DataRow("echo a\\ b", "echo 'a b'", true)]
    [DataRow("echo \"a b\"", "echo 'a b'", true)]
    [DataRow("echo it\\'s", "echo 'it'\\''s'", true)]
    [DataRow("echo ''", "echo \"\"", true)]
    [DataRow("echo a b", "echo 'a b'", false)]
    [DataRow("echo $HOME", "echo '$HOME'", false)]
    [DataRow("echo \"$HOME\"", "echo '$HOME'", false)]
    [DataRow("echo *", "echo '*'", false)]
    [DataRow("echo a; b", "echo 'a; b'", false)]
    [DataRow("echo", "echo ''", false)]
    [DataRow("echo $'a'", "echo $a", false)]
    [DataRow("echo 'a", "echo a", false)]
    [DataRow("echo \"$(echo \"a b\")\"", "echo \"$(echo a b)\"", false)]
    [DataRow("~/x", "'~/x'", false)]
    public void QuotedAlike_Commands_AreTheSameOnlyToTheShell(string one, string other, bool same)
        => Assert.AreEqual(same, QuotedAlike.KeyOf(one) == QuotedAlike.KeyOf(other));

    [TestMethod]
    [DataRow("--resume", "--joblog log", "")]
    [DataRow("--resume", "", "")]
    [DataRow("--resume-failed", "--joblog log", "b")]
    [DataRow("--resume-failed", "", "b")]
    [DataRow("--retry-failed", "--joblog log", "b")]
    [DataRow("--retry-failed", "", "b")]
    public async Task Resume_AfterARunWithAFailure_RunsWhatTheFlagSays(string flag, string log, string expected)
    {
        var result = await ScriptAsync($"{Jobs}arrea run -q {log} -a jobs; rm ran; touch ran mended; arrea run -q {log} {flag} -a jobs");

        result.Exits(0);
        CollectionAssert.AreEqual(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Lines("ran"));
    }

    [TestMethod]
    public async Task Resume_HaltedAgain_NamesTheJobByItsNumber()
    {
        var result = await ScriptAsync("printf 'true\\nexit 3\\n' > jobs; arrea run -o none -j1 --joblog log --halt soon,done=1 -a jobs; arrea run -o group --joblog log --resume --halt soon,fail=1 -a jobs");

        StringAssert.Contains(result.Exits(3).Error, "arrea: nothing more starts (--halt soon,fail=1, [2])\n");
    }

    [TestMethod]
    [DataRow("--joblog log")]
    [DataRow("")]
    public async Task RetryFailed_WithoutASource_TakesTheCommandsFromTheRecord(string log)
    {
        var result = await ScriptAsync($"{Jobs}arrea run -q {log} -a jobs; rm ran; touch mended; arrea run -o ndjson {log} --retry-failed; arrea run -q {log} --retry-failed; echo $?");

        Assert.HasCount(1, Lines("ran"));
        StringAssert.Contains(result.Output, "\"index\":0,\"seq\":2,");
        StringAssert.EndsWith(result.Output, "\n0\n");
    }

    [TestMethod]
    [DataRow("--joblog log")]
    [DataRow("")]
    public async Task Resume_ListReorderedMendedAndExtended_GoesByContent(string log)
    {
        var result = await ScriptAsync($"""
            {Jobs}arrea run -q {log} -a jobs; rm ran; touch ran
            printf 'echo new >> ran\necho c >> ran\necho a >> ran\n' > jobs
            arrea run -q {log} --resume -a jobs
            """);

        result.Exits(0);
        CollectionAssert.AreEqual(new[] { "new" }, Lines("ran"));
        StringAssert.Contains(result.Error, "[2] echo b >> ran; test -e mended: in ");
        StringAssert.Contains(result.Error, ", but no longer listed\n");
    }

    [TestMethod]
    public async Task ResumeFailed_AndHalt_NamesTheJobByItsNumberInTheList()
    {
        var result = await ScriptAsync("arrea run -q -c true -c false; arrea run --resume-failed --halt now,fail=1 -c true -c false");

        result.Exits(1);
        StringAssert.Contains(result.Error, "[2] false: exit code 1\n");
        StringAssert.Contains(result.Error, "arrea: nothing more starts (--halt now,fail=1, [2])\n");
    }

    [TestMethod]
    public async Task Resume_EqualCommands_RunAsOftenAsTheyAreMissing()
    {
        await ScriptAsync("arrea run -q --joblog log -c 'echo x >> ran' -c 'echo x >> ran'; arrea run -q --joblog log --resume -c 'echo x >> ran' -c 'echo x >> ran' -c 'echo x >> ran'");

        Assert.HasCount(3, Lines("ran"));
    }

    [TestMethod]
    public async Task Resume_CommandWithLineEndsAndTabs_IsFoundInTheJobLog()
    {
        await ScriptAsync("arrea run -q --joblog log -c \"$(printf 'echo\\ta\\\\\\n b >> ran')\"; arrea run -q --joblog log --resume -c \"$(printf 'echo\\ta\\\\\\n b >> ran')\"");

        Assert.HasCount(1, Lines("ran"));
    }

    [TestMethod]
    public async Task Resume_JobLogOfGnuParallel_IsUnderstood()
    {
        await File.WriteAllTextAsync(
            this["log"],
            "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n1\t:\t1795296138.483\t     0.000\t0\t0\t0\t0\techo a\n3\t:\t1795296138.483\t     0.000\t0\t0\t-1\t15\techo c\n",
            Context.CancellationToken);

        var result = await ScriptAsync("arrea run -q --joblog log --resume-failed -c 'echo a' -c 'echo b' -c 'echo c'");

        Assert.AreEqual("b\nc\n", result.Output, result.Error);
    }

    [TestMethod]
    [DataRow("--joblog log")]
    [DataRow("")]
    public async Task Resume_Killed_RunsEachFinishedJobOnce(string log)
    {
        await File.WriteAllLinesAsync(this["jobs"], Enumerable.Range(1, 300).Select(static i => $"sleep 0.005; echo {i} >> ran; echo {i}"), Context.CancellationToken);
        var finished = new Dictionary<string, int>();
        foreach (var enough in new[] { 60, 60 })
        {
            await using var process = StartScript($"exec \"$DOTNET\" \"$ARREA\" run -o line -j4 {log} --resume -a jobs");
            await Condition.HoldsAsync(() => process.SeenOutput.Count(static character => character == '\n') >= enough, "enough jobs have ended");
            process.Signal(9);
            await process.EndAsync();
            var known = log.Length > 0
                ? Lines("log").Skip(1).Where(static line => line.Split('\t').Length == 9).Select(static line => line.Split("echo ")[^1])
                : LastRun.Jobs.Where(static job => job.HasFinished).Select(static job => job.Command.Split("echo ")[^1]);
            var soFar = Runs();
            foreach (var job in known)
            {
                // One that was running when the process was killed may run again; one that had ended may not.
                finished.TryAdd(job, soFar[job]);
            }
        }

        (await ScriptAsync($"arrea run -q -j4 {log} --resume -a jobs")).Exits(0);

        var ran = Runs();
        Assert.HasCount(300, ran);
        Assert.IsGreaterThanOrEqualTo(100, finished.Count);
        Assert.IsTrue(finished.All(job => ran[job.Key] == job.Value), string.Join(' ', finished.Where(job => ran[job.Key] != job.Value)));
        var last = await ScriptAsync($"arrea run -o group {log} --resume -a jobs");
        StringAssert.Contains(last.Error, "0 of 300 jobs run");

        Dictionary<string, int> Runs() => Lines("ran").GroupBy(static line => line).ToDictionary(static line => line.Key, static line => line.Count());
    }

    [TestMethod]
    [DataRow("--cwd /", "--joblog log", "the directory was /, and is ")]
    [DataRow("--cwd /", "", "the directory was /, and is ")]
    [DataRow("--env A=1", "--joblog log", "the variable A is no longer set")]
    public async Task Resume_SurroundingsChanged_AreRefusedWithTheDifference(string first, string log, string difference)
    {
        var result = (await ScriptAsync($"arrea run -q {log} {first} -c 'exit 1' -c 'true'; arrea run -q {log} --resume-failed -c 'exit 1' -c 'true'")).Exits(4);

        StringAssert.StartsWith(result.Error, "arrea: cannot go on with ");
        StringAssert.Contains(result.Error, $"[1] exit 1: {difference}");
        StringAssert.Contains(result.Error, "[2] true: ");
    }

    [TestMethod]
    [DataRow("--env A=2", "the variable A had another value")]
    [DataRow("--env A=1 --env B=1", "the variable B was not set")]
    public async Task Resume_VariablesChanged_AreNamedWithoutTheirValues(string flags, string difference)
    {
        var result = (await ScriptAsync($"arrea run -q --joblog log --env A=1 -c true; arrea run -q --joblog log --resume {flags} -c true")).Exits(4);

        StringAssert.Contains(result.Error, $"[1] true: {difference}\n");
    }

    [TestMethod]
    public async Task Resume_SameVariables_GoOn()
        => (await ScriptAsync("arrea run -q --env A=1 -c 'exit 1'; arrea run -q --env A=1 --resume -c 'exit 1'")).Exits(0);

    [TestMethod]
    public async Task Resume_NothingRecorded_RunsAllAndSaysSo()
    {
        var result = (await ScriptAsync("arrea run --resume -c 'echo one'; arrea run --joblog log --resume -c 'echo two'")).Exits(0);

        Assert.AreEqual("one\ntwo\n", result.Output);
        StringAssert.Contains(result.Error, "arrea: nothing is recorded of these jobs: all of them run\n");
        Assert.HasCount(2, Lines("log"));
    }

    [TestMethod]
    public async Task Resume_OtherJobsOrAnotherDirectory_AreNotTakenForTheSame()
    {
        var result = await ScriptAsync("arrea run -q -c 'echo one'; arrea run -q --resume -c 'echo two'; mkdir d; cd d; arrea run -q --resume -c 'echo one'");

        Assert.AreEqual("one\ntwo\none\n", result.Output);
    }

    [TestMethod]
    public async Task Resume_OfAResumedRun_KnowsBoth()
    {
        var result = await ScriptAsync("""
            arrea run -q -c 'echo a' -c 'test -e m1 && echo b' -c 'test -e m2 && echo c'
            touch m1; arrea run -q --resume-failed -c 'echo a' -c 'test -e m1 && echo b' -c 'test -e m2 && echo c'
            touch m2; arrea run -q --resume-failed -c 'echo a' -c 'test -e m1 && echo b' -c 'test -e m2 && echo c'
            """);

        Assert.AreEqual("a\nb\nc\n", result.Output);
        Assert.IsTrue(LastRun.Jobs.Take(2).All(static job => job.IsCarried));
    }

    [TestMethod]
    public async Task Resume_JobsOfAPipe_AreReadToTheEndFirst()
    {
        var result = await ScriptAsync("printf 'echo a\\nexit 1\\n' | arrea run -q; printf 'echo a\\nexit 1\\necho c\\n' | arrea run -q --resume");

        Assert.AreEqual("a\nc\n", result.Output);
    }

    [TestMethod]
    public async Task Resume_RunThatGoesOn_IsRefused()
    {
        await using var process = StartScript("exec \"$DOTNET\" \"$ARREA\" run -o line -c 'echo ready; sleep 3600'");
        await process.OutputAsync("ready");

        var result = (await ScriptAsync("arrea run -q --resume -c 'echo ready; sleep 3600'")).Exits(4);

        StringAssert.Contains(result.Error, "of these jobs goes on (process ");
    }

    [TestMethod]
    [DataRow("--retry-failed", "arrea: nothing is recorded of these jobs in this directory")]
    [DataRow("--retry-failed --joblog log", "arrea: there is no job log 'log' that says what failed")]
    [DataRow("--retry-failed -c true", "arrea: nothing is recorded of these jobs in this directory")]
    public async Task RetryFailed_NothingRecorded_ExitsWith4(string flags, string message)
        => StringAssert.StartsWith((await ScriptAsync($"arrea run {flags}")).Exits(4).Error, message);

    [TestMethod]
    [DataRow("echo hello > log", "'log' is no job log: its first line is not the header of one")]
    [DataRow("arrea run -q --joblog log -c true; echo 2 >> log", "'log' is no job log: line 3 has not its columns")]
    [DataRow("mkdir log", "cannot read the job log 'log': it is a directory")]
    public async Task Resume_FileIsNoJobLog_ExitsWith4(string before, string message)
    {
        var result = (await ScriptAsync($"{before}; arrea run --joblog log --resume -c 'echo ran'")).Exits(4);

        Assert.AreEqual($"arrea: {message}\n", result.Error);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("--resume --resume-failed", "'--resume' and '--resume-failed' exclude one another")]
    [DataRow("--resume --retry-failed", "'--resume' and '--retry-failed' exclude one another")]
    [DataRow("--resume-failed --retry-failed", "'--resume-failed' and '--retry-failed' exclude one another")]
    public async Task Resume_FlagsDoNotGoTogether_SaysSo(string flags, string message)
        => StringAssert.StartsWith((await ScriptAsync($"arrea run {flags} -c true")).Exits(2).Error, $"arrea: {message}");

    [TestMethod]
    public async Task Resume_DryRun_ShowsWhatIsLeftWithItsNumber()
    {
        var result = await ScriptAsync("arrea run -q --joblog log -c 'echo a'; arrea run --dry-run --joblog log --resume -c 'echo a' -c 'echo b'");

        Assert.AreEqual("a\n[2] echo b: ok\n", result.Output);
        Assert.HasCount(2, Lines("log"));
    }
}
