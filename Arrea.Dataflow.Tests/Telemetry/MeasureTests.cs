using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Telemetry;

[TestClass]
public sealed class MeasureTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly TelemetryWatch _events = new();
    private readonly EngineTelemetry _telemetry;

    public MeasureTests()
    {
        _telemetry = new EngineTelemetry(_time, new LogWatch(), new LogWatch(), static () => true, redactsCommands: true);
        _telemetry.Attach("arrea.measure", _events.Handle);
    }

    [TestMethod]
    public void Measure_Function_PassesItsResultAndTellsItsDuration()
    {
        var metadata = new Dictionary<string, object?> { ["tag"] = "batch-1", ["success"] = "mine" };

        var result = _telemetry.Measure(() => Work(3), metadata);

        Assert.AreEqual(3, result);
        var measured = _events.All.Single();
        Assert.AreEqual(("arrea.measure", TimeSpan.FromSeconds(3)), (measured.Name, measured.Duration));
        Assert.AreEqual(("batch-1", true, null), (measured.Metadata["tag"], (bool)measured.Metadata["success"]!, measured.Metadata["reason"]));
    }

    [TestMethod]
    public void Measure_FunctionThatThrows_PassesThatVeryException()
    {
        var thrown = new IOException("the-secret");

        var caught = Assert.ThrowsExactly<IOException>(() => _telemetry.Measure(() =>
        {
            Work(2);
            throw thrown;
        }));

        Assert.AreSame(thrown, caught);
        var measured = _events.All.Single();
        Assert.AreEqual((TimeSpan.FromSeconds(2), false, "System.IO.IOException"), (measured.Duration!.Value, (bool)measured.Metadata["success"]!, (string)measured.Metadata["reason"]!));
    }

    [TestMethod]
    public async Task MeasureAsync_Function_IsTimedToTheEndOfItsTask()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = _telemetry.MeasureAsync(() => gate.Task);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.IsEmpty(_events.All);

        gate.SetResult(8);

        Assert.AreEqual(8, await task);
        Assert.AreEqual(TimeSpan.FromSeconds(5), _events.All.Single().Duration);
    }

    [TestMethod]
    public async Task MeasureAsync_FunctionThatThrows_FailsTheTask()
    {
        await Assert.ThrowsExactlyAsync<IOException>(() => _telemetry.MeasureAsync(static () => throw new IOException()));
        await Assert.ThrowsExactlyAsync<TimeoutException>(() => _telemetry.MeasureAsync(static () => Task.FromException<int>(new TimeoutException())));

        CollectionAssert.AreEqual(new object?[] { "System.IO.IOException", "System.TimeoutException" }, _events.All.Select(static e => e.Metadata["reason"]).ToArray());
    }

    private int Work(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return seconds;
    }
}
