using System.Globalization;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Cli;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>The process that ends the commands of a program that was killed.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class WatchdogTests(TestContext context)
{
    private const string TellMark = "echo $ARREA_PROCESS_MARK";

    [TestMethod]
    public async Task Watchdog_Running_HoldsItsPipeAloneInASessionOfItsOwn()
    {
        await using var engine = Engines.Create();
        var watchdog = Find(await IdOfAsync(engine)).Single();

        var descriptors = Directory.GetFileSystemEntries($"/proc/{watchdog}/fd")
            .Order(StringComparer.Ordinal).Select(static entry => $"{Path.GetFileName(entry)} {new FileInfo(entry).LinkTarget!.Split('[')[0]}");

        Assert.AreEqual("0 pipe:, 1 /dev/null, 2 /dev/null", string.Join(", ", descriptors));
        await Condition.HoldsAsync(() => new FileInfo($"/proc/{watchdog}/cwd").LinkTarget == "/", "it has left the working directory");
        Assert.AreEqual(watchdog, ProcessState.Read(watchdog)!.Session);
        Assert.AreEqual(Environment.ProcessId, ProcessState.Read(watchdog)!.Parent);
    }

    [TestMethod]
    public async Task Watchdog_ManyJobs_IsOneForAnEngineAndAnotherForAnother()
    {
        await using var engine = Engines.Create();
        await using var other = Engines.Create();

        var marks = (await engine.RunAsync([.. Enumerable.Repeat<Job>(TellMark, 100)], new BatchOptions { Workers = 8 })).Results.Select(IdOf).Distinct().ToList();

        Assert.HasCount(1, marks);
        Assert.HasCount(1, Find(marks[0]));
        Assert.AreNotEqual(marks[0], await IdOfAsync(other));
    }

    [TestMethod]
    public async Task Watchdog_EngineDisposed_IsGone()
    {
        var engine = Engines.Create();
        var id = await IdOfAsync(engine);

        await engine.DisposeAsync();

        Assert.HasCount(0, Find(id));
    }

    [TestMethod]
    [ProgramCondition("setsid")]
    public async Task Watchdog_Killed_IsReplacedWithTheNextCommandThatLasts()
    {
        using var processes = new MarkedProcesses();
        using var folder = new TemporaryFolder();
        await using var host = HostProcess.Start(
            context,
            processes,
            "-j", "1", "-o", "line", "--timeout", "0", "-c", $"echo ready; while ! test -e {folder["go"]}; do sleep 0.01; done", "-c", "setsid sleep 1000 & (setsid -f sleep 1000); sleep 1000");
        await host.OutputAsync("ready\n");
        var first = HostProcess.WatchdogsOf(host.Id).Single();

        HostProcess.Send(first, HostProcess.Kill);
        folder.Touch("go");

        await Condition.HoldsAsync(() => HostProcess.WatchdogsOf(host.Id).Any(pid => pid != first), "there is another");
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 3, "the second job runs");
        Assert.HasCount(1, HostProcess.WatchdogsOf(host.Id));
        host.Signal(HostProcess.Kill);
        await Condition.HoldsAsync(() => processes.Count == 0, "nothing is left");
    }

    [TestMethod]
    public async Task Watchdog_KilledWhileAJobRuns_IsReplaced()
    {
        using var processes = new MarkedProcesses();
        await using var host = HostProcess.Start(context, processes, "-o", "line", "--timeout", "0", "-c", "echo ready; sleep 1000 & sleep 1000");
        await host.OutputAsync("ready\n");
        var first = HostProcess.WatchdogsOf(host.Id).Single();

        // A job that is told of is one that lasts.
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 2, "the job runs");
        HostProcess.Send(first, HostProcess.Kill);

        await Condition.HoldsAsync(() => HostProcess.WatchdogsOf(host.Id).Any(pid => pid != first), "there is another");
        host.Signal(HostProcess.Kill);
        await Condition.HoldsAsync(() => processes.Count == 0, "nothing is left");
    }

    [TestMethod]
    public async Task Host_EndsRegularlyWithoutDisposal_WhatItsJobsLeftLivesOn()
    {
        using var processes = new MarkedProcesses();
        var (name, mark) = processes.Variables.Single();
        await using var host = CliProcess.StartProgram(
            context, "/usr/bin/env", [$"{name}={mark}", .. ChildProgram.Arguments("host", "return", "setsid sleep 1000 < /dev/null > /dev/null 2>&1 &")]);
        await host.OutputAsync("done\n");
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 1, "the job has left something");

        host.Input.Close();

        (await host.EndAsync()).Exits(1);
        Assert.AreEqual(1, processes.CountOf("sleep"));
    }

    [TestMethod]
    [ProgramCondition("setsid")]
    [DataRow("exit", 0)]
    [DataRow("return", 0)]
    [DataRow("throw", 134)]
    public async Task Host_EndsWithoutDisposal_ItsJobsEndToo(string how, int exitCode)
    {
        using var processes = new MarkedProcesses();
        var (name, mark) = processes.Variables.Single();
        await using var host = CliProcess.StartProgram(
            context,
            "/usr/bin/env",
            [$"{name}={mark}", $"PATH={Environment.GetEnvironmentVariable("PATH")}:/{name}={mark}", .. ChildProgram.Arguments("host", how, "setsid sleep 1000 & (setsid -f sleep 1000); sleep 1000")]);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 3, "the job runs");

        host.Input.Close();

        (await host.EndAsync()).Exits(exitCode);
        await Condition.HoldsAsync(() => processes.Count == 0, "nothing is left");
    }

    private static async Task<string> IdOfAsync(ArreaEngine engine) => IdOf(await engine.ExecuteAsync(TellMark));

    /// <summary>What a watchdog is started with: of the mark, what is neither that of an outer command nor the number of this one.</summary>
    private static string IdOf(JobResult result) => result.StandardOutput.TrimEnd().Split('/')[^1].Split('.')[0];

    private static List<int> Find(string id)
        => [.. Directory.EnumerateDirectories("/proc")
            .Select(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && ProcessState.CommandLine(pid).Contains($"arrea-watchdog {id}", StringComparison.Ordinal))];
}
