using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Interactive;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands.Interactive;

[TestClass]
public sealed class InteractiveOptionsTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly DelegateRunner Runner = new(static (_, _) => Task.FromResult(new CommandResult { ExitCode = 0 }));

    [TestMethod]
    public void Values_AtTheEndsOfTheirRanges_AreTakenAndBeyondAreRefused()
    {
        Check(static value => new InteractiveOptions { MaxRestarts = value }, 0, 10_000, 1);
        Check(static value => new InteractiveOptions { RestartWindow = value }, Least, TimeSpan.FromDays(30), Tick);
        Check(static value => new InteractiveOptions { RestartDelay = value }, TimeSpan.Zero, Day, Tick);
        Check(static value => new InteractiveOptions { MaxRestartDelay = value }, TimeSpan.Zero, Day, Tick);
        Check(static value => new InteractiveOptions { InputEndGrace = value }, TimeSpan.Zero, Day, Tick);
        Check(static value => Probe() with { Interval = value }, Least, Day, Tick);
        Check(static value => Probe() with { Timeout = value }, Least, Day, Tick);
        Check(static value => Probe() with { Failures = value }, 1, 1_000, 1);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new InteractiveOptions { Restart = (RestartPolicy)3 });
        Assert.ThrowsExactly<ArgumentNullException>(static () => new HealthProbe { Check = null! });
    }

    [TestMethod]
    public void Start_WithWhatContradictsItself_IsRefused()
    {
        var request = new CommandRequest { Text = "any" };

        Assert.ThrowsExactly<ArgumentNullException>(() => InteractiveProcess.Start(null!, request));
        Assert.ThrowsExactly<ArgumentNullException>(() => InteractiveProcess.Start(Runner, null!));
        Assert.ThrowsExactly<ArgumentException>(() => InteractiveProcess.Start(Runner, new()));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => InteractiveProcess.Start(Runner, request with { StandardInput = "x" })).Message, "StandardInput");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => InteractiveProcess.Start(Runner, request, new() { RestartDelay = Day })).Message, "MaxRestartDelay");
    }

    [TestMethod]
    public async Task Start_RunnerThrowsAtOnce_IsAFailure()
    {
        await using var process = InteractiveProcess.Start(new DelegateRunner(static (_, _) => throw new FormatException("broken")), new() { Text = "any" });

        var result = await process.Completion;

        Assert.AreEqual(InteractiveState.Failed, result.State);
        Assert.IsInstanceOfType<FormatException>(result.Error);
        Assert.AreEqual("Failed after 0 restarts", result.ToString());
    }

    [TestMethod]
    public void Budget_ManyRestarts_NeverWaitsLongerThanTheLongestWait()
    {
        var time = new ManualTimeProvider();
        var budget = new RestartBudget(new() { MaxRestarts = 10_000, RestartDelay = Tick, TimeProvider = time });

        for (var n = 0; n < 10_000; n++)
        {
            Assert.IsTrue(budget.TryTake(out var delay));
            Assert.IsLessThanOrEqualTo(TimeSpan.FromSeconds(30), delay);
        }

        Assert.IsFalse(budget.TryTake(out _));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsTrue(budget.TryTake(out var first));
        Assert.AreEqual(Tick, first);
    }

    private static HealthProbe Probe() => new() { Check = static (_, _) => new(true) };

    private static void Check<T>(Func<T, object> make, T min, T max, T step)
    {
        make(min);
        make(max);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => make(Add(min, -1)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => make(Add(max, 1)));

        T Add(T value, int sign) => value is TimeSpan span ? (T)(object)(span + (sign * (TimeSpan)(object)step!)) : (T)(object)((int)(object)value! + (sign * (int)(object)step!));
    }
}
