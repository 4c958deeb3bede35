namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliHaltTests(TestContext context)
{
    [TestMethod]
    [DataRow("now,fail=1")]
    [DataRow("soon,fail=1")]
    [DataRow("1")]
    [DataRow("2")]
    public async Task Halt_OneByOne_StartsNothingAfterTheFailureAndHasItsCode(string halt)
    {
        var result = await RunAsync("-j", "1", "--halt", halt, "-c", "echo one", "-c", "exit 42", "-c", "echo never");

        result.Exits(42);
        Assert.AreEqual("one\n", result.Output);
        StringAssert.Contains(result.Error, $"arrea: nothing more starts (--halt {(halt is "now,fail=1" or "2" ? "now" : "soon")},fail=1, [2])\n");
        StringAssert.Contains(result.Error, "1 succeeded, 1 failed, 0 timed out, 1 cancelled, 0 rejected, 3 total");
        StringAssert.Contains(result.Error, "first failure: [2] exit 42: exit code 42\n");
    }

    [TestMethod]
    public async Task Halt_Now_EndsTheRunningJobs()
    {
        var survivors = new Survivors();

        var result = await RunAsync(
            "-j", "2", "--timeout", "0", "--halt", "now,fail=1", "-c", $"echo up; sleep {survivors.Seconds}", "-c", "sleep 0.5; exit 9", "-c", "echo never");

        result.Exits(9);
        StringAssert.Contains(result.Error, "0 succeeded, 1 failed, 0 timed out, 2 cancelled, 0 rejected, 3 total");
        StringAssert.Contains(result.Error, "first failure: [2] ");
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Halt_NowWithAKillSignal_EndsThemWithIt()
    {
        var result = await RunAsync(
            "-o", "line", "--kill-signal", "INT", "--halt", "now,success=1",
            "-c", "trap 'echo tidy; exit' INT; while :; do sleep 0.05; done", "-c", "sleep 0.7");

        result.Exits(0);
        StringAssert.Contains(result.Output, "tidy\n");
    }

    [TestMethod]
    public async Task Halt_Soon_LetsTheRunningJobsEnd()
    {
        var result = await RunAsync("-j", "2", "--halt", "soon,fail=1", "-c", "sleep 1; echo done", "-c", "exit 3", "-c", "echo never");

        result.Exits(3);
        Assert.AreEqual("done\n", result.Output);
        StringAssert.Contains(result.Error, "1 succeeded, 1 failed, 0 timed out, 1 cancelled");
    }

    [TestMethod]
    [DataRow("now,success=1", "exit 1", "true", "echo never")]
    [DataRow("soon,done=2", "exit 1", "exit 2", "echo never")]
    [DataRow("now,done=1", "exit 7", "echo never", "echo never")]
    public async Task Halt_SuccessOrDone_IsExit0(string halt, params string[] commands)
    {
        var result = await RunAsync(["-j", "1", "--halt", halt, .. commands.SelectMany(static command => new[] { "-c", command })]);

        result.Exits(0);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Halt_Percent_TakesThreeAtLeast()
    {
        string[] commands = ["exit 1", "exit 2", "exit 3", "echo never", "echo never", "echo never"];

        var result = await RunAsync(["-j", "1", "--halt", "now,fail=10%", .. commands.SelectMany(static command => new[] { "-c", command })]);

        result.Exits(3);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("never", 1)]
    [DataRow("0", 1)]
    [DataRow("soon,fail=2", 1)]
    [DataRow("now,success=3", 1)]
    public async Task Halt_NotReached_ChangesNothing(string halt, int code)
    {
        var result = await RunAsync("-j", "1", "--halt", halt, "-c", "exit 5", "-c", "echo b", "-c", "echo c");

        result.Exits(code);
        Assert.AreEqual("b\nc\n", result.Output);
    }

    [TestMethod]
    [DataRow("exit 124", 124)]
    [DataRow("kill -9 $$", 137)]
    [DataRow("no-such-command-anywhere", 127)]
    [DataRow("/etc/os-release", 126)]
    public async Task Halt_Fail_PassesOnWhatASingleJobWould(string command, int code)
        => (await RunAsync("-j", "1", "--halt", "now,fail=1", "-c", "true", "-c", command, "-c", "true")).Exits(code);

    [TestMethod]
    public async Task Halt_FailByTimeout_IsExit124()
        => (await RunAsync("-j", "1", "--timeout", "200", "--halt", "now,fail=1", "-c", "sleep 3600", "-c", "true")).Exits(124);

    [TestMethod]
    [DataRow("-c", "exit 5")]
    [DataRow("--timeout", "200", "-c", "sleep 3600")]
    [DataRow("--halt", "now,fail=1", "-c", "exit 5", "-c", "true")]
    public async Task ExitCode_Summary_IsAlways1(params string[] arguments)
        => (await RunAsync(["--exit-code", "summary", .. arguments])).Exits(1);

    [TestMethod]
    public async Task ExitCode_SummaryOfSuccess_IsStill0()
        => (await RunAsync("--exit-code", "summary", "-c", "true")).Exits(0);

    [TestMethod]
    public async Task Halt_LinesOfAPipe_ReadsNoMore()
    {
        await using var process = CliProcess.Start(context, "run", "-j", "1", "--halt", "now,fail=1");
        await process.Input.WriteAsync("echo one\nexit 6\necho never\n"u8.ToArray(), context.CancellationToken);
        await process.Input.FlushAsync(context.CancellationToken);

        // The pipe stays open: nobody waits for its end.
        var result = (await process.EndAsync()).Exits(6);

        Assert.AreEqual("one\n", result.Output);
    }

    [TestMethod]
    public async Task Halt_JobThatWaitsForItsRetry_IsEndedToo()
    {
        var result = await RunAsync(
            "-j", "2", "--retries", "1", "--retry-delay", "1h", "--retry-on", "exit=75", "--halt", "soon,fail=1", "-c", "exit 75", "-c", "sleep 1; exit 4");

        result.Exits(4);
        StringAssert.Contains(result.Error, "1 failed, 0 timed out, 1 cancelled");
    }

    [TestMethod]
    [DataRow("exit=75", 3)]
    [DataRow("exit=70-80,timeout", 3)]
    [DataRow("exit=1,signal=KILL", 1)]
    [DataRow("stderr~busy, again", 3)]
    [DataRow("exit=2,stderr~^never$", 1)]
    public async Task RetryOn_FailureThatIsListed_IsRetried(string list, int attempts)
    {
        var result = await RunAsync("--retries", "2", "--retry-delay", "1ms", "--retry-on", list, "-o", "line", "-c", "echo try; echo busy, again >&2; exit 75");

        result.Exits(75);
        Assert.HasCount(attempts, result.Lines);
    }

    [TestMethod]
    public async Task RetryOn_OutputWithoutASummary_IsSeenAllTheSame()
    {
        var result = await RunAsync("-q", "--retries", "2", "--retry-delay", "1ms", "--retry-on", "stderr~busy", "-c", "echo try; echo busy >&2; exit 75");

        result.Exits(75);
        Assert.HasCount(3, result.Lines);
    }

    [TestMethod]
    public async Task RetryOn_ExpressionThatTakesTooLong_IsSaidOnceAndHoldsForNone()
    {
        const string job = "echo try; printf 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' >&2; exit 1";

        var result = await RunAsync("-j", "1", "-o", "quiet", "--retries", "2", "--retry-delay", "1ms", "--retry-on", "stderr~^(a+)+$", "-c", job, "-c", job);

        result.Exits(1);
        Assert.AreEqual("try\ntry\n", result.Output);
        Assert.HasCount(2, result.Error.Split("arrea: '--retry-on stderr~^(a+)+$' took more than 1 s for what a job wrote; that counts as no match\n"));
    }

    [TestMethod]
    public async Task RetryOn_Timeout_IsRetried()
    {
        var result = await RunAsync("--timeout", "300", "--retries", "1", "--retry-delay", "1ms", "--retry-on", "timeout", "-o", "line", "-c", "echo try; sleep 3600");

        result.Exits(124);
        Assert.HasCount(2, result.Lines);
    }

    [TestMethod]
    public async Task Summary_JobThatSucceededAtLast_IsSaid()
    {
        var file = Path.GetTempFileName();

        var result = await RunAsync("--retries", "5", "--retry-delay", "1ms", "-c", $"echo x >> {file}; test $(wc -l < {file}) -ge 3", "-c", "true");

        result.Exits(0);
        StringAssert.Matches(result.Error, new(@"2 succeeded, 0 failed, .* 2 total in [0-9.]+ m?s; 1 retried\n\z"));
        File.Delete(file);
    }

    [TestMethod]
    [DataRow("halted", 3, "--halt", "now,fail=1", "-c", "exit 3", "-c", "true")]
    [DataRow("halted", 0, "--halt", "now,done=1", "-c", "exit 3", "-c", "true")]
    [DataRow("failed", 2, "-c", "exit 2")]
    [DataRow("failed", 4, "-c", "exit 4")]
    [DataRow("failed", 125, "-c", "exit 125")]
    [DataRow("failed", 1, "--deadline", "2s", "-c", "sleep 3600", "-c", "sleep 3600")]
    public async Task Reason_OfTheExitCode_IsInTheLastLine(string reason, int code, params string[] arguments)
    {
        var result = await RunAsync(["-o", "ndjson", "-j", "1", .. arguments]);

        result.Exits(code);
        StringAssert.Contains(result.Lines[^1], $"\"exit_code\":{code},\"reason\":\"{reason}\"");
        Assert.IsNull(JsonSchema.Load("docs/reference/ndjson.schema.json").Problem(System.Text.Json.JsonDocument.Parse(result.Lines[^1]).RootElement));
    }

    private Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(context, ["run", .. arguments]);
}
