using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>The table of docs/guide/processes.md: what is reached, and also what is not.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[ProgramCondition("setsid", "nohup", "bash", "env", "tail")]
public sealed class ReachTests(TestContext context)
{
    private const string Cleared = "env -i ARREA_TEST_MARK=$ARREA_TEST_MARK";

    [TestMethod]
    [DataRow("sleep 1000 &", 0)]
    [DataRow("nohup sleep 1000 > /dev/null 2>&1 &", 0)]
    [DataRow("bash -c 'set -m; sleep 1000 & exec sleep 1000' &", 0)]
    [DataRow("setsid sleep 1000 &", 0)]
    [DataRow("setsid -f sleep 1000", 0)]
    [DataRow($"({Cleared} sleep 1000 &)", 0)]
    [DataRow($"{Cleared} setsid sleep 1000 &", 0)]
    [DataRow($"({Cleared} setsid sleep 1000 &)", 1)]
    public async Task Cancellation_EndsWhatItReaches(string start, int left)
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        await using var engine = Engines.Create();
        var running = engine.ExecuteAsync(
            new($"{start}\nexec tail -f /dev/null") { Environment = processes.Variables, Shell = "sh", Policy = Engines.NoRetry, Validate = false }, cancellation.Token);
        await AreThereAsync(processes, start);

        await cancellation.CancelAsync();

        Assert.AreEqual(OutcomeKind.Cancelled, (await running).Outcome);
        Assert.AreEqual(left, processes.Count);
    }

    [TestMethod]
    [DataRow("sleep 1000 &", 0)]
    [DataRow("nohup sleep 1000 > /dev/null 2>&1 &", 0)]
    [DataRow("bash -c 'set -m; sleep 1000 & exec sleep 1000' &", 0)]
    [DataRow("setsid sleep 1000 &", 0)]
    [DataRow("setsid -f sleep 1000", 0)]
    [DataRow($"{Cleared} setsid sleep 1000 &", 1)]
    [DataRow($"({Cleared} setsid sleep 1000 &)", 1)]
    public async Task KillOfTheHost_EndsWhatTheWatchdogReaches(string start, int left)
    {
        using var processes = new MarkedProcesses();
        await using var host = HostProcess.Start(context, processes, "--timeout", "0", "--no-validate", "-o", "none", "-c", $"{start}\nexec tail -f /dev/null");
        await AreThereAsync(processes, start);

        host.Signal(HostProcess.Kill);

        // The watchdog counts as well, so that it is known to be done.
        await Condition.HoldsAsync(() => processes.Count == left, "the watchdog has done what it can");
        Assert.AreEqual(left, processes.CountOf("sleep"));
    }

    private static Task AreThereAsync(MarkedProcesses processes, string start)
    {
        var sleepers = start.Split("sleep").Length - 1;
        return Condition.HoldsAsync(() => processes.CountOf("sleep") == sleepers && processes.CountOf("tail") == 1, "the job runs");
    }
}
