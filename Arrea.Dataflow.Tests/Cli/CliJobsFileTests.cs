using System.Text;
using System.Text.Json;
using Arrea.Cli.Sources;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>Jobs as JSON lines.</summary>
[TestClass]
public sealed class CliJobsFileTests(TestContext context)
{
    [TestMethod]
    public async Task Run_JobsFile_TakesEverythingOfEachJob()
    {
        var result = await RunAsync(
            ["-q", "--env", "BOTH=flag", "--env", "GONE=flag"],
            """{"command":"echo \"$OWN $BOTH ${GONE-none}\"; pwd","cwd":"/","env":{"OWN":"1","BOTH":"line","GONE":null}}""",
            "",
            """{"args":["printf","[%s]","a b","$HOME"],"tag":"t","key":"k","priority":-1,"timeout":"5s","retries":2}""",
            "  \t\r",
            """{"command":"echo last","timeout":0,"retries":0}""");

        result.Exits(0);
        Assert.AreEqual("1 line none\n/\n[a b][$HOME]last\n", result.Output);
    }

    [TestMethod]
    public async Task Run_JobsFileWithAByteOrderMark_IsReadAllTheSame()
        => Assert.AreEqual("one\ntwo\n", (await RunAsync(["-q"], "\uFEFF{\"command\":\"echo one\"}", """{"command":"echo two"}""")).Exits(0).Output);

    [TestMethod]
    [DataRow("""{"command":"echo","tag":"t","cwd":"/","env":{"A":"1","B":null},"timeout":"1.5m","retries":3,"key":"k","priority":-1}""")]
    [DataRow("""{"args":["echo","","a b"],"timeout":0,"retries":0}""")]
    [DataRow("""{"command":"","timeout":2592000000}""")]
    [DataRow("""{"command":"echo","timeout":"250"}""")]
    [DataRow("""{"command":"echo","env":{}}""")]
    [DataRow("""{}""")]
    [DataRow("""[]""")]
    [DataRow("""{"command":"echo","args":["echo"]}""")]
    [DataRow("""{"command":1}""")]
    [DataRow("""{"command":null}""")]
    [DataRow("""{"args":[]}""")]
    [DataRow("""{"args":[""]}""")]
    [DataRow("""{"args":"echo"}""")]
    [DataRow("""{"args":["echo",1]}""")]
    [DataRow("""{"command":"echo","comand":"echo"}""")]
    [DataRow("""{"command":"echo","cwd":""}""")]
    [DataRow("""{"command":"echo","env":[]}""")]
    [DataRow("""{"command":"echo","env":{"":"1"}}""")]
    [DataRow("""{"command":"echo","env":{"A=B":"1"}}""")]
    [DataRow("""{"command":"echo","env":{"A":1}}""")]
    [DataRow("""{"command":"echo","env":{"A":"\u0000"}}""")]
    [DataRow("""{"command":"echo","timeout":-1}""")]
    [DataRow("""{"command":"echo","timeout":1.5}""")]
    [DataRow("""{"command":"echo","timeout":2592000001}""")]
    [DataRow("""{"command":"echo","timeout":"soon"}""")]
    [DataRow("""{"command":"echo","timeout":"1.5"}""")]
    [DataRow("""{"command":"echo","timeout":true}""")]
    [DataRow("""{"command":"echo","retries":-1}""")]
    [DataRow("""{"command":"echo","retries":1000001}""")]
    [DataRow("""{"command":"echo","retries":"3"}""")]
    [DataRow("""{"command":"echo","priority":2147483648}""")]
    [DataRow("""{"command":"echo","priority":0.5}""")]
    [DataRow("""{"command":"echo","key":7}""")]
    public void Schema_OfALine_SaysWhatTheReaderSays(string line)
    {
        var problem = JsonSchema.Load("docs/reference/job.schema.json").Problem(JsonDocument.Parse(line).RootElement);

        if (problem is null)
        {
            JobLineReader.Read(Encoding.UTF8.GetBytes(line));
        }
        else
        {
            Assert.ThrowsExactly<FormatException>(() => JobLineReader.Read(Encoding.UTF8.GetBytes(line)), problem);
        }
    }

    [TestMethod]
    [DataRow("1m")]
    [DataRow("200%")]
    public async Task Run_JobsOfAPipe_HaveTheirOwnLimits(string timeout)
    {
        var late = await RunAsync(["--timeout", timeout], """{"command":"sleep 60","timeout":100}""");
        var again = await RunAsync(["-q", "--retry-delay", "0", "--retries", "9"], """{"command":"echo try; exit 1","retries":2}""");

        late.Exits(124);
        StringAssert.Contains(late.Error, "[1] sleep 60: timed out after 100 ms\n");
        Assert.AreEqual("try\ntry\ntry\n", again.Exits(1).Output);
    }

    [TestMethod]
    public async Task Run_JobsWithRetriesOfTheirOwn_AreRetriedAsTheFlagsSay()
    {
        var result = await RunAsync(
            ["-q", "--timeout", "1m", "--retry-delay", "1ms", "--backoff", "linear", "--retry-on", "exit=75"],
            """{"command":"echo a; exit 75","retries":2}""", """{"command":"echo b; exit 1","retries":2}""", """{"command":"echo c; exit 75"}""");

        Assert.AreEqual("a\na\na\nb\nc\n", result.Exits(1).Output);
    }

