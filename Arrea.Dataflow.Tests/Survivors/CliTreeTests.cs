using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>Nothing is left of what <c>arrea run</c> started, its watchdog neither, when a signal has ended it.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class CliTreeTests(TestContext context)
{
    private const int TreesAtOnce = 4;

    [TestMethod]
    [DoNotParallelize]
    [ProgramCondition("setsid", "nohup", "bash", "env")]
    [DataRow(HostProcess.Hangup, 129)]
    [DataRow(HostProcess.Interrupt, 130)]
    [DataRow(HostProcess.Quit, 131)]
    [DataRow(HostProcess.Terminate, 143)]
    public Task Signal_Once_LeavesNothing(int signal, int exitCode)
        => EachRoundAsync(signal * 100_000, 2, 100, $"rounds of trees under arrea, ended by signal {signal}", async (trees, processes) =>
        {
            await using var host = HostProcess.Start(context, processes, trees, "--kill-after", "100ms");
            await RandomTree.AreReadyAsync(trees);

            host.Signal(signal);

            (await host.EndAsync()).Exits(exitCode);
            await NoJobIsLeftAsync(trees, processes);
        });

    [TestMethod]
    [DoNotParallelize]
    [ProgramCondition("setsid", "nohup", "bash", "env")]
    public Task Signal_Twice_LeavesNothing()
        => EachRoundAsync(3_000_000, 2, 100, "rounds of trees under arrea, ended by two signals", async (trees, processes) =>
        {
            await using var host = HostProcess.Start(context, processes, trees, "--kill-after", "1h");
            await RandomTree.AreReadyAsync(trees);

            // A signal that is still on its way swallows another of its kind, so the second one is of another.
            host.Signal(HostProcess.Interrupt);
            host.Signal(HostProcess.Terminate);

            await host.EndAsync();
            await NoJobIsLeftAsync(trees, processes);
        });

    [TestMethod]
    [DoNotParallelize]
    [ProgramCondition("setsid", "nohup", "bash", "env")]
    public Task Kill_OfArrea_LeavesNothingAfterTheGraceOfTheWatchdog()
        => EachRoundAsync(4_000_000, 3, 300, "rounds of trees under arrea, which is killed", async (trees, processes) =>
        {
            await using var host = HostProcess.Start(context, processes, trees);
            await RandomTree.AreReadyAsync(trees);

            host.Signal(HostProcess.Kill);

            await NothingIsLeftAsync(trees, processes);
        });

    private static async Task EachRoundAsync(int seed, int part, int full, string what, Func<RandomTree[], MarkedProcesses, Task> round)
    {
        for (var left = TestScale.Choose(part, full, what); left > 0; left--, seed += TreesAtOnce)
        {
            using var processes = new MarkedProcesses();
            var trees = Enumerable.Range(seed, TreesAtOnce).Select(n => new RandomTree(n, hasPrograms: left % 5 == 0, RandomTree.Marks.Kept)).ToArray();
            try
            {
                await round(trees, processes);
            }
            finally
            {
                Array.ForEach(trees, static tree => tree.Dispose());
            }
        }
    }

    /// <summary>No job is left at this moment. The watchdog of an arrea inside a job that had to be killed may look for a moment longer whether there is anything to end.</summary>
    private static Task NoJobIsLeftAsync(RandomTree[] trees, MarkedProcesses processes)
    {
        Assert.AreEqual(0, processes.CountOfCarriers, Describe(trees, processes));
        return NothingIsLeftAsync(trees, processes);
    }

    private static string Describe(RandomTree[] trees, MarkedProcesses processes) => $"seed {trees[0].Seed}:\n{string.Join('\n', processes.Describe())}";

    private static async Task NothingIsLeftAsync(RandomTree[] trees, MarkedProcesses processes)
    {
        try
        {
            await Condition.HoldsAsync(() => processes.Count == 0, "nothing is left");
        }
        catch (AssertFailedException error)
        {
            throw new AssertFailedException(Describe(trees, processes), error);
        }
    }
}
