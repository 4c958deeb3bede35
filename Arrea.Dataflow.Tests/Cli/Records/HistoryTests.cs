using System.Globalization;
using System.Text.Json;
using Arrea.Cli.History;
using Arrea.Cli.Journals;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli.Records;

[TestClass]
public sealed class HistoryTests(TestContext context) : RecordsTest(context)
{
    [TestMethod]
    public async Task History_Runs_AreListedNewestFirst()
    {
        var result = await ScriptAsync("arrea run -q -c 'echo one' > /dev/null; arrea run -q -c 'exit 3' -c true > /dev/null; arrea history");

        result.Exits(0);
        Assert.HasCount(3, result.Lines);
        StringAssert.StartsWith(result.Lines[0], "#  RUN ");
        StringAssert.Matches(result.Lines[1], new($"^1  {LastRun.Facts.Id}  .*  2       1  .*     1  exit 3$"));
        StringAssert.Matches(result.Lines[2], new("^2  .*  1       0  .*     0  echo one$"));
    }

    [TestMethod]
    public async Task History_Json_IsOneObjectALine()
    {
        var result = await ScriptAsync("for i in 1 2 3; do arrea run -q -c \"exit $i\"; done; arrea history --json --limit 2");

        var runs = Json(result);
        Assert.HasCount(2, runs);
        Assert.AreEqual(3, runs[0].GetProperty("exit_code").GetInt32());
        Assert.AreEqual(1, runs[0].GetProperty("failed").GetInt32());
        Assert.AreEqual("completed", runs[0].GetProperty("state").GetString());
        Assert.AreEqual("exit 2", runs[1].GetProperty("first_command").GetString());
    }

    [TestMethod]
    public async Task History_NothingRecorded_SaysSo()
    {
        var result = (await ScriptAsync("arrea history")).Exits(0);

        Assert.AreEqual("", result.Output);
        StringAssert.StartsWith(result.Error, "arrea: nothing is recorded in '");
    }

    [TestMethod]
    public async Task Show_ControlCharacters_AreMadeVisible()
    {
        var result = await ScriptAsync("arrea run -q --no-validate -c \"$(printf 'echo \\033[31mred\\nexit 1')\" > /dev/null; arrea show last; arrea history");

        Assert.IsFalse(result.Output.Contains('\e', StringComparison.Ordinal), result.Output);
        StringAssert.Contains(result.Output, "echo \\x1B[31mred\\nexit 1");
    }

    [TestMethod]
    [DataRow("last")]
    [DataRow("1")]
    [DataRow("$(arrea history --json | jq -r .run_id)")]
    [DataRow("$(arrea history --json | jq -r .run_id | cut -c1-6)")]
    [ProgramCondition("jq")]
    public async Task Show_Run_IsFoundByEachOfItsNames(string name)
    {
        var result = (await ScriptAsync($"arrea run -q -c 'exit 3' -c true; arrea show {name}")).Exits(0);

        StringAssert.StartsWith(result.Output, $"run          {LastRun.Facts.Id}\n");
        StringAssert.Contains(result.Output, "exit code 1 (failed) after ");
        StringAssert.Contains(result.Output, "jobs         1 succeeded, 1 failed\n");
        StringAssert.Contains(result.Output, "  1  failed        3      1  ");
    }

    [TestMethod]
    public async Task Show_Failed_ShowsNoOthers()
    {
        var result = await ScriptAsync("arrea run -q -c 'exit 3' -c true; arrea show last --failed --json");

        var run = Json(result)[0];
        CollectionAssert.AllItemsAreUnique(run.EnumerateObject().Select(static property => property.Name).ToArray());
        Assert.AreEqual(2, run.GetProperty("total").GetInt32());
        var jobs = run.GetProperty("jobs").EnumerateArray().ToArray();
        Assert.HasCount(1, jobs);
        Assert.AreEqual("exit 3", jobs[0].GetProperty("command").GetString());
        Assert.AreEqual("failed", jobs[0].GetProperty("outcome").GetString());
    }

