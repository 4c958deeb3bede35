namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliSignalTests(TestContext context)
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;

    [TestMethod]
    [DataRow(Hangup, 129)]
    [DataRow(Interrupt, 130)]
    [DataRow(Quit, 131)]
    [DataRow(Terminate, 143)]
    public async Task Signal_Once_StartsNothingNewEndsWhatRunsAndReports(int signal, int exitCode)
    {
        var survivors = new Survivors();
        await using var process = CliProcess.Start(
            context, "run", "-j", "1", "-o", "line", "--timeout", "0", "-c", $"trap 'echo cleaned up; exit 0' TERM; echo ready; sleep {survivors.Seconds} & wait", "-c", "echo never");
        await process.OutputAsync("ready\n");

        process.Signal(signal);

        var result = (await process.EndAsync()).Exits(exitCode);
        Assert.AreEqual("ready\ncleaned up\n", result.Output);
        StringAssert.Contains(result.Error, "0 succeeded, 0 failed, 0 timed out, 0 cancelled, 2 interrupted, 0 rejected, 2 total");
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Signal_Twice_KillsAtOnce()
    {
        var survivors = new Survivors();
        await using var process = CliProcess.Start(
            context,
            "run", "-o", "line", "--timeout", "0", "--kill-after", "1h", "-c", $"trap '' TERM; echo ready; sleep {survivors.Seconds}; sleep {survivors.Seconds}");
        await process.OutputAsync("ready\n");

        process.Signal(Interrupt);
        await process.ErrorAsync("once more kills them");
        process.Signal(Interrupt);

        (await process.EndAsync()).Exits(130);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Signal_TwiceDifferent_ReportsTheFirst()
    {
        await using var process = CliProcess.Start(
            context, "run", "-o", "line", "--kill-after", "1h", "-c", "trap '' TERM; echo ready; sleep 3600; sleep 3600");
        await process.OutputAsync("ready\n");

        process.Signal(Terminate);
        await process.ErrorAsync("once more kills them");
        process.Signal(Interrupt);

        (await process.EndAsync()).Exits(143);
    }

    [TestMethod]
    public async Task Signal_PipeThatStaysOpen_EndsAnyway()
    {
        await using var process = CliProcess.Start(context, "run", "-o", "line");
        await process.Input.WriteAsync("echo ready\n"u8.ToArray(), context.CancellationToken);
        await process.Input.FlushAsync(context.CancellationToken);
        await process.OutputAsync("ready\n");

        process.Signal(Interrupt);

        (await process.EndAsync()).Exits(130);
    }

    [TestMethod]
    public async Task Signal_ManyJobs_LeavesNoSurvivor()
    {
        var survivors = new Survivors();
        await using var process = CliProcess.Start(
            context, ["run", "-j", "0", "-o", "line", .. Enumerable.Repeat($"echo ready; sleep {survivors.Seconds} & sleep {survivors.Seconds}", 20).SelectMany(static job => new[] { "-c", job })]);
        await process.OutputAsync(string.Concat(Enumerable.Repeat("ready\n", 20)));

        process.Signal(Interrupt);

        (await process.EndAsync()).Exits(130);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    [DataRow("run -o line --timeout 0 -c 'yes SECONDS'")]
    [DataRow("""action --data '{"command":"run","args":["-o","line","--timeout","0","-c","yes SECONDS"]}'""")]
    [DataRow("""action --json --data '{"command":"run","args":["-o","line","--timeout","0","-c","yes SECONDS"]}'""")]
    public async Task Signal_OutputThatNobodyReads_EndsAfterTheSecond(string arguments)
    {
        var survivors = new Survivors();
        arguments = arguments.Replace("SECONDS", survivors.Seconds, StringComparison.Ordinal);

        // The pipe is full as soon as not even one byte more goes into it.
        var result = await CliProcess.ScriptAsync(context, $$"""
            mkfifo "${fifo:=$(mktemp -u)}"
            exec 3<> "$fifo"
            "$DOTNET" "$ARREA" {{arguments}} > "$fifo" &
            while dd if=/dev/zero of="$fifo" bs=1 count=1 oflag=nonblock 2> /dev/null; do sleep 0.05; done
            while kill -TERM $! 2> /dev/null; do sleep 0.2; done
            wait $!
            """);

        result.Exits(143);
        Assert.AreEqual(0, survivors.Count);
    }

    [TestMethod]
    public async Task Interrupt_IgnoredByTheShellThatStartedArreaInTheBackground_IsHeardAnyway()
    {
        var result = await CliProcess.ScriptAsync(context, """
            mkfifo "${fifo:=$(mktemp -u)}"
            "$DOTNET" "$ARREA" run -c "echo ready > $fifo; sleep 3600" &
            read line < "$fifo"
            kill -INT $!
            wait $!
            """);

        result.Exits(130);
    }

    [TestMethod]
    public async Task Hangup_UnderNohup_IsIgnored()
    {
        var result = await CliProcess.ScriptAsync(context, """
            trap '' HUP
            mkfifo "${fifo:=$(mktemp -u)}"
            "$DOTNET" "$ARREA" run -o line -c "echo ready > $fifo; cat $fifo" -c true &
            read line < "$fifo"
            kill -HUP $!
            echo done > "$fifo"
            wait $!
            """);

        result.Exits(0);
        Assert.AreEqual("done\n", result.Output);
    }
}
