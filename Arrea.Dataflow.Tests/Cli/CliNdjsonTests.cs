using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliNdjsonTests(TestContext context)
{
    [TestMethod]
    public async Task Ndjson_EveryKindOfEnd_MatchesTheSchema()
    {
        var result = await RunAsync(
            [], "-j", "2", "--retries", "1", "--retry-delay", "10ms",
            "-c", "echo hello", "-c", "exit 7", "-c", "kill -9 $$", "-c", "printf '\\377\\0\\n'; echo 'é <&>' >&2");

        result.Exits(1);
        var lines = Parse(result);
        Assert.AreEqual("run.started", Text(lines[0], "type"));
        Assert.AreEqual(4, lines[0].GetProperty("total").GetInt32());
        Assert.AreEqual(2, lines[0].GetProperty("parallel").GetInt32());
        Assert.AreEqual("run.completed", Text(lines[^1], "type"));
        Assert.AreEqual("failed", Text(lines[^1], "reason"));
        Assert.AreEqual(1, lines[^1].GetProperty("exit_code").GetInt32());
        foreach (var (name, count) in new[] { ("succeeded", 2), ("failed", 2), ("timed_out", 0), ("rejected", 0), ("cancelled", 0), ("interrupted", 0), ("total", 4) })
        {
            Assert.AreEqual(count, lines[^1].GetProperty(name).GetInt32(), name);
        }

        var ends = lines.Where(static line => Text(line, "type") == "job.finished").OrderBy(static line => line.GetProperty("index").GetInt32()).ToArray();
        CollectionAssert.AreEqual(new[] { "succeeded", "failed", "failed", "succeeded" }, ends.Select(static end => Text(end, "outcome")).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2, 2, 1 }, ends.Select(static end => end.GetProperty("attempts").GetInt32()).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, ends.Select(static end => end.GetProperty("seq").GetInt32()).ToArray());
        Assert.AreEqual(7, ends[1].GetProperty("exit_code").GetInt32());
        Assert.AreEqual("exit_code", Text(ends[1].GetProperty("error"), "code"));
        Assert.AreEqual(JsonValueKind.Null, ends[2].GetProperty("exit_code").ValueKind);
        Assert.AreEqual(9, ends[2].GetProperty("signal").GetInt32());
        Assert.AreEqual("exit 7", Text(ends[1], "command"));
        Assert.AreEqual(2, lines.Count(static line => Text(line, "type") == "job.retry"));
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public async Task Ndjson_Timeout_IsTimedOutInTheRetryAndInTheEnd()
    {
        var result = await RunAsync([], "--timeout", "200ms", "--retries", "1", "--retry-delay", "10ms", "-c", "sleep 3600");

        result.Exits(124);
        var lines = Parse(result);
        var retry = lines.Single(static line => Text(line, "type") == "job.retry");
        Assert.AreEqual("timeout", Text(retry.GetProperty("error"), "code"));
        Assert.AreEqual(1, retry.GetProperty("attempt").GetInt32());
        var end = lines.Single(static line => Text(line, "type") == "job.finished");
        Assert.AreEqual("timed_out", Text(end, "outcome"));
        Assert.AreEqual(2, end.GetProperty("attempts").GetInt32());
        Assert.AreEqual(1, lines[^1].GetProperty("timed_out").GetInt32());
    }

    [TestMethod]
    public async Task Ndjson_Output_IsLossless()
    {
        var result = await RunAsync([], "-c", "printf '\\377\\0\\n'", "-c", "printf 'é <&> \\033[1m\\342\\200\\250 end'", "-c", "echo err >&2");

        result.Exits(0);
        CollectionAssert.AreEqual(new byte[] { 0xFF, 0, 10 }, Bytes(result, 0, "stdout"));
        Assert.AreEqual("é <&> \e[1m\u2028 end", Encoding.UTF8.GetString(Bytes(result, 1, "stdout")));
        Assert.AreEqual("err\n", Encoding.UTF8.GetString(Bytes(result, 2, "stderr")));
        Assert.IsFalse(result.OutputBytes.AsSpan().ContainsAnyInRange((byte)11, (byte)31));
        Assert.IsFalse(result.Output.Contains('\u2028', StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Ndjson_LargeOutput_IsComplete()
    {
        var result = await RunAsync([], "-c", "i=0; while [ $i -lt 20000 ]; do echo é$i; i=$((i+1)); done");

        result.Exits(0);
        Assert.AreEqual(string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"é{i}\n")), Encoding.UTF8.GetString(Bytes(result, 0, "stdout")));
    }

    [TestMethod]
    public async Task Ndjson_RejectedLine_HasItsEndAndTheRunItsReason()
    {
        byte[] input = [.. "echo one\necho "u8, 0xFF, .. "\necho never\n"u8];

        var result = await RunAsync(input);

        result.Exits(3);
        var lines = Parse(result);
        var end = lines.Single(static line => Text(line, "type") == "job.finished" && Text(line, "outcome") == "rejected");
        Assert.AreEqual("echo \\xFF", Text(end, "command"));
        Assert.AreEqual(0, end.GetProperty("attempts").GetInt32());
        Assert.AreEqual("validation_failed", Text(end.GetProperty("error"), "code"));
        Assert.AreEqual(JsonValueKind.Null, lines[0].GetProperty("total").ValueKind);
        Assert.AreEqual("rejected", Text(lines[^1], "reason"));
        Assert.AreEqual(3, lines[^1].GetProperty("exit_code").GetInt32());
    }

    [TestMethod]
    public async Task Ndjson_OwnExitCode_IsToldFromArreasByTheReason()
    {
        var result = await RunAsync([], "-c", "exit 3");

        result.Exits(3);
        Assert.AreEqual("failed", Text(Parse(result)[^1], "reason"));
    }

    [TestMethod]
    public async Task Ndjson_NoJobs_HasAStartAndAnEnd()
    {
        var result = await RunAsync([]);

        result.Exits(0);
        CollectionAssert.AreEqual(new[] { "run.started", "run.completed" }, Parse(result).Select(static line => Text(line, "type")).ToArray());
    }

    [TestMethod]
    public async Task Ndjson_Interrupted_ReportsEachJob()
    {
        await using var process = CliProcess.Start(context, "run", "-o", "ndjson", "-j", "1", "-c", "echo ready; sleep 3600", "-c", "true");
        await process.OutputAsync("ready");
        process.Signal(15);

        var result = (await process.EndAsync()).Exits(143);

        var lines = Parse(result);
        CollectionAssert.AreEqual(
            new[] { "interrupted", "interrupted" },
            lines.Where(static line => Text(line, "type") == "job.finished").Select(static line => Text(line, "outcome")).ToArray());
        Assert.AreEqual("interrupted", Text(lines[^1], "reason"));
        Assert.AreEqual(143, lines[^1].GetProperty("exit_code").GetInt32());
    }

    private Task<CliResult> RunAsync(byte[] input, params string[] arguments)
        => CliProcess.RunAsync(context, input, ["run", "-o", "ndjson", .. arguments]);

    /// <summary>The lines as objects, each held against the schema; and what holds across lines.</summary>
    private static JsonElement[] Parse(CliResult result)
    {
        var schema = JsonSchema.Load("docs/reference/ndjson.schema.json");
        JsonElement[] lines = [.. result.Lines.Select(static line => JsonDocument.Parse(line).RootElement)];
        foreach (var line in lines)
        {
            var problem = schema.Problem(line);
            Assert.IsNull(problem, $"{line}\n{problem}");
            var age = DateTimeOffset.UtcNow - DateTimeOffset.Parse(Text(line, "time"), CultureInfo.InvariantCulture);
            Assert.IsTrue(age >= TimeSpan.Zero && age < TimeSpan.FromHours(1), $"{age}");
        }

        Assert.HasCount(1, lines.Select(static line => Text(line, "run_id")).Distinct());
        foreach (var job in lines.Where(static line => line.TryGetProperty("index", out _)).GroupBy(static line => line.GetProperty("index").GetInt32()))
        {
            Assert.AreEqual("job.finished", Text(job.Last(), "type"), "A job's last line is its end.");
            Assert.HasCount(1, job.Where(static line => Text(line, "type") == "job.finished"));
            Assert.IsTrue(job.All(line => line.GetProperty("seq").GetInt32() == job.Key + 1));
        }

        return lines;
    }

    private static byte[] Bytes(CliResult result, int index, string stream)
    {
        var pieces = Parse(result).Where(line => Text(line, "type") == "job.output" && line.GetProperty("index").GetInt32() == index && Text(line, "stream") == stream);
        return [.. pieces.SelectMany(static line => line.TryGetProperty("text", out var text) ? Encoding.UTF8.GetBytes(text.GetString()!) : line.GetProperty("data_base64").GetBytesFromBase64())];
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
