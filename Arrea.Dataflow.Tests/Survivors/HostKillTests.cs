using System.Globalization;
using System.Text;
using Arrea.Dataflow.Tests.Cli;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>KILL for <c>arrea</c> itself at bad moments: its watchdog ends what it cannot end any more, and then itself.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class HostKillTests(TestContext context)
{
    private const string Jobs = "for n in 1 2 3 4 5 6 7 8 9 10; do echo \": > $started; setsid sleep 1000 & (setsid -f sleep 1000); sleep 1000\"; done";

    [TestMethod]
    [DoNotParallelize]
    [ProgramCondition("bash", "setsid")]
    public async Task Kill_WhileArreaStarts_LeavesNothing()
    {
        var random = new Random(1);
        for (var left = TestScale.Choose(5, 300, "kills of an arrea that is starting"); left > 0; left--)
        {
            // From a start that has not reached the first job to one that has started them all.
            await KillAsync($"sleep 0.{random.Next(0, 400):000}");
        }
    }

    [TestMethod]
    [DoNotParallelize]
    [ProgramCondition("bash", "setsid")]
    public async Task Kill_WhileTheFirstJobsStart_LeavesNothing()
    {
        var random = new Random(2);
        for (var left = TestScale.Choose(8, 500, "kills within 50 ms of the first job"); left > 0; left--)
        {
            await KillAsync($"until test -e $started; do :; done; sleep 0.{random.Next(0, 50):000}");
        }
    }

    [TestMethod]
    [DoNotParallelize]
    [ProgramCondition("setsid")]
    public async Task Kill_WhileHundredsOfShortJobsRun_LeavesNothing()
    {
        var random = new Random(3);
        for (var left = TestScale.Choose(2, 50, "kills among short jobs"); left > 0; left--)
        {
            using var processes = new MarkedProcesses();
            await using var host = HostProcess.Start(context, processes, "-j", "16", "-o", "line");
            var jobs = Enumerable.Range(0, 2_000).Select(static n => string.Create(CultureInfo.InvariantCulture, $"(setsid sleep 1000 &); echo job {n}.\n"));
            await host.Input.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(jobs)), context.CancellationToken);
            await host.Input.FlushAsync(context.CancellationToken);
            await host.OutputAsync(string.Create(CultureInfo.InvariantCulture, $"job {random.Next(50, 300)}.\n"));

            host.Signal(HostProcess.Kill);

            await NothingIsLeftAsync(processes);
        }
    }

    [TestMethod]
    [DoNotParallelize]
    [ProgramCondition("setsid")]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Kill_OfAnArreaInAnother_LeavesNothingOfIt(bool isInner)
    {
        using var processes = new MarkedProcesses();
        using var folder = new TemporaryFolder();
        var inner = $"echo $PPID > {folder["inner.new"]}; mv {folder["inner.new"]} {folder["inner"]}; setsid sleep 1000 & (setsid -f sleep 1000); sleep 1000";
        await using var host = HostProcess.Start(
            context, processes, new Dictionary<string, string?> { ["JOB"] = inner }, "--no-validate", "--timeout", "0", "-o", "none", "-c", "\"$DOTNET\" \"$ARREA\" run --timeout 0 -o none -c \"$JOB\"");
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 3, "the inner jobs run");
        var innerId = int.Parse(await File.ReadAllTextAsync(folder["inner"], context.CancellationToken), CultureInfo.InvariantCulture);

        HostProcess.Send(isInner ? innerId : host.Id, HostProcess.Kill);

        await NothingIsLeftAsync(processes);
        if (isInner)
        {
            (await host.EndAsync()).Exits(128 + HostProcess.Kill);
        }
    }

    [TestMethod]
    [ProgramCondition("setsid")]
    public async Task Success_WithADaemon_LeavesTheDaemonAlone()
    {
        using var processes = new MarkedProcesses();
        await using var host = HostProcess.Start(context, processes, "-c", "setsid -f sleep 1000 > /dev/null 2>&1");

        (await host.EndAsync()).Exits(0);

        Assert.AreEqual(1, processes.Count, string.Join('\n', processes.Describe()));
        Assert.AreEqual(1, processes.CountOf("sleep"));
    }

    /// <summary>Starts some jobs under arrea, and kills it after a shell's wait.</summary>
    private async Task KillAsync(string wait)
    {
        using var processes = new MarkedProcesses();
        using var folder = new TemporaryFolder();
        var (name, mark) = processes.Variables.Single();
        var result = await CliProcess.ScriptAsync(context, $"""
            started={folder["started"]}
            {Jobs} > {folder["jobs"]}
            env {name}={mark} "PATH=$PATH:/{name}={mark}" "$DOTNET" "$ARREA" run --file {folder["jobs"]} -j 0 --timeout 0 -o none > /dev/null 2>&1 &
            {wait}
            kill -KILL $!
            wait $! 2> /dev/null
            """);

        result.Exits(128 + HostProcess.Kill);
        await NothingIsLeftAsync(processes);
    }

    private static Task NothingIsLeftAsync(MarkedProcesses processes)
        => Condition.HoldsAsync(() => processes.Count == 0, "nothing is left");
}
