using System.Globalization;

namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliPaceTests(TestContext context)
{
    [TestMethod]
    [DataRow("--delay", "300ms", 300)]
    [DataRow("--rate", "4/s", 250)]
    [DataRow("--rate", "240/m", 250)]
    [DataRow("--rate", "14400/h", 250)]
    public async Task Starts_WithAPace_AreThatFarApart(string flag, string value, int milliseconds)
    {
        var result = await RunAsync([flag, value, "-j", "4", "-q", .. Commands("date +%s%3N", 7)]);

        result.Exits(0);
        var starts = result.Lines.Select(static line => long.Parse(line, CultureInfo.InvariantCulture)).Order().ToArray();

        // A job that was let go on time may be late to look at the clock: so the whole, not each step, with room for the first one.
        Assert.IsGreaterThanOrEqualTo(6 * milliseconds * 0.5, starts[6] - starts[0]);
    }

    [TestMethod]
    [DataRow("--rate", "1000000/s")]
    [DataRow("--delay", "0")]
    [DataRow("--load", "100000")]
    [DataRow("--load", "1000000%")]
    [DataRow("--memfree", "1")]
    [DataRow("--memfree", "1k")]
    public async Task Gate_ThatIsOpen_LetsEveryJobThrough(string flag, string value)
        => (await RunAsync([flag, value, .. Commands("true", 5)])).Exits(0);

    [TestMethod]
    public async Task Gate_ThatNeverOpens_IsEndedByTheDeadline()
    {
        var result = await RunAsync(["--memfree", "1000T", "--deadline", "1s", .. Commands("echo ran", 2)]);

        result.Exits(1);
        Assert.AreEqual("", result.Output);
        StringAssert.Contains(result.Error, "0 succeeded, 0 failed, 0 timed out, 2 cancelled");
        StringAssert.Contains(result.Error, "arrea: the deadline of 1 s passed before every job had run\n");
    }

    [TestMethod]
    public async Task Pipe_OpenAtTheDeadline_IsNoSuccess()
    {
        await using var process = CliProcess.Start(context, "run", "--deadline", "1s");

        var result = (await process.EndAsync()).Exits(1);

        StringAssert.Contains(result.Error, "arrea: the deadline of 1 s passed before the input had been read to its end\n");
    }

    [TestMethod]
    public async Task Pipe_ClosedBeforeTheDeadline_IsASuccess()
        => Assert.DoesNotContain("deadline", (await CliProcess.RunAsync(context, "echo ran\n"u8.ToArray(), "run", "--deadline", "10m")).Exits(0).Error);

    [TestMethod]
    public async Task Gate_ThatNeverOpens_IsEndedByASignal()
    {
        await using var process = CliProcess.Start(context, "run", "-o", "ndjson", "--memfree", "1000T", "-c", "echo ran");
        await process.OutputAsync("run.started");

        process.Signal(15);

        StringAssert.Contains((await process.EndAsync()).Exits(143).Output, "\"outcome\":\"interrupted\"");
    }

    [TestMethod]
    public async Task Gate_Wait_IsNoTimeOfTheJob()
    {
        var result = await RunAsync(["-o", "ndjson", "--delay", "1s", "--timeout", "900ms", "-j", "3", .. Commands("true", 3)]);

        result.Exits(0);
        foreach (var line in result.Lines.Where(static line => line.Contains("job.finished", StringComparison.Ordinal)))
        {
            var duration = System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("duration_ms").GetDouble();
            Assert.IsLessThan(900, duration, line);
        }
    }

    [TestMethod]
    public async Task Timeout_PercentOfTheMedian_EndsTheOneThatHangs()
    {
        var result = await RunAsync(["-j", "2", "--timeout", "200%", "-c", "sleep 0.5", "-c", "sleep 3600", "-c", "sleep 0.5", "-c", "sleep 0.5"]);

        result.Exits(1);
        StringAssert.Contains(result.Error, "[2] sleep 3600: timed out: longer than 200% of the median\n");
        StringAssert.Contains(result.Error, "1 timed out");
    }

    [TestMethod]
    [DataRow("--halt", "now", "now,fail=1")]
    [DataRow("--halt", "fail=1", "never, or 'now' or 'soon'")]
    [DataRow("--halt", "", "now,fail=1")]
    [DataRow("--exit-code", "mine", "own, summary")]
    [DataRow("--retry-on", "exit=0", "1 to 255", "--retries", "1")]
    [DataRow("--retry-on", "", "exit=N", "--retries", "1")]
    [DataRow("--retry-on", "stderr~[", "REGEX", "--retries", "1")]
    [DataRow("--rate", "10", "10/s")]
    [DataRow("--rate", "0/s", "1 to 1000000")]
    [DataRow("--rate", "1/d", "500/h")]
    [DataRow("--rate", "1/s/s", "500/h")]
    [DataRow("--rate", "1.5/s", "500/h")]
    [DataRow("--delay", "soon", "500ms")]
    [DataRow("--delay", "25h", "at most 24h")]
    [DataRow("--load", "0", "more than 0")]
    [DataRow("--load", "many", "100%")]
    [DataRow("--memfree", "0", "500M")]
    [DataRow("--memfree", "lots", "500M")]
    [DataRow("--timeout", "100%", "101%")]
    [DataRow("--timeout", "x%", "percentage")]
    public async Task Value_Malformed_IsRefusedBeforeAnythingRuns(string flag, string value, string accepted, params string[] others)
    {
        var result = await RunAsync([flag, value, .. others, "-c", "echo ran"]);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, $"arrea: '{flag}' does not accept '{value}'; it accepts ");
        StringAssert.Contains(result.Error, accepted);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("'--rate' and '--delay' exclude one another", "--rate", "1/s", "--delay", "1s")]
    [DataRow("'--bar' and '--no-progress' exclude one another", "--bar", "--no-progress")]
    [DataRow("'--eta' and '--no-progress' exclude one another", "--no-progress", "--eta")]
    [DataRow("'--header' and '--no-progress' exclude one another", "--no-progress", "--header", "x")]
    [DataRow("'--subtitle' and '--no-progress' exclude one another", "--no-progress", "--subtitle", "x")]
    [DataRow("'--retry-on' has no meaning without retries", "--retry-on", "timeout")]
    [DataRow("'--retry-on' has no meaning without retries", "--retry-on", "timeout", "--policy", "strict")]
    public async Task Flags_ThatDoNotGoTogether_AreRefused(string message, params string[] flags)
    {
        var result = await RunAsync([.. flags, "-c", "echo ran"]);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, "arrea: " + message);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("--progress")]
    [DataRow("--bar")]
    [DataRow("--eta")]
    public async Task Progress_IntoAPipe_IsNothing(string flag)
        => Assert.AreEqual("", (await RunAsync(flag, "--header", "Title", "-q", "-c", "sleep 0.3")).Exits(0).Error);

    private static IEnumerable<string> Commands(string command, int count) => Enumerable.Repeat(new[] { "-c", command }, count).SelectMany(static pair => pair);

    private Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(context, ["run", .. arguments]);
}
