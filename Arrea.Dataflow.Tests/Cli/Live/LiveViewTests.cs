using Arrea.Cli.Arguments;
using Arrea.Cli.Live;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Results;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli.Live;

/// <summary>What stands on the screen of a terminal, by a clock that is moved by hand.</summary>
[TestClass]
public sealed class LiveViewTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();
    private readonly Printer _printer = new(StandardStream.Output, StandardStream.Error);
    private readonly Tally _tally = new() { Expected = 4 };
    private readonly Screen _screen = new(40, 8);

    [TestMethod]
    public async Task Run_FromStartToEnd_ShowsWhatRunsAndLeavesOnlyTheOutput()
    {
        using var view = await StartAsync();
        await JobAsync(view, 0, "make docs");
        _time.Advance(TimeSpan.FromSeconds(3));
        await JobAsync(view, 1, "make test");
        _time.Advance(Tick);
        Assert.AreEqual("   0:03  make docs\n   0:00  make test\n0/4 done, 0 failed, 2 running, 0.0/s", _screen.Text);

        await PrintAsync("docs are made\n");
        Assert.AreEqual("docs are made", _screen.Text);
        await EndAsync(view, 0, OutcomeKind.Failed);
        _time.Advance(Tick);
        Assert.AreEqual("docs are made\n   0:00  make test\n1/4 done, 1 failed, about 10 s left", _screen.Text);

        await EndAsync(view, 1, OutcomeKind.Succeeded);
        await view.RunCompletedAsync(new RunEnd(_tally, default, 1, EndReason.Failed, null, 0));
        Assert.AreEqual("docs are made", _screen.Text);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.AreEqual("docs are made", _screen.Text);
    }

    [TestMethod]
    public async Task Output_MoreThanTheTerminalHasLines_ScrollsAboveUntorn()
    {
        using var view = await StartAsync();
        await JobAsync(view, 0, "日本語" + new string('x', 100));
        List<string> printed = [];
        for (var line = 0; line < 50; line++)
        {
            printed.Add($"line {line}");
            await PrintAsync(printed[^1] + "\n");
            _time.Advance(Tick * (line % 3));
        }

        _time.Advance(Tick);
        Assert.AreEqual(string.Join('\n', printed), string.Join('\n', _screen.Text.Split('\n')[..50]));
        Assert.HasCount(52, _screen.Text.Split('\n'));
        await view.RunCompletedAsync(new RunEnd(_tally, default, 0, EndReason.Succeeded, null, 0));
        Assert.AreEqual(string.Join('\n', printed), _screen.Text);
    }

    [TestMethod]
    public async Task Redraw_NothingChanges_WritesNothing()
    {
        using var view = await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var writes = _screen.Writes;

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.AreEqual(writes, _screen.Writes);
    }

    [TestMethod]
    public async Task Redraw_EverythingChanges_IsTenTimesASecondAtMost()
    {
        using var view = await StartAsync();
        for (var index = 0; index < 1000; index++)
        {
            await JobAsync(view, index, "true");
            await EndAsync(view, index, OutcomeKind.Succeeded);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.IsTrue(_screen.Writes is > 5 and <= 10, $"{_screen.Writes}");
    }

    [TestMethod]
    public async Task Output_EndsInsideALine_IsNotOverwritten()
    {
        using var view = await StartAsync();
        _time.Advance(Tick);
        await _printer.InTurnAsync(() => _screen.Write("> "));
        Assert.AreEqual(">", _screen.Text);
    }

    [TestMethod]
    public async Task Retry_OfARunningJob_ShowsTheAttempt()
    {
        using var view = await StartAsync();
        await JobAsync(view, 0, "fetch");
        await view.RetryAsync(new RetryScheduled(TimeSpan.Zero, new JobError("exit_code", "x")) { BatchId = "b", Index = 0, Attempt = 1 });
        _time.Advance(Tick);

        Assert.AreEqual("   0:00  attempt 2: fetch", _screen.Text.Split('\n')[0]);
    }

    [TestMethod]
    public async Task Terminal_ChangesItsSize_IsDrawnAnewWithoutTrace()
    {
        using var view = await StartAsync();
        await JobAsync(view, 0, "make everything that there is to make");
        _time.Advance(Tick);
        await PrintAsync("one\n");
        _time.Advance(Tick);

        // The new size shows at the next drawing; the cursor stands where the view begins.
        _resized = (20, 4);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual("one\n   0:01  make ever…\n0/4 done, 0 failed", _screen.Text);
    }

    [TestMethod]
    public async Task Dispose_RunThatBrokeOff_LeavesNothing()
    {
        var view = await StartAsync();
        await JobAsync(view, 0, "make");
        _time.Advance(Tick);

        view.Dispose();

        Assert.AreEqual("", _screen.Text);
    }

    [TestMethod]
    public async Task Terminal_Gone_IsNoError()
    {
        _broken = true;
        using var view = await StartAsync();

        _time.Advance(TimeSpan.FromSeconds(1));
        await view.RunCompletedAsync(new RunEnd(_tally, default, 0, EndReason.Succeeded, null, 0));

        Assert.AreEqual("", _screen.Text);
    }

    private (int Columns, int Rows)? _resized;
    private bool _broken;

    private async Task<LiveView> StartAsync()
    {
        var frame = new Frame(new ProgressOptions { Jobs = true, Counts = true }, color: false);
        var view = new LiveView(_printer, new Window(this), frame, new ProgressMeter(_tally, () => _tally.Expected, _time), _time);
        await view.RunStartedAsync(new RunStart("0123456789abcdef", 4, 2));
        return view;
    }

    private async Task JobAsync(LiveView view, int index, string command)
    {
        _tally.Start();
        await view.JobStartedAsync(new WorkerStarted { BatchId = "b", Index = index, Attempt = 1 }, command);
    }

    private async Task EndAsync(LiveView view, int index, OutcomeKind outcome)
    {
        var end = new JobEnd { Index = index, Seq = index + 1, Job = "x", At = default, Outcome = outcome, Attempts = 1, Duration = default };
        _tally.End(end);
        await view.JobFinishedAsync(end);
    }

    private ValueTask PrintAsync(string text) => _printer.InTurnAsync(() => _screen.Write(text));

    /// <summary>The screen as the view has it.</summary>
    private sealed class Window(LiveViewTests test) : ITerminal
    {
        public int Columns => test._resized?.Columns ?? test._screen.Columns;

        public int Rows => test._resized?.Rows ?? test._screen.Rows;

        public void Write(string text)
        {
            if (test._broken)
            {
                throw new IOException();
            }

            test._screen.Write(text);
        }
    }
}
