using System.Text;
using System.Text.Json;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary><c>arrea action</c> with real processes.</summary>
[TestClass]
public sealed class CliActionTests(TestContext context)
{
    private const int Interrupt = 2;

    [TestMethod]
    public async Task Action_FromEachSource_Runs()
    {
        const string json = """{"command":"run","args":["--quiet","--command","echo hi"]}""";
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["it.json"], json, context.CancellationToken);

        foreach (var (input, arguments) in new (string, string[])[]
        {
            (json, ["action"]), (json, ["action", "--stdin"]), (json, ["action", "--file", "-"]),
            ("", ["action", "--file", folder["it.json"]]), ("", ["action", "--data", json]),
        })
        {
            var result = (await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(input), arguments)).Exits(0);

            Assert.AreEqual("hi\n", result.Output);
            StringAssert.StartsWith(result.Error, "arrea: actions: 1 succeeded, 0 failed, 1 total in ");
        }
    }

    [TestMethod]
    public async Task Action_Words_ArriveUnchanged()
    {
        const string nasty = "a'b \"c\" $HOME `id` \\ \n\t; | é 😀 *";
        var json = $$"""{"command":"explain","args":["--json","--",{{JsonSerializer.Serialize(nasty)}}]}""";

        var result = await CliProcess.RunAsync(context, "action", "-q", "--data", json);

        Assert.AreEqual(nasty, JsonDocument.Parse(result.Output).RootElement.GetProperty("command").GetString());
    }

    [TestMethod]
    public async Task Actions_InOrder_RunOneAfterTheOtherAndSettingsHold()
    {
        using var folder = new TemporaryFolder();
        const string json = """
            {"actions": [
              {"command": "config", "args": ["get", "max_workers"], "order": 3},
              {"command": "run", "args": ["-q", "-c", "echo first"], "order": 1},
              {"command": "config", "args": ["set", "max_workers", "7"], "order": 2}
            ]}
            """;

        var result = (await CliProcess.ScriptAsync(context, $"export XDG_CONFIG_HOME='{folder.Path}'\narrea action --data '{json}'")).Exits(0);

        Assert.AreEqual("first\n7\n", result.Output);
    }

    [TestMethod]
    public async Task Actions_OneFails_TheRestIsNotStartedUnlessToldToContinue()
    {
        const string actions = """[{"command":"run","args":["-q","-c","exit 7"]},{"command":"run","args":["-q","-c","echo ran"]}]""";

        var stopped = (await CliProcess.RunAsync(context, "action", "--data", $$"""{"actions":{{actions}}}""")).Exits(7);
        var gone = (await CliProcess.RunAsync(context, "action", "--data", $$"""{"actions":{{actions}},"on_error":"continue"}""")).Exits(7);
        var own = (await CliProcess.RunAsync(context, "action", "--data", $$"""{"actions":{{actions.Replace("7\"]", "7\"],\"on_error\":\"continue\"", StringComparison.Ordinal)}}}""")).Exits(7);

        Assert.AreEqual("", stopped.Output);
        StringAssert.StartsWith(stopped.Error, "arrea: [1] run: exit code 7\narrea: [2] run: not started: [1] run failed\narrea: actions: 0 succeeded, 1 failed, 1 not started, 2 total in ");
        Assert.AreEqual("ran\n", gone.Output);
        Assert.AreEqual("ran\n", own.Output);
    }

    [TestMethod]
    public async Task Actions_Needs_RunSideBySideAndAfterThoseTheyNeed()
    {
        using var folder = new TemporaryFolder();

        // Each of the two waits for the other, so they end only if they run at the same time.
        var json = $$"""
            {"actions": [
              {"command": "run", "args": ["-q", "-c", "cat both; echo last"], "needs": ["a", "b"]},
              {"command": "run", "args": ["-q", "-c", "{{Meet("x", "y")}}"], "id": "a"},
              {"command": "run", "args": ["-q", "-c", "{{Meet("y", "x")}}; echo both > both"], "id": "b"}
            ]}
            """;

        var result = (await CliProcess.ScriptAsync(context, $"cd '{folder.Path}'\narrea action --data '{json}'")).Exits(0);

        Assert.AreEqual("both\nlast\n", result.Output);
    }

    [TestMethod]
    public async Task Actions_NeedFailed_AreNotStartedAndSaySo()
    {
        const string json = """
            {"on_error": "continue", "actions": [
              {"command": "run", "args": ["-q", "-c", "exit 3"], "id": "a"},
              {"command": "run", "args": ["-q", "-c", "echo never"], "id": "b", "needs": ["a"]},
              {"command": "run", "args": ["-q", "-c", "echo never"], "needs": ["b"]},
              {"command": "run", "args": ["-q", "-c", "echo ran"]}
            ]}
            """;

        var result = (await CliProcess.RunAsync(context, "action", "--data", json)).Exits(3);

        Assert.AreEqual("ran\n", result.Output);
        Assert.Contains("arrea: [2] run 'b': not started: it needs [1] run 'a', which failed\n", result.Error);
        Assert.Contains("arrea: [3] run: not started: it needs [2] run 'b', which was not started\n", result.Error);
    }

    [TestMethod]
    public async Task Actions_Json_IsOneObjectForEverythingThatHappens()
    {
        const string json = """
            {"actions": [
              {"command": "run", "args": ["-q", "-c", "echo out; echo err >&2"], "id": "a"},
              {"command": "explain", "args": ["rm -rf /"]},
              {"command": "run", "args": ["-q", "-c", "true"]}
            ]}
            """;

        var result = (await CliProcess.RunAsync(context, "action", "--json", "--data", json)).Exits(3);

        var lines = result.Lines.Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.AreEqual("", result.Error);
        var schema = JsonSchema.Load("docs/reference/action-report.schema.json");
        CollectionAssert.AreEqual(Array.Empty<string>(), lines.Select(schema.Problem).OfType<string>().ToArray());
        Assert.AreEqual("out\n", Output(lines, 0, "stdout"));
        Assert.AreEqual("err\n", Output(lines, 0, "stderr"));
        var finished = lines.Where(static line => line.GetProperty("type").GetString() == "action.finished").ToList();
        Assert.AreEqual("0 succeeded 0|1 failed 3|2 not_started ", string.Join('|', finished.Select(static line => $"{line.GetProperty("index")} {line.GetProperty("outcome")} {line.GetProperty("exit_code")}")));
        Assert.AreEqual("[2] explain failed", finished[2].GetProperty("reason").GetString());
        Assert.AreEqual(3, lines[^1].GetProperty("exit_code").GetInt32());
        Assert.AreEqual("actions.completed", lines[^1].GetProperty("type").GetString());
    }

    [TestMethod]
    public async Task Actions_Json_BytesThatAreNoText_ArriveAsTheyAre()
    {
        const string json = """{"command": "run", "id": "a", "args": ["-q", "-c", "printf '\\377'"]}""";

        var result = (await CliProcess.RunAsync(context, "action", "--json", "--data", json)).Exits(0);

        var lines = result.Lines.Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        var schema = JsonSchema.Load("docs/reference/action-report.schema.json");
        CollectionAssert.AreEqual(Array.Empty<string>(), lines.Select(schema.Problem).OfType<string>().ToArray());
        Assert.AreEqual("/w==", lines.Single(static line => line.GetProperty("type").GetString() == "action.output").GetProperty("data_base64").GetString());
    }

    [TestMethod]
    [DataRow("\"$DOTNET\" \"$ARREA\" action --file ./self.json")]
    [DataRow("cat self.json | \"$DOTNET\" \"$ARREA\" action")]
    public async Task Action_CallsItselfThroughAShell_EndsWith4(string call)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["self.json"], $$"""{"command":"run","args":["-q","--no-validate","-c",{{JsonSerializer.Serialize(call)}}]}""", context.CancellationToken);

        var result = (await CliProcess.ScriptAsync(context, $"cd '{folder.Path}'\narrea action --file self.json")).Exits(4);

        Assert.Contains("arrea: these actions call themselves: ", result.Error);
    }

    [TestMethod]
    public async Task Action_Interrupted_EndsEverything()
    {
        var survivors = new Survivors();
        var json = $$"""
            {"actions": [
              {"command": "run", "args": ["-o", "line", "--timeout", "0", "-c", "trap 'echo tidy; exit 0' TERM; echo ready; sleep {{survivors.Seconds}} & wait"]},
              {"command": "run", "args": ["-c", "echo never"]}
            ]}
            """;
        await using var process = CliProcess.Start(context, "action", "--data", json);
        await process.OutputAsync("ready\n");

        process.Signal(Interrupt);

        var result = (await process.EndAsync()).Exits(130);
        Assert.AreEqual("ready\ntidy\n", result.Output);
        Assert.Contains("arrea: actions: 0 succeeded, 0 failed, 1 interrupted, 1 not started, 2 total in ", result.Error);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Action_InterruptedTwice_KillsAtOnce()
    {
        var survivors = new Survivors();
        var json = $$"""{"command":"run","args":["-o","line","--timeout","0","--kill-after","1h","-c","trap '' TERM; echo ready; sleep {{survivors.Seconds}}; sleep {{survivors.Seconds}}"]}""";
        await using var process = CliProcess.Start(context, "action", "--data", json);
        await process.OutputAsync("ready\n");

        process.Signal(Interrupt);
        await process.ErrorAsync("ending the running actions; once more kills them");
        process.Signal(Interrupt);

        (await process.EndAsync()).Exits(130);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Action_OutputClosed_EndsWith141AndNothingIsLeft()
    {
        var survivors = new Survivors();
        var json = $$"""{"command":"run","args":["-o","line","--timeout","0","-c","echo one; sleep {{survivors.Seconds}} & while echo more; do sleep 0.05; done"]}""";

        var result = (await CliProcess.ScriptAsync(context, $"arrea action --data '{json}' | head -n 1; echo ${{PIPESTATUS[0]}}")).Exits(0);

        Assert.AreEqual("one\n141\n", result.Output);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    [RequiresTerminal]
    public async Task Action_OnATerminal_HasATerminalToo()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["it.json"], """{"command":"run","args":["-c","echo one","-c","echo two"]}""", context.CancellationToken);

        await using var process = CliProcess.StartProgram(context, "/usr/bin/script", ["-qefc", $"TERM=xterm \"$DOTNET\" \"$ARREA\" action --file {folder["it.json"]}", "/dev/null"]);
        var result = (await process.EndAsync()).Exits(0);

        Assert.Contains("\e[36mecho one\e[0m\tone", result.Output);
    }

    [TestMethod]
    [DataRow(2, "'--file' and '--data' exclude one another", "action", "--file", "x", "--data", "{}")]
    [DataRow(2, "'--data' and '--stdin' exclude one another", "action", "--stdin", "--data", "{}")]
    [DataRow(2, "'--json' and '--quiet' exclude one another", "action", "--json", "-q", "--data", "{}")]
    [DataRow(2, "'--schema' and '--data' exclude one another", "action", "--schema", "--data", "{}")]
    [DataRow(2, "'--parallel' does not accept '0'; it accepts a number from 1 to 1000", "action", "-j", "0", "--data", "{}")]
    [DataRow(2, "unexpected argument 'x'", "action", "x")]
    [DataRow(4, "cannot read '/no/such/file'", "action", "--file", "/no/such/file")]
    [DataRow(4, "'--data' holds no actions that can be run. $: 'command' is missing", "action", "--data", "{}")]
    [DataRow(4, "standard input holds no actions that can be run. line 1: this is no JSON", "action")]
    public async Task Action_Misused_SaysSoAndRunsNothing(int exitCode, string why, params string[] arguments)
    {
        var result = (await CliProcess.RunAsync(context, arguments)).Exits(exitCode);

        Assert.StartsWith("arrea: " + why, result.Error);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Action_NoSource_IsAUsageError()
        => StringAssert.StartsWith((await CliProcess.ScriptAsync(context, "arrea action < /dev/null")).Exits(2).Error, "arrea: no actions");

    private static string Meet(string mine, string other) => $"touch {mine}; while [ ! -e {other} ]; do sleep 0.05; done";

    private static string Output(IEnumerable<JsonElement> lines, int index, string stream) => string.Concat(
        from line in lines
        where line.GetProperty("type").GetString() == "action.output" && line.GetProperty("index").GetInt32() == index && line.GetProperty("stream").GetString() == stream
        select line.GetProperty("text").GetString());
}