    [TestMethod]
    [DataRow("show nonsense", "no run 'nonsense': RUN is ")]
    [DataRow("show lats", "Did you mean 'last'?")]
    [DataRow("show 2", "no run '2'")]
    [DataRow("show 0", "no run '0'")]
    [DataRow("show 9999", "no run '9999'")]
    [DataRow("show ''", "no run ''")]
    [DataRow("stats nonsense", "no run 'nonsense'")]
    [DataRow("retry nonsense", "no run 'nonsense'")]
    [DataRow("show", "no run: give an id")]
    [DataRow("retry", "no run: give an id")]
    [DataRow("show last last", "unexpected argument 'last'")]
    [DataRow("history last", "unexpected argument 'last'")]
    [DataRow("history --limit 0", "'--limit' does not accept '0'")]
    [DataRow("retry last --joblog ''", "'--joblog' does not accept ''")]
    [DataRow("retry last --resume", "unknown flag '--resume'")]
    public async Task Run_NotNamedRight_ExitsWith2AndSaysWhatThereIs(string arguments, string message)
    {
        var result = (await ScriptAsync($"arrea run -q -c true; arrea {arguments}")).Exits(2);

        StringAssert.Contains(result.Error, message);
        if (arguments.Contains("nonsense", StringComparison.Ordinal))
        {
            StringAssert.Contains(result.Error, LastRun.Facts.Id);
        }
    }

    [TestMethod]
    public async Task Show_UnreadableJournalAmongThem_ShiftsNoNumbers()
    {
        var result = await ScriptAsync("arrea run -q -c 'exit 3'; echo torn > state/arrea/runs/99990101T000000.000Z-ffffffffffffffff.jsonl; arrea show 1; arrea show last; arrea history");

        Assert.HasCount(2, result.Lines.Where(static line => line.StartsWith("ended        exit code 3 (failed)", StringComparison.Ordinal)));
        StringAssert.StartsWith(result.Lines[^1], "1  ");
    }

    [TestMethod]
    public async Task Show_ShortNumber_IsThePlaceAlsoWhereAnIdBeginsWithIt()
    {
        Record("2222aaaa", DateTimeOffset.UnixEpoch);
        Record("2222bbbb", DateTimeOffset.UnixEpoch.AddDays(1));

        StringAssert.StartsWith((await ScriptAsync("arrea show 2")).Exits(0).Lines[0], "run          2222aaaa");
        StringAssert.Contains((await ScriptAsync("arrea show 2222")).Exits(2).Error, "no run '2222'");
        StringAssert.StartsWith((await ScriptAsync("arrea show 2222b")).Exits(0).Lines[0], "run          2222bbbb");
    }

    [TestMethod]
    public async Task Show_BeginningOfSeveral_NamesThem()
    {
        Record("abc1", DateTimeOffset.UnixEpoch);
        Record("abc2", DateTimeOffset.UnixEpoch);

        StringAssert.Contains((await ScriptAsync("arrea show abc")).Exits(2).Error, "more than one run begins with 'abc': abc2, abc1");
    }

