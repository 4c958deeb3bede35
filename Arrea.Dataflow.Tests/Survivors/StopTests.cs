using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>Ctrl-Z and <c>fg</c>.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class StopTests(TestContext context)
{
    [TestMethod]
    public async Task TerminalStop_ThenContinue_StopsTheJobsAndArreaAndThenAllGoOn()
    {
        using var processes = new MarkedProcesses();
        using var folder = new TemporaryFolder();
        var job = $"echo ready; while ! test -e {folder["go"]}; do sleep 0.01; done; echo done";
        await using var host = HostProcess.Start(context, processes, "-j", "2", "-o", "line", "--timeout", "0", "-c", job, "-c", job);
        await host.OutputAsync("ready\nready\n");

        host.Signal(HostProcess.TerminalStop);

        await Condition.HoldsAsync(() => ProcessState.Read(host.Id)?.State == 'T', "arrea stands still");
        await Condition.HoldsAsync(() => processes.Find().Count(IsJob) == 2 && processes.Find().Where(IsJob).All(IsStopped), "its jobs stand still");
        folder.Touch("go");

        host.Signal(HostProcess.Continue);

        var result = (await host.EndAsync()).Exits(0);
        Assert.AreEqual("ready\nready\ndone\ndone\n", result.Output);
        Assert.AreEqual(0, processes.Count);

        bool IsJob(int pid) => ProcessState.Read(pid) is { } state && state.Parent == host.Id && state.Group == pid && !ProcessState.CommandLine(pid).Contains("arrea-watchdog", StringComparison.Ordinal);

        // A shell whose child was stopped between its birth and its program waits for it without being stopped itself.
        static bool IsStopped(int pid) => ProcessState.Read(pid)?.State is 'T' or 'D';
    }

    [TestMethod]
    public async Task TerminalStop_JobOnATerminalOfItsOwn_StopsToo()
    {
        using var processes = new MarkedProcesses();
        await using var host = HostProcess.Start(context, processes, "--pty", "-o", "line", "--timeout", "0", "-c", "echo ready; while :; do sleep 0.01; done");
        await host.OutputAsync("ready\r\n");

        host.Signal(HostProcess.TerminalStop);

        await Condition.HoldsAsync(
            () => processes.Find().Exists(pid => ProcessState.Read(pid) is { State: 'T' or 'D' } state && state.Parent == host.Id && state.Session == pid), "the job stands still");

        // It stops itself last: what tells it to go on must not come before.
        await Condition.HoldsAsync(() => ProcessState.Read(host.Id)?.State == 'T', "arrea stands still");
        host.Signal(HostProcess.Continue);
        host.Signal(HostProcess.Interrupt);
        (await host.EndAsync()).Exits(130);
    }

    [TestMethod]
    public async Task TerminalStop_ThenInterrupt_EndsEverything()
    {
        using var processes = new MarkedProcesses();
        await using var host = HostProcess.Start(context, processes, "-o", "line", "--timeout", "0", "-c", "echo ready; sleep 1000 & sleep 1000; true");
        await host.OutputAsync("ready\n");
        host.Signal(HostProcess.TerminalStop);
        await Condition.HoldsAsync(() => ProcessState.Read(host.Id)?.State == 'T', "arrea stands still");

        // It hears of the first once it goes on.
        host.Signal(HostProcess.Interrupt);
        host.Signal(HostProcess.Continue);

        (await host.EndAsync()).Exits(130);
        Assert.AreEqual(0, processes.Count);
    }
}
