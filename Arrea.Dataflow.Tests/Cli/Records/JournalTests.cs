using System.Globalization;
using Arrea.Cli.Journals;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Tests.Cli.Records;

[TestClass]
public sealed class JournalTests(TestContext context) : RecordsTest(context)
{
    [TestMethod]
    public async Task Journal_OfARun_HasItsFactsItsJobsAndItsEnd()
    {
        (await ScriptAsync("arrea run -q --env TOKEN=s3cret-value --cwd / -c 'echo one' -c 'exit 3'")).Exits(1);

        var run = LastRun;
        Assert.AreEqual(0, run.Damaged);
        Assert.AreEqual(2, run.Facts.Total);
        Assert.AreEqual(1, run.Conclusion!.ExitCode);
        Assert.AreEqual("failed", run.Conclusion.Reason);
        Assert.IsFalse(run.IsAlive);
        Assert.HasCount(2, run.Jobs);
        Assert.AreEqual("echo one", run.Jobs[0].Command);
        Assert.AreEqual("/", run.Jobs[0].WorkingDirectory);
        Assert.AreEqual(OutcomeKind.Succeeded, run.Jobs[0].Outcome);
        Assert.AreEqual(3, run.Jobs[1].ExitCode);
        Assert.AreEqual("TOKEN", run.Jobs[0].Environment!.Single().Key);
        var text = await File.ReadAllTextAsync(run.Path, Context.CancellationToken);
        Assert.IsFalse(text.Contains("s3cret", StringComparison.Ordinal), text);
    }

    [TestMethod]
    public async Task Journal_EachLine_IsAsTheSchemaSays()
    {
        await ScriptAsync("""
            arrea run -q --env A=1 -c 'echo one' -c 'exit 3' -c 'kill -9 $$'
            printf 'echo a\necho b\n' | arrea run -q
            arrea run -q --env A=1 --resume-failed -c 'echo one' -c 'exit 3' -c 'kill -9 $$'
            """);

        var schema = JsonSchema.Load("docs/reference/journal.schema.json");
        var types = new HashSet<string>();
        foreach (var line in Journals.NewestFirst().SelectMany(File.ReadLines))
        {
            var json = System.Text.Json.JsonDocument.Parse(line).RootElement;
            Assert.IsNull(schema.Problem(json), $"{line}\n{schema.Problem(json)}");
            types.Add(json.GetProperty("type").GetString()!);
        }

        Assert.HasCount(6, types);
    }

