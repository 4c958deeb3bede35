using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class LinuxRunnerContract
{
    private const string OwnSession = "read -r line </proc/$$/stat; set -- ${line##*)}; echo $$ $4";

    private protected override bool KeepsOrderOfMergedOutputs => true;

    [TestMethod]
    public async Task NewSession_Asked_IsLedByTheCommand()
    {
        var ids = (await RunAsync(Sh(OwnSession) with { NewSession = true })).StandardOutput.TrimEnd().Split(' ');

        Assert.AreEqual(ids[0], ids[1]);
    }

    [TestMethod]
    public async Task NewSession_NotAsked_IsThatOfThisProcess()
    {
        var ours = (await File.ReadAllTextAsync("/proc/self/stat")).Split(") ")[^1].Split(' ')[3];

        Assert.AreEqual(ours, (await RunAsync(OwnSession)).StandardOutput.TrimEnd().Split(' ')[1]);
    }

    [TestMethod]
    public async Task NewSession_Cancelled_EndsAsOtherwise()
    {
        using var processes = new MarkedProcesses();

        var result = await CancelAsync(Sh("sleep 1000 & sleep 1000; true") with { NewSession = true, KillGrace = LongGrace }, processes, 2);

        Assert.AreEqual(15, result.Signal);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(10)]
    [DataRow(15)]
    public async Task KillSignal_Trapped_IsWhatTheCommandHears(int signal)
    {
        var result = await CancelWhenReadyAsync(Child("trap", $"{signal}") with { KillSignal = signal, KillGrace = LongGrace });

        Assert.AreEqual(7, result.ExitCode);
        Assert.AreEqual("ready\nbye\n", result.StandardOutput);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(12)]
    [DataRow(64)]
    public async Task KillSignal_NotTrapped_EndsTheWholeGroup(int signal)
    {
        using var processes = new MarkedProcesses();

        // Not in the background: a shell makes those ignore INT.
        var result = await CancelAsync(Sh("sleep 1000 | sleep 1000; true") with { KillSignal = signal, KillGrace = LongGrace }, processes, 2);

        Assert.AreEqual(signal, result.Signal);
        Assert.AreEqual(0, processes.Count);
    }

    [TestMethod]
    public async Task KillSignal_Ignored_IsFollowedByKill()
    {
        var result = await CancelWhenReadyAsync(Child("ignore", "INT,TERM,HUP") with { KillSignal = 2 });

        Assert.AreEqual(9, result.Signal);
    }

    [TestMethod]
    public async Task Usage_ProcessorTime_IsThatOfTheCommandAndItsChildren()
    {
        var goal = TimeSpan.FromMilliseconds(250);

        var direct = await RunAsync(Child("cpu", "300"));
        var child = await RunAsync(Sh(ChildProgram.Command("cpu 300") + "; true"));
        var idle = await RunAsync("true");

        Assert.IsGreaterThanOrEqualTo(goal, direct.CpuTime!.Value);
        Assert.IsGreaterThanOrEqualTo(goal, child.CpuTime!.Value);
        Assert.IsLessThan(goal, idle.CpuTime!.Value);
    }

    [TestMethod]
    public async Task Usage_PeakMemory_IsThatOfTheLargestProcess()
    {
        const long Goal = 300 * 1024 * 1024;

        Assert.IsGreaterThanOrEqualTo(Goal, (await RunAsync(Child("memory", "300"))).PeakMemory!.Value);
        Assert.IsGreaterThanOrEqualTo(Goal, (await RunAsync(Sh(ChildProgram.Command("memory 300") + "; true"))).PeakMemory!.Value);
    }

    [TestMethod]
    public async Task Usage_NotStarted_IsUnknown()
    {
        var result = await RunAsync(Program("/nope/program"));

        Assert.IsNull(result.CpuTime);
        Assert.IsNull(result.PeakMemory);
    }

    /// <summary>Cancels a command once it has written something.</summary>
    private async Task<CommandResult> CancelWhenReadyAsync(CommandRequest request, Func<string, bool>? isReady = null)
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new StringBuilder();
        return await RunAsync(
            request with
            {
                OnOutput = async (_, piece) =>
                {
                    seen.Append(Encoding.UTF8.GetString(piece.Span));
                    if (isReady?.Invoke(seen.ToString()) ?? true)
                    {
                        await cancellation.CancelAsync();
                    }
                },
            },
            cancellation.Token);
    }
}