    [TestMethod]
    public async Task Run_JobsWithAKeyAndPriorities_KeepThem()
    {
        var result = await RunAsync(
            ["-o", "line", "-j", "1"],
            """{"command":"echo first","priority":1}""", """{"command":"echo third","priority":-5}""", """{"command":"echo second"}""");

        result.Exits(0);
        Assert.AreEqual("first\nsecond\nthird\n", result.Output);
    }

    [TestMethod]
    public async Task Run_JobWithATag_BeginsItsLinesWithIt()
        => Assert.AreEqual("name\tout\n", (await RunAsync(["-o", "tag"], """{"command":"echo out","tag":"name"}""")).Exits(0).Output);

    [TestMethod]
    [DataRow("""{"command":"echo a"} x""", "$: it is not JSON, from byte 22 of the line on")]
    [DataRow("""[1]""", "$: expected an object")]
    [DataRow("""{}""", "$: 'command' is missing")]
    [DataRow("""{"tag":"t"}""", "$: 'command' is missing")]
    [DataRow("""{"command":"a","args":["b"]}""", "$: 'command' and 'args' exclude one another")]
    [DataRow("""{"command":1}""", "$.command: expected a string")]
    [DataRow("""{"command":null}""", "$.command: expected a string")]
    [DataRow("""{"comand":"a"}""", "$.comand: unknown key. Did you mean 'command'?")]
    [DataRow("""{"command":"a","command":"b"}""", "$.command: it is given twice")]
    [DataRow("""{"args":[]}""", "$.args: expected an array of strings")]
    [DataRow("""{"args":"a"}""", "$.args: expected an array of strings")]
    [DataRow("""{"args":["a",2]}""", "$.args[1]: expected a string")]
    [DataRow("""{"args":[""]}""", "$.args[0]: expected the name of a program")]
    [DataRow("""{"command":"a","cwd":""}""", "$.cwd: expected the path of a directory")]
    [DataRow("""{"command":"a","env":[]}""", "$.env: expected an object")]
    [DataRow("""{"command":"a","env":{"A":1}}""", "$.env.A: expected a string, or null")]
    [DataRow("""{"command":"a","env":{"A":"1","A":"2"}}""", "$.env.A: it is given twice")]
    [DataRow("""{"command":"a","env":{"A=B":"1"}}""", "$.env.A=B: it is no name of a variable")]
    [DataRow("""{"command":"a","env":{"A":"\u0000"}}""", "$.env.A: it holds a NUL character")]
    [DataRow("""{"command":"a","timeout":-1}""", "$.timeout: expected milliseconds")]
    [DataRow("""{"command":"a","timeout":"soon"}""", "$.timeout: expected milliseconds")]
    [DataRow("""{"command":"a","timeout":true}""", "$.timeout: expected milliseconds")]
    [DataRow("""{"command":"a","retries":-1}""", "$.retries: expected a whole number from 0 to 1000000")]
    [DataRow("""{"command":"a","retries":1.5}""", "$.retries: expected a whole number")]
    [DataRow("""{"command":"a","key":1}""", "$.key: expected a string")]
    [DataRow("""{"command":"a","priority":"1"}""", "$.priority: expected a whole number")]
    [DataRow("""{"command":"\ud800"}""", "$: a text holds half a surrogate pair")]
    public async Task Run_LineThatIsNoJob_IsExit4WithItsNumberAndPathAndRunsNothing(string line, string message)
    {
        var result = await RunAsync([], """{"command":"echo ran"}""", "", line);

        result.Exits(4);
        StringAssert.StartsWith(result.Error, $"arrea: standard input, line 3: {message}");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Run_BytesThatAreNoText_AreExit4()
    {
        byte[] lines = [.. "{\"command\":\"echo "u8, 0xFF, .. "\"}\n"u8];

        var result = await CliProcess.RunAsync(context, lines, "run", "--jobs", "-");

        StringAssert.StartsWith(result.Exits(4).Error, "arrea: standard input, line 1: $: it is not UTF-8");
    }

    [TestMethod]
    public async Task Run_RefusedJob_IsListedAndNothingRuns()
    {
        var result = await RunAsync([], """{"command":"echo ran"}""", """{"args":["rm","-rf","/"]}""", """{"command":"echo \u0000"}""");

        result.Exits(3);
        StringAssert.Contains(result.Error, "[2] rm -rf /: dangerous (rm -rf)\n[3] echo \\x00: invalid (holds a NUL character)\n");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Run_FileOfJobs_IsNamedInItsErrors()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "{\"command\":\"echo ran\"}\n{\n", context.CancellationToken);

        var result = await CliProcess.RunAsync(context, "run", "--jobs", file);

        File.Delete(file);
        StringAssert.StartsWith(result.Exits(4).Error, $"arrea: '{file}', line 2: $: it is not JSON");
    }

    private Task<CliResult> RunAsync(string[] flags, params string[] lines)
        => CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(string.Join('\n', lines)), ["run", .. flags, "--jobs", "-"]);
}