    [TestMethod]
    public async Task Journal_AndItsFolder_AreForTheUserAlone()
    {
        await ScriptAsync("umask 0; arrea run -q --env A=1 -c true");

        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual("0700", Mode(this["state/arrea"]));
            Assert.AreEqual("0700", Mode(this["state/arrea/runs"]));
            Assert.AreEqual("0600", Mode(Journals.NewestFirst()[0]));
            Assert.AreEqual("0600", Mode(this["state/arrea/key"]));
        }
    }

    [TestMethod]
    public async Task Journal_Id_IsThatOfTheEvents()
    {
        var result = await ScriptAsync("arrea run -o ndjson -c true");

        Assert.AreEqual(Json(result)[0].GetProperty("run_id").GetString(), LastRun.Facts.Id);
        StringAssert.EndsWith(Journals.NewestFirst()[0], $"-{LastRun.Facts.Id}.jsonl");
    }

    [TestMethod]
    [DataRow("arrea run -q --no-journal -c 'echo one'")]
    [DataRow("ARREA_NO_JOURNAL=1; export ARREA_NO_JOURNAL; arrea run -q -c 'echo one'")]
    [DataRow("arrea run --dry-run -c 'echo one'")]
    public async Task Journal_NotWanted_IsNotKept(string script)
    {
        (await ScriptAsync(script)).Exits(0);

        Assert.IsFalse(Directory.Exists(this["state"]));
    }

    [TestMethod]
    public async Task Journal_FolderCannotBeWritten_IsSaidOnceAndTheRunGoesOn()
    {
        var result = await ScriptAsync("export XDG_STATE_HOME=/proc/nowhere; arrea run -q -c 'echo one' -c 'echo two'");

        result.Exits(0);
        Assert.AreEqual("one\ntwo\n", result.Output);
        StringAssert.StartsWith(result.Error, "arrea: no journal is kept of this run: cannot keep a journal in '/proc/nowhere/arrea/runs': ");
        Assert.HasCount(1, result.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public async Task Journal_NeededAndCannotBeWritten_ExitsWith4()
    {
        var result = await ScriptAsync("export XDG_STATE_HOME=/proc/nowhere; arrea run -q --resume -c 'echo one'");

        result.Exits(4);
        Assert.AreEqual("", result.Output);
        StringAssert.Contains(result.Error, "cannot keep a journal in '/proc/nowhere/arrea/runs'");
    }

    [TestMethod]
    [DataRow("arrea run -q --resume --env A=1 -c 'echo ran'")]
    [DataRow("arrea run -q --resume --jobs lines")]
    [DataRow("rm state/arrea/key; arrea run -q --env A=1 -c true; echo x > state/arrea/key; arrea run -q --resume --env A=1 -c true")]
    public async Task Journal_NeededAndItsKeyIsDamaged_ExitsWith4(string script)
    {
        var result = await ScriptAsync($$$"""
            mkdir -p state/arrea; echo x > state/arrea/key; echo '{"command":"echo ran","env":{"A":"1"}}' > lines
            {{{script}}}
            """);

        result.Exits(4);
        Assert.AreEqual("", result.Output);
        StringAssert.EndsWith(result.Error, "/state/arrea/key' is damaged; remove it\n");
    }

    [TestMethod]
    public async Task Journal_WorkingDirectoryThatIsGone_IsSaidAndTheRunGoesOn()
    {
        var result = await ScriptAsync("mkdir gone; cd gone; rmdir ../gone; arrea run -q -c 'echo ran'; arrea run -q --resume -c 'echo ran'");

        result.Exits(4);
        Assert.AreEqual("ran\n", result.Output);
        StringAssert.Contains(result.Error, "arrea: no journal is kept of this run: the working directory is gone; go to one that is there\n");
        StringAssert.EndsWith(result.Error, "\narrea: the working directory is gone; go to one that is there\n");
    }

    [TestMethod]
    public async Task Journal_NoRoomLeft_EndsWith125AndHasWhatWasPrinted()
    {
        var result = await ScriptAsync("""
            trap '' XFSZ
            export DOTNET_EnableWriteXorExecute=0
            for i in $(seq 200); do echo "echo $i"; done > jobs
            ulimit -f 32
            cat jobs | arrea run -j1 -q
            """);

        result.Exits(125);
        StringAssert.Contains(result.Error, "arrea: cannot write the journal '");
        var recorded = LastRun.Jobs.Where(static job => job.HasFinished).Select(static job => job.Command["echo ".Length..]).ToArray();
        Assert.IsGreaterThan(10, result.Lines.Length);
        CollectionAssert.IsSubsetOf(result.Lines, recorded);
    }

    [TestMethod]
    public async Task Journal_NoRoomForTheJobs_LeavesNoneAndTheRunGoesOn()
    {
        var result = await ScriptAsync("""
            trap '' XFSZ
            export DOTNET_EnableWriteXorExecute=0
            for i in $(seq 200); do echo "echo $i"; done > jobs
            ulimit -f 4
            arrea run -q -a jobs
            """);

        result.Exits(0);
        Assert.HasCount(200, result.Lines);
        StringAssert.StartsWith(result.Error, "arrea: no journal is kept of this run: cannot write the journal '");
        Assert.IsEmpty(Journals.NewestFirst());
    }

    [TestMethod]
    public async Task Journal_ProcessKilled_HasEverythingThatWasPrinted()
    {
        await using var process = StartScript("for i in $(seq 300); do echo \"sleep 0.01; echo $i\"; done > jobs; exec \"$DOTNET\" \"$ARREA\" run -o line -j4 -a jobs");
        await process.OutputAsync("100\n");
        process.Signal(9);
        var printed = (await process.EndAsync()).Lines;

        var run = LastRun;
        Assert.IsNull(run.Conclusion);
        Assert.IsFalse(run.IsAlive);
        Assert.HasCount(300, run.Jobs);
        CollectionAssert.IsSubsetOf(
            printed, run.Jobs.Where(static job => job.Outcome is OutcomeKind.Succeeded || job.Started is not null).Select(static job => job.Seq.ToString(CultureInfo.InvariantCulture)).ToArray());
        Assert.IsGreaterThanOrEqualTo(50, run.Jobs.Count(static job => job.HasFinished));
    }

    [TestMethod]
    public void Trim_BeyondTheBounds_RemovesTheOldestThatAreNotAlive()
    {
        Journals.Prepare();
        for (var i = 0; i < 5; i++)
        {
            WriteRun(i, i == 1 ? ProcessIdentity.Own : new ProcessIdentity(1, 1, "another boot"));
        }

        Journals.Trim(mostRuns: 2);

        CollectionAssert.AreEqual(new[] { "4", "3", "1" }, Journals.NewestFirst().Select(static path => JournalReader.Read(path)!.Facts.Id).ToArray());

        Journals.Trim(mostBytes: 1);

        CollectionAssert.AreEqual(new[] { "4", "1" }, Journals.NewestFirst().Select(static path => JournalReader.Read(path)!.Facts.Id).ToArray());
    }

    [TestMethod]
    public void Hashes_TellValuesApartAndDependOnTheKey()
    {
        Journals.Prepare();
        var hashes = Journals.Hashes();
        var first = hashes.Of(new Dictionary<string, string?> { ["A"] = "1", ["B"] = "1", ["C"] = null });

        CollectionAssert.AreEqual(first, Journals.Hashes().Of(new Dictionary<string, string?> { ["A"] = "1", ["B"] = "1", ["C"] = null }));
        Assert.AreNotEqual(first["A"], first["B"]);
        Assert.IsNull(first["C"]);
        Assert.AreNotEqual(first["A"], hashes.Of(new Dictionary<string, string?> { ["A"] = "2" })["A"]);
        Assert.AreNotEqual(first["A"], new VariableHashes(new byte[VariableHashes.KeyLength]).Of(new Dictionary<string, string?> { ["A"] = "1" })["A"]);
    }

    [TestMethod]
    public void Process_Own_IsAliveAndAnotherStartIsNot()
    {
        var own = ProcessIdentity.Own;

        Assert.IsTrue(own.IsAlive);
        Assert.IsFalse((own with { Start = own.Start + 1 }).IsAlive);
        Assert.IsFalse((own with { Boot = "another" }).IsAlive);
        Assert.IsFalse((own with { Id = int.MaxValue }).IsAlive);
    }

    private void WriteRun(int number, ProcessIdentity process)
    {
        var time = DateTimeOffset.UnixEpoch.AddDays(number);
        using var journal = Journals.Begin(number.ToString(CultureInfo.InvariantCulture), time);
        var facts = new RunFacts { Id = number.ToString(CultureInfo.InvariantCulture), Started = time, Process = process, WorkingDirectory = "/" };
        journal.Write(JournalFormat.RunStarted, time, json => JournalFormat.Write(json, facts));
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static string Mode(string path) => $"0{Convert.ToString((int)File.GetUnixFileMode(path), 8)}";
}