    [TestMethod]
    public async Task Retry_Failed_RunsThoseAgainInTheirDirectory()
    {
        var result = await ScriptAsync("""
            mkdir d; cd d; arrea run -q -c 'echo a' -c 'pwd; test -e mended' -c 'exit 1'
            touch mended; cd /; arrea retry last --failed -o none; arrea show last
            """);

        StringAssert.Contains(result.Output, "jobs         1 succeeded, 1 failed\n");
        StringAssert.Contains(result.Output, "  2  succeeded ");
        StringAssert.Contains(result.Output, "\nrepeats      ");
        Assert.IsTrue(LastRun.Jobs.All(job => job.WorkingDirectory.EndsWith("/d", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Retry_All_RunsAllWithTheSameShellAndInput()
    {
        var result = await ScriptAsync("echo text > input; arrea run -q --shell bash --stdin input -c 'echo ${BASH_VERSION:+bash}; cat' > first; arrea retry 1 -q; cat first");

        Assert.AreEqual("bash\ntext\nbash\ntext\n", result.Output, result.Error);
    }

    [TestMethod]
    public async Task Retry_WhatWasAJobsOwn_IsSoAgain()
    {
        var result = await ScriptAsync("""
            echo '{"command":"echo try >> tries; sleep 3600","tag":"t","timeout":"200ms","retries":1,"key":"k","priority":3}' > jobs
            echo '{"args":["printf","[%s]","a b","$HOME"],"timeout":0}' >> jobs
            arrea run -q --jobs jobs; arrea retry last -q
            """);

        result.Exits(1);
        Assert.AreEqual("[a b][$HOME][a b][$HOME]", result.Output);
        Assert.HasCount(4, Lines("tries"));
        var (first, second) = (LastRun.Jobs[0], LastRun.Jobs[1]);
        Assert.AreEqual(TimeSpan.FromMilliseconds(200), first.Timeout);
        Assert.AreEqual((OutcomeKind.TimedOut, 2, 1, "k", 3, "t"), (first.Outcome, first.Attempts, first.Retries, first.Key, first.Priority, first.Tag));
        CollectionAssert.AreEqual(new[] { "printf", "[%s]", "a b", "$HOME" }, second.Arguments!.ToArray());
        Assert.AreEqual(Timeout.InfiniteTimeSpan, second.Timeout);
    }

    [TestMethod]
    public async Task Retry_LimitsGivenAnew_Win()
    {
        var result = await ScriptAsync("""
            echo '{"command":"echo try >> tries; test $(wc -l < tries) -gt 1 || sleep 3600","timeout":"200ms","retries":0}' > jobs
            arrea run -q --jobs jobs; rm tries; arrea retry last -q --timeout 300ms --retries 1 --retry-delay 0
            """);

        result.Exits(0);
        Assert.AreEqual(2, LastRun.Jobs[0].Attempts);
        Assert.IsNull(LastRun.Jobs[0].Timeout);
    }

    [TestMethod]
    public async Task Retry_Variables_HaveToBeGivenAgain()
    {
        var refused = (await ScriptAsync("arrea run -q --env A=1 --env B=2 -c 'echo $A$B' > /dev/null; arrea retry last --env A=5")).Exits(2);
        var retried = await ScriptAsync("arrea retry last -q --env A=5 --env B=6");

        StringAssert.Contains(refused.Error, "the jobs had variables whose values are not recorded; give them again: --env B=…");
        Assert.AreEqual("56\n", retried.Output);
    }

    [TestMethod]
    public async Task Retry_NothingFailed_IsNoJobs()
        => StringAssert.Contains((await ScriptAsync("arrea run -q -c true; arrea retry last --failed")).Exits(0).Error, "0 total");

    [TestMethod]
    public async Task Stats_OfARunAndOfAll_AddUp()
    {
        var result = await ScriptAsync("arrea run -q -c 'sleep 0.3' -c true -c 'exit 1'; arrea run -q -c true; arrea stats 2 --json; arrea stats --json; arrea stats");

        var (one, all) = (JsonDocument.Parse(result.Lines[0]).RootElement, JsonDocument.Parse(result.Lines[1]).RootElement);
        Assert.AreEqual(3, one.GetProperty("jobs").GetInt32());
        Assert.AreEqual(2, one.GetProperty("succeeded").GetInt32());
        Assert.AreEqual(0.666667, one.GetProperty("success_rate").GetDouble());
        Assert.AreEqual(one.GetProperty("max_ms").GetDouble(), one.GetProperty("slowest")[0].GetProperty("duration_ms").GetDouble());
        Assert.IsGreaterThanOrEqualTo(300, one.GetProperty("max_ms").GetDouble());
        Assert.AreEqual(2, all.GetProperty("runs").GetInt32());
        Assert.AreEqual(4, all.GetProperty("jobs").GetInt32());
        StringAssert.Contains(result.Output, "jobs      4: 3 succeeded, 1 failed\nsuccess   75 %\n");
    }

    [TestMethod]
    public void Durations_AreSummedUpByRank()
    {
        var stats = DurationStats.Of(Enumerable.Range(1, 100).Reverse().Select(static i => TimeSpan.FromSeconds(i)))!;

        Assert.AreEqual(TimeSpan.FromSeconds(50.5), stats.Median);
        Assert.AreEqual(TimeSpan.FromSeconds(95), stats.P95);
        Assert.AreEqual(TimeSpan.FromSeconds(100), stats.Longest);
        Assert.AreEqual(TimeSpan.FromSeconds(50.5), stats.Mean);
        Assert.IsNull(DurationStats.Of([]));
        Assert.AreEqual(TimeSpan.FromSeconds(3), DurationStats.Of([TimeSpan.FromSeconds(3)])!.P95);
    }

    [TestMethod]
    public async Task Nodes_RunThatGoesOn_IsSeenWithItsWorkersUntilItEnds()
    {
        await using var process = StartScript("exec \"$DOTNET\" \"$ARREA\" run -o line -j2 -c 'echo ready; sleep 3600' -c 'echo ready too; sleep 3601; true' -c 'echo never'");
        await process.OutputAsync("ready\n");
        await process.OutputAsync("ready too\n");

        var run = Json((await ScriptAsync("arrea nodes --json")).Exits(0)).Single();
        var text = (await ScriptAsync("arrea nodes; arrea history")).Output;

        Assert.AreEqual("running", run.GetProperty("state").GetString());
        Assert.AreEqual(process.Id, run.GetProperty("pid").GetInt32());
        foreach (var worker in run.GetProperty("workers").EnumerateArray())
        {
            var words = await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{worker.GetProperty("pid").GetInt32()}/cmdline"), Context.CancellationToken);
            StringAssert.Contains(words, worker.GetProperty("seq").GetInt32() == 1 ? "3600" : "3601");
        }

        Assert.AreEqual(2, run.GetProperty("workers").GetArrayLength());
        StringAssert.Contains(text, "0 of 3 jobs done, 0 failed, 2 running\n");
        StringAssert.Contains(text, "  running  ");

        process.Signal(9);
        await process.EndAsync();
        var after = await ScriptAsync("arrea nodes; arrea history; arrea show last");
        StringAssert.StartsWith(after.Error, "arrea: no run goes on\n");
        StringAssert.Contains(after.Output, "  died  ");
        StringAssert.Contains(after.Output, "2 broken off, 1 not run");
    }

    [TestMethod]
    [RequiresTerminal]
    [DataRow("x")]
    [DataRow("漢")]
    [DataRow("😀")]
    public async Task History_OnATerminal_FitsItsWidth(string sign)
    {
        await ScriptAsync($"arrea run -q -c 'echo {string.Concat(Enumerable.Repeat(sign, 300))}' > /dev/null");

        await using var process = StartScript("script -qefc 'stty cols 60; \"$DOTNET\" \"$ARREA\" history' /dev/null");
        var result = await process.EndAsync();

        Assert.IsTrue(result.Lines.Length > 1 && result.Lines.All(static line => TextWidth.Of(line.TrimEnd('\r')) <= 60), result.Output);
        StringAssert.EndsWith(result.Lines[1].TrimEnd('\r'), "…");
    }

    private void Record(string id, DateTimeOffset started)
    {
        Journals.Prepare();
        using var journal = Journals.Begin(id, started);
        var facts = new RunFacts { Id = id, Started = started, Process = new ProcessIdentity(1, 1, ""), WorkingDirectory = "/" };
        journal.Write(JournalFormat.RunStarted, started, json => JournalFormat.Write(json, facts));
    }
}
