using Arrea.Cli.Arguments;
using Arrea.Cli.Pacing;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli.Pacing;

[TestClass]
public sealed class MachineGateTests(TestContext context)
{
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public async Task PassAsync_MachineIsBusy_WaitsUntilItIsNot()
    {
        int? running = 8;
        var gate = new MachineGate(new PaceOptions { Load = 8 }, () => running, static () => 0, _time);

        var pass = gate.PassAsync(context.CancellationToken).AsTask();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsFalse(pass.IsCompleted);
        running = 7;
        _time.Advance(MachineGate.Interval);

        await pass.WaitAsync(Condition.Patience, context.CancellationToken);
    }

    [TestMethod]
    [DataRow(99L, false)]
    [DataRow(100L, true)]
    [DataRow(null, false)]
    public async Task PassAsync_Memory_AsMuchAsAskedForIsEnough(long? available, bool passes)
    {
        var gate = new MachineGate(new PaceOptions { FreeMemory = 100 }, static () => 0, () => available, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);

        var pass = gate.PassAsync(end.Token).AsTask();

        Assert.AreEqual(passes, pass.IsCompletedSuccessfully);
        await end.CancelAsync();
        if (!passes)
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => pass);
        }
    }

    [TestMethod]
    public async Task PassAsync_Several_PassOneAtATime()
    {
        var gate = new MachineGate(new PaceOptions { Load = 1 }, static () => 0, static () => 0, _time);
        var passes = Enumerable.Range(0, 3).Select(_ => gate.PassAsync(context.CancellationToken).AsTask()).ToArray();

        for (var expected = 1; expected <= 3; expected++)
        {
            var count = expected;
            await Condition.HoldsAsync(() => passes.Count(static pass => pass.IsCompleted) == count, $"{count} have passed");
            await Condition.HoldsAsync(() => count == 3 || _time.ActiveTimers == 1, "the next one waits");
            _time.Advance(MachineGate.Interval);
        }
    }

    [TestMethod]
    [DataRow("0.20 0.18 0.12 3/80 11206\n", 2)]
    [DataRow("0.20 0.18 0.12 1/80 11206\n", 0)]
    [DataRow("", null)]
    [DataRow("a b c d e", null)]
    public void ReadRunning_AnyText_LeavesOutWhoAsks(string text, int? expected) => Assert.AreEqual(expected, MachineLoad.ReadRunning(text));

    [TestMethod]
    [DataRow("MemTotal:  200 kB\nMemFree:  1 kB\nMemAvailable:     10 kB\n", 10_240L)]
    [DataRow("MemTotal:  200 kB\n", null)]
    [DataRow("", null)]
    public void ReadAvailable_AnyText_IsInBytes(string text, long? expected) => Assert.AreEqual(expected, MachineLoad.ReadAvailable(text));

    [TestMethod]
    public void Machine_OnLinux_SaysBoth()
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.IsGreaterThanOrEqualTo(0, MachineLoad.RunningProcesses()!.Value);
            Assert.IsGreaterThan(1_000_000, MachineLoad.AvailableMemory()!.Value);
        }
    }

    [TestMethod]
    [DataRow("4096", 4096L)]
    [DataRow("1K", 1024L)]
    [DataRow("1k", 1000L)]
    [DataRow("1.5M", 1_572_864L)]
    [DataRow("2g", 2_000_000_000L)]
    [DataRow("1T", 1_099_511_627_776L)]
    [DataRow("", null)]
    [DataRow("K", null)]
    [DataRow("-1", null)]
    [DataRow("1KB", null)]
    [DataRow("1 K", null)]
    [DataRow("1e3", null)]
    [DataRow("99999999999P", null)]
    public void ByteSize_Text_IsRead(string text, long? expected) => Assert.AreEqual(expected, ByteSize.Parse(text));
}
