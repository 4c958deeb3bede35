namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliExitCodeTests(TestContext context)
{
    [TestMethod]
    [DataRow(0, "true")]
    [DataRow(1, "false")]
    [DataRow(2, "exit 2")]
    [DataRow(77, "exit 77")]
    [DataRow(125, "exit 125")]
    [DataRow(126, "/etc/os-release")]
    [DataRow(127, "no-such-command-anywhere")]
    [DataRow(137, "kill -KILL $$")]
    [DataRow(143, "kill -TERM $$")]
    public async Task OneJob_ItsOwnCode_IsArreas(int code, string command)
        => (await CliProcess.RunAsync(context, "run", "-c", command)).Exits(code);

    [TestMethod]
    public async Task OneJobOfAPipe_ItsOwnCode_IsArreas()
        => (await CliProcess.RunAsync(context, "exit 9\n"u8.ToArray(), "run")).Exits(9);

    [TestMethod]
    [DataRow("exit 9")]
    [DataRow("kill -9 $$")]
    [DataRow("no-such-command-anywhere")]
    public async Task SeveralJobs_OneFails_IsExit1(string command)
        => (await CliProcess.RunAsync(context, "run", "-c", "true", "-c", command)).Exits(1);

    [TestMethod]
    public async Task OneJob_TimesOut_IsExit124AndSaysSo()
    {
        var result = await CliProcess.RunAsync(context, "run", "--timeout", "200", "-c", "sleep 3600");

        result.Exits(124);
        StringAssert.Contains(result.Error, "[1] sleep 3600: timed out after 200 ms\n");
        StringAssert.Contains(result.Error, "0 succeeded, 0 failed, 1 timed out");
    }

    [TestMethod]
    [LongTest]
    public async Task OneJob_RunsIntoTheDefaultTimeout_SaysHowToGetRidOfIt()
    {
        var result = await CliProcess.RunAsync(context, "run", "-c", "sleep 3600");

        result.Exits(124);
        StringAssert.Contains(result.Error, "timed out after 30 s (default; --timeout 0 for none)");
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("10s")]
    [DataRow("5m")]
    [DataRow("1h")]
    [DataRow("20000ms")]
    [DataRow("20000")]
    public async Task Timeout_LongEnough_LetsTheJobEnd(string timeout)
        => (await CliProcess.RunAsync(context, "run", "--timeout", timeout, "-c", "true")).Exits(0);

    [TestMethod]
    public async Task Deadline_Passes_EndsWhatRunsAndCancelsTheRest()
    {
        var result = await CliProcess.RunAsync(
            context, "run", "-j", "1", "--deadline", "3s", "-c", "sleep 3600", "-c", "echo never");

        result.Exits(1);
        Assert.AreEqual("", result.Output);
        StringAssert.Contains(result.Error, "[1] sleep 3600: missed the deadline of 3 s\n");
        StringAssert.Contains(result.Error, "0 succeeded, 0 failed, 1 timed out, 1 cancelled, 0 rejected, 2 total");
    }

    [TestMethod]
    public async Task OneJob_MissesTheDeadline_IsExit124()
        => (await CliProcess.RunAsync(context, "run", "--deadline", "3s", "-c", "sleep 3600")).Exits(124);

    [TestMethod]
    public async Task KillAfter_JobThatIgnoresTerm_IsKilled()
    {
        var survivors = new Survivors();
        await using var process = CliProcess.Start(
            context, "run", "-o", "line", "--timeout", "0", "--kill-after", "100ms", "-c", $"trap '' TERM; echo ready; sleep {survivors.Seconds}; sleep {survivors.Seconds}");
        await process.OutputAsync("ready\n");

        process.Signal(15);

        (await process.EndAsync()).Exits(143);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    [DataRow(1, "")]
    [DataRow(1, "--retries", "0")]
    [DataRow(3, "--retries", "2", "--retry-delay", "1ms")]
    [DataRow(4, "--policy", "retry", "--retry-delay", "1ms")]
    [DataRow(11, "--policy", "tolerant", "--retry-delay", "0")]
    [DataRow(2, "--policy", "tolerant", "--retry-delay", "0", "--retries", "1", "--backoff", "linear")]
    [DataRow(1, "--policy", "stop")]
    [DataRow(1, "--policy", "strict")]
    [DataRow(1, "--policy", "continue")]
    public async Task Policy_JobThatAlwaysFails_HasThatManyAttempts(int attempts, params string[] flags)
    {
        var result = await CliProcess.RunAsync(context, ["run", .. flags.Where(static flag => flag.Length > 0), "-c", "echo again; exit 5"]);

        result.Exits(5);
        Assert.HasCount(attempts, result.Lines);
    }

    [TestMethod]
    public async Task Retries_JobThatSucceedsAtLast_Succeeds()
    {
        var file = Path.GetTempFileName();

        var result = await CliProcess.RunAsync(
            context, "run", "--retries", "5", "--retry-delay", "1ms", "--backoff", "exponential", "-c", $"echo x >> {file}; test $(wc -l < {file}) -ge 3");

        result.Exits(0);
        Assert.HasCount(3, await File.ReadAllLinesAsync(file, context.CancellationToken));
        File.Delete(file);
    }

    [TestMethod]
    public async Task Retries_JobThatTimesOut_IsRetriedToo()
    {
        var result = await CliProcess.RunAsync(
            context, "run", "-o", "ndjson", "--timeout", "300", "--retries", "1", "--retry-delay", "1ms", "-c", "sleep 3600");

        result.Exits(124);
        StringAssert.Contains(result.Output, "\"attempts\":2");
    }

    [TestMethod]
    [DataRow("1", 1)]
    [DataRow("3", 3)]
    [DataRow("0", 6)]
    [DataRow("100%", 0)]
    public async Task Parallel_SixJobs_AsManyRunAtOnce(string parallel, int expected)
    {
        // Each job sees how many have begun and not ended; the most that any saw is how many ran at once.
        var directory = Directory.CreateTempSubdirectory().FullName;
        var job = $"touch {directory}/$$; sleep 0.3; ls {directory} | wc -l; rm {directory}/$$";

        var result = await CliProcess.RunAsync(
            context, ["run", "-j", parallel, .. Enumerable.Repeat(job, 6).SelectMany(static job => new[] { "-c", job })]);

        Directory.Delete(directory, recursive: true);
        result.Exits(0);
        var most = result.Lines.Max(int.Parse);
        Assert.IsLessThanOrEqualTo(expected == 0 ? Environment.ProcessorCount : expected, most);
    }

    [TestMethod]
    public async Task Parallel_JobsThatWaitForEachOther_RunAtOnce()
    {
        var directory = Directory.CreateTempSubdirectory().FullName;
        var jobs = Enumerable.Range(0, 6).SelectMany(number => new[] { "-c", $"touch {directory}/{number}; while [ $(ls {directory} | wc -l) -lt 6 ]; do sleep 0.02; done" });

        var result = await CliProcess.RunAsync(context, ["run", "-j", "0", .. jobs]);

        Directory.Delete(directory, recursive: true);
        result.Exits(0);
    }

    [TestMethod]
    public async Task ShellCwdAndEnv_ReachTheJob()
    {
        var result = await CliProcess.RunAsync(
            context,
            "run", "-k", "--shell", "/bin/bash", "--cwd", "/etc", "--env", "GREETING=a=b c", "--env", "EMPTY=",
            "-c", "pwd", "-c", "echo \"$GREETING[$EMPTY]\"", "-c", "echo ${BASH_VERSION:+bash}");

        result.Exits(0);
        Assert.AreEqual("/etc\na=b c[]\nbash\n", result.Output);
    }

    [TestMethod]
    public async Task Shell_NameOnTheSearchPath_IsFound()
        => (await CliProcess.RunAsync(context, "run", "--shell", "bash", "-c", "[[ -n $BASH_VERSION ]]")).Exits(0);
}
