using System.Globalization;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class LinuxRunnerContract
{
    [TestMethod]
    [DataRow("setsid sleep 1000 & sleep 1000", 2)]
    [DataRow("(setsid sleep 1000 & setsid sleep 1000 &); sleep 1000", 3)]
    [DataRow("setsid sh -c 'setsid sleep 1000 & sleep 1000' & sleep 1000", 3)]
    [DataRow("setsid sh -c 'trap \"\" TERM HUP; sleep 1000; sleep 1000' & sleep 1000", 2)]
    [DataRow("(setsid setsid -f sleep 1000); exec sleep 1000", 2)]
    public async Task RunAsync_CancelledWithSessionsOfTheirOwn_EndsThemToo(string text, int sleepers)
    {
        using var processes = new MarkedProcesses();

        var result = await CancelAsync(Sh(text), processes, sleepers);

        Assert.AreEqual(15, result.Signal);
        Assert.IsFalse(result.OutputHeld);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task RunAsync_CancelledWithADaemon_EndsItToo()
    {
        using var processes = new MarkedProcesses();

        await CancelAsync(Sh(ChildProgram.Command("daemonise") + "; exec sleep 1000"), processes, 1);

        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    [DataRow("sh")]
    [DataRow("bash")]
    public async Task RunAsync_CancelledWithALargeEnvironment_EndsItAll(string shell)
    {
        // A shell passes its variables on in an order of its own, so the mark may stand behind all of this.
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var variables = new Dictionary<string, string?>(processes.Variables);
        foreach (var name in (string[])["BIG", "HUGE", "NIX_CC", "LS_COLORS", "PS4", "A", "Z"])
        {
            variables[name] = new string('x', 50_000);
        }

        var running = RunAsync(Sh("(setsid sleep 1000 &); (setsid sleep 1000 &); sleep 1000") with { Environment = variables, Shell = shell }, cancellation.Token);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 3, "the command runs");
        await cancellation.CancelAsync();
        await running;

        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_CancelledWhileOneForksAndExitsForEver_EndsItToo()
    {
        // Each is in a session of its own, and gone as soon as the next is there: a look at the list of processes and one at each of them can miss it.
        for (var left = TestScale.Choose(3, 300, "processes that run away"); left > 0; left--)
        {
            using var processes = new MarkedProcesses();
            using var folder = new TemporaryFolder();
            await File.WriteAllTextAsync(folder["hop"], "test $1 -gt 0 || exec sleep 1000; test $1 != 2900 || : > \"$2\"; exec setsid -f sh \"$0\" $(($1 - 1)) \"$2\" > /dev/null 2>&1\n");
            using var cancellation = new CancellationTokenSource();
            var running = RunAsync(
                Sh($"sh {folder["hop"]} 3000 {folder["goes"]}; sleep 1000") with { Environment = processes.Variables, KillGrace = TimeSpan.Zero }, cancellation.Token);
            await Condition.HoldsAsync(() => File.Exists(folder["goes"]), "it runs away");

            await cancellation.CancelAsync();
            await running;

            // One look can miss it here too.
            for (var look = 0; look < 100; look++)
            {
                Assert.AreEqual(0, processes.Count);
            }
        }
    }

    [TestMethod]
    [DataRow("env -i /bin/sh -c 'echo $$; exec /bin/sleep 1000' & wait")]
    [DataRow("setsid env -i /bin/sh -c 'echo $$; exec /bin/sleep 1000' & wait")]
    [DataRow("setsid sh -c \"env -i /bin/sh -c 'echo \\$\\$; exec /bin/sleep 1000' & wait\" & wait")]
    public async Task RunAsync_CancelledWithAChildWithoutEnvironment_EndsItToo(string text)
    {
        using var processes = new MarkedProcesses();

        var result = await CancelWhenReadyAsync(
            Sh(text) with { Environment = processes.Variables }, static seen => seen.EndsWith('\n'));

        Assert.AreEqual(15, result.Signal);
        Assert.AreEqual("", CommandLine(result.StandardOutput));
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_CancelledTreesOfAllKinds_AreGone()
    {
        var trees = TestScale.Choose(6, 60, "random trees of processes");
        for (var seed = 1; seed <= trees; seed++)
        {
            using var processes = new MarkedProcesses();

            await CancelWhenReadyAsync(Child("tree", $"{seed}", "2") with { Environment = processes.Variables }, IsWholeTree);

            Assert.AreEqual(0, processes.Count, $"seed {seed}");
        }
    }

    [TestMethod]
    public async Task RunAsync_CancelledWithManyChildren_EndsThemAll()
    {
        using var processes = new MarkedProcesses();

        await CancelWhenReadyAsync(Child("fork", "5") with { Environment = processes.Variables }, static seen => seen.Count(static letter => letter == '\n') == 5);

        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task RunAsync_EndsByItselfWithADaemon_LeavesItAlive()
    {
        using var processes = new MarkedProcesses();

        var result = await RunAsync(Child("daemonise") with { Environment = processes.Variables });

        Assert.AreEqual(0, result.ExitCode);
        Assert.IsFalse(result.OutputHeld);
        CollectionAssert.AreEqual(new[] { int.Parse(result.StandardOutput, CultureInfo.InvariantCulture) }, processes.Find());
    }

    [TestMethod]
    public async Task RunAsync_CancelledBesideAnother_EndsNothingOfTheOther()
    {
        using var processes = new MarkedProcesses();
        using var others = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var other = RunAsync(Sh("setsid sleep 1000 & sleep 1000") with { Environment = others.Variables }, cancellation.Token);
        await Condition.HoldsAsync(() => others.CountOf("sleep") == 2, "the other command runs");

        await CancelAsync(Sh("setsid sleep 1000 & sleep 1000"), processes, 2);

        Assert.AreEqual(0, processes.Count);
        Assert.AreEqual(2, others.CountOf("sleep"));
        await cancellation.CancelAsync();
        await other;
        Assert.AreEqual(0, others.Count);
    }

    /// <summary>Whether as many have spoken as were announced: each says how many it starts, and the first is started by nobody.</summary>
    private static bool IsWholeTree(string seen)
    {
        var nodes = seen.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return seen.EndsWith('\n') && nodes.Length == 1 + nodes.Sum(static node => int.Parse(node["node ".Length..], CultureInfo.InvariantCulture));
    }

    /// <summary>What a process runs, by the line that names it; empty when it has gone.</summary>
    private static string CommandLine(string processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId.TrimEnd()}/cmdline");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
