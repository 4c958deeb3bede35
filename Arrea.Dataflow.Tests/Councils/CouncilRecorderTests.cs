using Arrea.Dataflow.Councils.Events;
using Arrea.Dataflow.Councils.Recording;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Councils;

/// <summary>A recorder gets all events, and is finalised once, however a run ends.</summary>
[TestClass]
public sealed class CouncilRecorderTests
{
    private readonly ArreaEngine _engine = Engines.Create();

    [TestCleanup]
    public async Task EndAsync() => await _engine.DisposeAsync();

    [TestMethod]
    public async Task Recorder_RunCompletes_GetsAllAndIsFinalised()
    {
        var recorder = new Recorder();
        var run = _engine.Councils.Start(Panels.Of(Panels.Member("a", "one")), new("?"), new() { Recorder = recorder });
        await run.Recorded;

        Assert.AreEqual("init RunStarted RoundStarted MemberStarted MemberCompleted RoundCompleted RunCompleted Completed", recorder.Text);
    }

    [TestMethod]
    public async Task Recorder_RunFails_IsToldSo()
    {
        var recorder = new Recorder();
        var run = _engine.Councils.Start(Panels.Of(Panels.Failing("a")), new("?"), new() { Recorder = recorder });
        await run.Recorded;

        StringAssert.EndsWith(recorder.Text, "RunFailed Failed");
    }

    [TestMethod]
    public async Task Recorder_RunIsTerminated_IsFinalisedAsCrashed()
    {
        var recorder = new Recorder();
        var run = _engine.Councils.Start(Panels.Of(Panels.Hung("a")), new("?"), new() { Recorder = recorder });
        run.Terminate();
        await run.Recorded;

        StringAssert.EndsWith(recorder.Text, "RunServerCrashed");
    }

    [TestMethod]
    [DataRow("init")]
    [DataRow("RunStarted")]
    [DataRow("Completed")]
    public async Task Recorder_Throws_RunIsNotConcerned(string at)
    {
        var recorder = new Recorder { FailsAt = at };
        var run = _engine.Councils.Start(Panels.Of(Panels.Member("a", "one")), new("?"), new() { Recorder = recorder });

        Assert.AreEqual("one", (await run.Completion).Final);
        await run.Recorded;
        Assert.AreEqual(at == "init" ? 0 : 1, recorder.Text.Split(' ').Count(static word => word == "Completed"));
    }

    [TestMethod]
    public async Task Recorder_Hangs_RunEndsAllTheSame()
    {
        var go = new TaskCompletionSource();
        var recorder = new Recorder { Waits = go.Task };
        var run = _engine.Councils.Start(Panels.Of(Panels.Member("a", "one")), new("?"), new() { Recorder = recorder });

        Assert.AreEqual("one", (await run.Completion).Final);
        Assert.IsFalse(run.Recorded.IsCompleted);
        go.SetResult();
        await run.Recorded;
    }

    private sealed class Recorder : IRunRecorder
    {
        private readonly List<string> _told = [];

        public string? FailsAt { get; init; }

        public Task Waits { get; init; } = Task.CompletedTask;

        public string Text
        {
            get
            {
                lock (_told)
                {
                    return string.Join(' ', _told);
                }
            }
        }

        public async ValueTask InitAsync(string runId, string council, CancellationToken cancellationToken)
        {
            await Waits;
            Add("init");
        }

        public ValueTask HandleEventAsync(CouncilEvent told, CancellationToken cancellationToken)
        {
            Add(told.GetType().Name);
            return default;
        }

        public ValueTask HandleFinalizeAsync(RunOutcome outcome, CancellationToken cancellationToken)
        {
            Add(outcome.ToString());
            return default;
        }

        private void Add(string what)
        {
            lock (_told)
            {
                _told.Add(what);
            }

            if (what == FailsAt)
            {
                throw new InvalidOperationException("on purpose");
            }
        }
    }
}
