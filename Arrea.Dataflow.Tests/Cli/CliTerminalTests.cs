namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
[RequiresTerminal]
public sealed class CliTerminalTests(TestContext context)
{
    private const string Erase = "\r\e[J";

    [TestMethod]
    public async Task Terminal_SeveralJobs_AreTaggedLiveAndCounted()
    {
        var text = await WithStatusAsync("-j 1 -c 'echo one'");

        StringAssert.Contains(text, "\e[36mecho one\e[0m\tone\r\n");
        StringAssert.Contains(text, "…\e[0m\ttwo\r\n");
        StringAssert.Contains(text, "\r\n1/2 done, 0 failed, 1 running, ");
        StringAssert.Contains(text, "\e[32m2 succeeded\e[0m, 0 failed");

        // The line of progress is erased before anything else is printed, and at the end.
        Assert.IsLessThan(text.LastIndexOf("2 succeeded", StringComparison.Ordinal), text.LastIndexOf(Erase, StringComparison.Ordinal));
        Assert.IsFalse(text.Contains("/s\e[36m", StringComparison.Ordinal), text);
    }

    [TestMethod]
    public async Task Terminal_OneJob_IsNotTagged()
        => StringAssert.Contains(await InTerminalAsync("run --no-progress -c 'echo one'"), "one\r\n");

    [TestMethod]
    [DataRow("run --no-progress --color never -c 'sleep 1; echo one'", "")]
    [DataRow("run --color never -q -c 'sleep 1; echo one'", "")]
    [DataRow("run -c 'sleep 1; echo one'", "TERM=dumb")]
    public async Task Terminal_NoControlCodesWanted_GetsNone(string arguments, string environment)
        => Assert.IsFalse((await InTerminalAsync(arguments, environment)).Contains('\e', StringComparison.Ordinal));

    [TestMethod]
    [DataRow("NO_COLOR=1", "auto", false)]
    [DataRow("CLICOLOR=0", "auto", false)]
    [DataRow("FORCE_COLOR=0", "auto", false)]
    [DataRow("FORCE_COLOR=1 TERM=dumb", "auto", true)]
    [DataRow("NO_COLOR=1", "always", true)]
    [DataRow("FORCE_COLOR=1", "never", false)]
    [DataRow("A=b", "auto", true)]
    public async Task Terminal_Color_IsAsAskedFor(string environment, string color, bool expected)
    {
        var text = await InTerminalAsync($"run --no-progress --color {color} -c true", environment);

        Assert.AreEqual(expected, text.Contains("\e[32m1 succeeded\e[0m", StringComparison.Ordinal), text);
    }

    [TestMethod]
    public async Task Terminal_OutputIntoAPipe_HasTheLineOfProgressOnTheTerminalOnly()
    {
        var file = Path.GetTempFileName();

        await WithStatusAsync("-c true", $"> {file}");

        Assert.AreEqual("two\n", await File.ReadAllTextAsync(file, context.CancellationToken));
        File.Delete(file);
    }

    [TestMethod]
    public async Task Terminal_CtrlC_ReachesArreaAndEndsTheJobs()
    {
        var survivors = new Survivors();

        await using var process = Start($"run --timeout 0 -c 'echo ready; sleep {survivors.Seconds}'");
        await process.OutputAsync("ready");

        // The terminal makes the signal of this byte, for all of its foreground processes.
        await process.Input.WriteAsync(new byte[] { 3 }, context.CancellationToken);
        await process.Input.FlushAsync(context.CancellationToken);

        var result = (await process.EndAsync()).Exits(130);
        StringAssert.Contains(result.Output, "1 interrupted");
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Terminal_HangsUp_EndsTheJobs()
    {
        var survivors = new Survivors();

        // The pipe is at its end when arrea, which alone holds it, has ended.
        await CliProcess.ScriptAsync(context, $$"""
            directory=$(mktemp -d)
            mkfifo $directory/held
            script -qefc "'$DOTNET' '$ARREA' run --timeout 0 -c 'echo ready; sleep {{survivors.Seconds}}' 3> $directory/held" /dev/null < /dev/null > $directory/shown &
            (until grep -q ready $directory/shown; do sleep 0.05; done; kill -9 $!) &
            cat $directory/held
            rm -r $directory
            """);

        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    [DataRow("0", "0", "24 80")]
    [DataRow("30", "90", "30 90")]
    public async Task Terminal_OfAnAction_IsAsLargeAsThisOneOrOfTheUsualSize(string rows, string columns, string expected)
    {
        await using var process = CliProcess.StartProgram(
            context,
            "/usr/bin/script",
            ["-qefc", $$"""stty rows {{rows}} cols {{columns}}; "$DOTNET" "$ARREA" action -q --data '{"command":"run","args":["-q","--pty","-c","stty size"]}'""", "/dev/null"]);

        Assert.AreEqual(expected, (await process.EndAsync()).Exits(0).Output.TrimEnd());
    }

    [TestMethod]
    public async Task Terminal_AsStandardInput_IsNoSource()
        => StringAssert.Contains(await InTerminalAsync("run", exitCode: 2), "no source of jobs");

    /// <summary>Everything that arrea shows, with a further command that ends only when the line of progress has been seen.</summary>
    private async Task<string> WithStatusAsync(string arguments, string redirection = "")
    {
        var file = Path.GetTempFileName();
        File.Delete(file);
        await using var process = Start($"run {arguments} -c 'while [ ! -e {file} ]; do sleep 0.05; done; echo two' {redirection}");
        await process.OutputAsync("1/2 done, 0 failed, 1 running");
        await File.WriteAllTextAsync(file, "", context.CancellationToken);
        var result = (await process.EndAsync()).Exits(0);
        File.Delete(file);
        return result.Output;
    }

    /// <summary>Everything that arrea shows in a terminal.</summary>
    private async Task<string> InTerminalAsync(string arguments, string environment = "A=b", int exitCode = 0)
    {
        await using var process = Start(arguments, environment);
        return (await process.EndAsync()).Exits(exitCode).Output;
    }

    private CliProcess Start(string arguments, string environment = "A=b")
        => CliProcess.StartProgram(
            context, "/usr/bin/script", ["-qefc", $"TERM=xterm {environment} \"$DOTNET\" \"$ARREA\" {arguments}", "/dev/null"]);
}
