namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliUsageTests(TestContext context)
{
    [TestMethod]
    [DataRow("run", "--nope\e[31m")]
    [DataRow("run", "--joblog", "/\e[31m/x", "-c", "true")]
    [DataRow("run", "--results", "/proc/\e[31m/x", "-c", "true")]
    [DataRow("run", "--jobs", "\e[31m")]
    [DataRow("action", "--file", "\e[31m")]
    [DataRow("config", "set", "log_level", "\e[31m")]
    public async Task Run_ControlCodesInAnArgument_ReachNoTerminal(params string[] arguments)
    {
        var error = (await CliProcess.RunAsync(context, arguments)).Error;

        StringAssert.Contains(error, "\\x1B[31m");
        Assert.IsFalse(error.Contains('\e', StringComparison.Ordinal), error);
    }

    [TestMethod]
    [DataRow("unknown flag '--comand'. Did you mean '--command'?", "run", "--comand", "echo ran")]
    [DataRow("unknown flag '--keep-oder'. Did you mean '--keep-order'?", "run", "--keep-oder", "-c", "echo ran")]
    [DataRow("unknown flag '--asdf-pyton'. Did you mean '--asdf-python'?", "run", "--asdf-pyton", "3", "-c", "echo ran")]
    [DataRow("flag '--mise-go' is given more than once", "run", "--mise-go", "1", "--mise-go", "2", "-c", "echo ran")]
    [DataRow("unknown flag '--hult'. Did you mean '--halt'?", "run", "--hult=now,fail=1", "-c", "echo ran")]
    [DataRow("unknown flag '-qz'.", "run", "-qz", "-c", "echo ran")]
    [DataRow("unknown command 'rnu'. Did you mean 'run'?", "rnu", "-c", "echo ran")]
    [DataRow("unknown command '[debug]'", "[debug]", "run", "-c", "echo ran")]
    [DataRow("unknown flag '--versoin'. Did you mean '--version'?", "--versoin")]
    [DataRow("no command")]
    [DataRow("'--command' and a template exclude one another: unexpected argument 'ran'", "run", "-c", "echo ran", "ran")]
    [DataRow("'--command' and a program behind '--' exclude one another", "run", "-c", "echo ran", "--", "ran")]
    [DataRow("no program stands behind '--'", "run", "--")]
    [DataRow("flag '--command' needs a value", "run", "-c")]
    [DataRow("flag '--command' needs a value before '-q'. If that is the value: '--command=-q'.", "run", "-c", "-q")]
    [DataRow("flag '--shell' needs a value before '--tag'", "run", "--shell", "--tag", "-c", "echo ran")]
    [DataRow("flag '--quiet' takes no value", "run", "--quiet=yes", "-c", "echo ran")]
    [DataRow("flag '--parallel' is given more than once", "run", "-j", "1", "-j", "2", "-c", "echo ran")]
    public async Task Run_CommandLineIsWrong_SaysSoAndRunsNothing(string message, params string[] arguments)
    {
        var result = await CliProcess.RunAsync(context, arguments);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, "arrea: " + message);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("--parallel", "x", "from 1 to 10000")]
    [DataRow("--parallel", "-1", "from 1 to 10000")]
    [DataRow("--parallel", "10001", "from 1 to 10000")]
    [DataRow("--parallel", "0%", "percentage")]
    [DataRow("--parallel", "", "from 1 to 10000")]
    [DataRow("--timeout", "10abc", "500ms")]
    [DataRow("--timeout", "-5", "500ms")]
    [DataRow("--timeout", "1.5", "500ms")]
    [DataRow("--timeout", "50%", "500ms")]
    [DataRow("--timeout", "9999h", "720h")]
    [DataRow("--deadline", "0", "more than 0")]
    [DataRow("--deadline", "soon", "500ms")]
    [DataRow("--kill-after", "s", "500ms")]
    [DataRow("--kill-after", "25h", "at most 24h")]
    [DataRow("--retries", "-1", "from 0 to 1000000")]
    [DataRow("--retries", "1000001", "from 0 to 1000000")]
    [DataRow("--retry-delay", "1d", "500ms", "--retries", "1")]
    [DataRow("--backoff", "expotential", "Did you mean 'exponential'?", "--retries", "1")]
    [DataRow("--policy", "retyr", "Did you mean 'retry'?")]
    [DataRow("--policy", "", "retry, stop, continue, strict, tolerant")]
    [DataRow("--output", "json", "ndjson")]
    [DataRow("--color", "yes", "auto, always, never")]
    [DataRow("--shell", "no-such-shell", "a shell")]
    [DataRow("--shell", "/no/such/shell", "a shell")]
    [DataRow("--cwd", "/no/such/directory", "directory")]
    [DataRow("--cwd", "/etc/passwd", "directory")]
    [DataRow("--kill-signal", "TREM", "Did you mean 'TERM'?")]
    [DataRow("--kill-signal", "0", "1 to 64")]
    [DataRow("--kill-signal", "65", "1 to 64")]
    [DataRow("--kill-signal", "", "1 to 64")]
    [DataRow("--stdin", "/no/such/file", "a file that exists")]
    [DataRow("--stdin", "/", "a file that exists")]
    [DataRow("--env", "NAME", "NAME=VALUE")]
    [DataRow("--env", "=value", "NAME=VALUE")]
    [DataRow("--asdf-node", "1;rm", "a version")]
    [DataRow("--asdf-go", "1 2", "a version")]
    [DataRow("--mise-python", "$(x)", "a version")]
    [DataRow("--mise-rust", "", "a version")]
    public async Task Run_ValueIsMalformed_NamesFlagValueAndWhatIsAccepted(string flag, string value, string accepted, params string[] others)
    {
        var result = await CliProcess.RunAsync(context, ["run", flag, value, .. others, "-c", "echo ran"]);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, $"arrea: '{flag}' does not accept '{value}'; it accepts ");
        StringAssert.Contains(result.Error, accepted);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("'--command' and '--file' exclude one another", "--file", "-")]
    [DataRow("'--progress' and '--no-progress' exclude one another", "--progress", "--no-progress")]
    [DataRow("'--asdf-node' and '--mise-node' exclude one another", "--mise-node", "20", "--asdf-node", "20.1.0")]
    [DataRow("'--quiet' and '--output group' exclude one another", "-q", "-o", "group")]
    [DataRow("'--tag' has no meaning with '--output ndjson'", "--tag", "-o", "ndjson")]
    [DataRow("'--tag' has no meaning with '--output quiet'", "--tag", "-q")]
    [DataRow("'--keep-order' has no meaning with '--output ndjson'", "-k", "-o", "ndjson")]
    [DataRow("'--keep-order' has no meaning with '--output none'", "-k", "-o", "none")]
    [DataRow("'--dry-run' has no meaning with '--output ndjson'", "--dry-run", "-o", "ndjson")]
    [DataRow("'--retries 2' has no meaning with '--policy strict'", "--retries", "2", "--policy", "strict")]
    [DataRow("'--retry-delay' has no meaning without retries", "--retry-delay", "1s")]
    [DataRow("'--backoff' has no meaning without retries", "--backoff", "linear", "--retries", "0")]
    public async Task Run_FlagsDoNotGoTogether_SaysSoAndRunsNothing(string message, params string[] flags)
    {
        var result = await CliProcess.RunAsync(context, ["run", .. flags, "-c", "echo ran"]);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, "arrea: " + message);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Help_Program_NamesTheCommands()
    {
        var result = await CliProcess.RunAsync(context, "--help");

        result.Exits(0);
        StringAssert.Contains(result.Output, "arrea run");
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    [DataRow("run", "--help")]
    [DataRow("run", "-h")]
    [DataRow("run", "-c", "echo ran", "--help")]
    public async Task Help_Run_ShowsEveryFlagAndExamplesAndRunsNothing(params string[] arguments)
    {
        var result = await CliProcess.RunAsync(context, arguments);

        result.Exits(0);
        var flags = new Arrea.Cli.Arguments.RunFlags();
        foreach (var flag in flags.All.Except(flags.Jobs.Runtimes.Select(static runtime => runtime.Flag)))
        {
            StringAssert.Contains(result.Output, $"{flag.Name} {flag.HelpName}".TrimEnd() + "  ");
        }

        foreach (var runtime in flags.Jobs.Runtimes)
        {
            StringAssert.Contains(result.Output, runtime.Flag.Name.Replace(runtime.Language, "LANGUAGE V  ", StringComparison.Ordinal));
            StringAssert.Contains(result.Output, runtime.Language);
        }

        StringAssert.Contains(result.Output, "Examples:");
        Assert.IsFalse(result.Lines.Contains("ran"));
        Assert.IsLessThanOrEqualTo(100, result.Lines.Max(static line => line.Length));
    }

    [TestMethod]
    public async Task Version_Always_IsOneLine()
    {
        var result = await CliProcess.RunAsync(context, "--version");

        result.Exits(0);
        StringAssert.Matches(result.Output, new(@"\Aarrea \d+\.\d+\.\d+\S*\n\z"));
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    [DataRow("@file")]
    [DataRow("[suggest]")]
    public async Task Run_TextThatOtherProgramsExpand_IsLiteral(string text)
    {
        var result = await CliProcess.RunAsync(context, "run", "-q", "-c", $"echo '{text}'");

        result.Exits(0);
        Assert.AreEqual(text + "\n", result.Output);
    }
}
