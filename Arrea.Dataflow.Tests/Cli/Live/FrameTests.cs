using Arrea.Cli.Arguments;
using Arrea.Cli.Live;

namespace Arrea.Dataflow.Tests.Cli.Live;

[TestClass]
public sealed class FrameTests
{
    private static readonly ProgressOptions Everything = new() { Jobs = true, Counts = true, Bar = true, Header = "Nightly", Subtitle = "of the 3rd" };

    private static Progress Some { get; } = new()
    {
        Elapsed = TimeSpan.FromSeconds(125),
        Done = 120,
        Total = 500,
        Failed = 3,
        Running = 2,
        Rate = 1.25,
        Left = TimeSpan.FromSeconds(304),
    };

    [TestMethod]
    public void Lines_EverythingAskedFor_StandInOrder()
        => Assert.AreEqual(
            """
            Nightly
            of the 3rd
               1:05  make docs
               0:02  make test
            [=========>                            ]  24%
            120/500 done, 3 failed, about 6 min left
            """,
            Text(Everything, Some, columns: 46, rows: 24));

    [TestMethod]
    public void Lines_WideEnough_HaveAllCounts()
        => Assert.AreEqual("120/500 done, 3 failed, 2 running, 1.3/s, about 6 min left", Text(new() { Counts = true }, Some, columns: 80, rows: 24));

    [TestMethod]
    [DataRow(20, "120/500 done")]
    [DataRow(24, "120/500 done, 3 failed")]
    [DataRow(10, "120/500 …")]
    [DataRow(2, "…")]
    [DataRow(1, "…")]
    public void Lines_NarrowTerminal_DropWhatMattersLeast(int columns, string expected)
        => Assert.AreEqual(expected, Text(new() { Counts = true }, Some, columns, rows: 24));

    [TestMethod]
    public void Lines_UnknownTotal_CountAndGuessNothing()
        => Assert.AreEqual("120 done, 3 failed, 2 running, 1.3/s", Text(new() { Counts = true, Bar = true }, Some with { Total = null, Left = null }, columns: 80, rows: 24));

    [TestMethod]
    [DataRow(6, "Nightly|   1:05  make docs|   0:02  make test|bar|counts")]
    [DataRow(5, "   1:05  make docs|   0:02  make test|bar|counts")]
    [DataRow(4, "         and 2 more|bar|counts")]
    [DataRow(3, "bar|counts")]
    [DataRow(2, "counts")]
    [DataRow(1, "counts")]
    public void Lines_FlatTerminal_LeaveARowForTheOutput(int rows, string expected)
    {
        var lines = Lines(Everything, Some, 46, rows).Select(static line => line.StartsWith('[') ? "bar" : line.StartsWith("120", StringComparison.Ordinal) ? "counts" : line).ToArray();

        Assert.AreEqual(expected, string.Join('|', lines));
    }

    [TestMethod]
    public void Lines_MoreJobsThanRoom_SayHowManyMore()
    {
        var lines = new Frame(new() { Jobs = true, Counts = true }, color: false).Lines(Some, [.. Enumerable.Range(0, 8).Select(static n => $"job {n}")], 30, 40, 10);

        Assert.HasCount(9, lines);
        Assert.AreEqual("job 6", lines[6]);
        Assert.AreEqual("         and 23 more", lines[7]);
    }

    [TestMethod]
    [DataRow(0, 4, "[>     ]   0%")]
    [DataRow(2, 4, "[===>  ]  50%")]
    [DataRow(4, 4, "[======] 100%")]
    [DataRow(999, 1000, "[=====>]  99%")]
    public void Bar_AnyShare_IsAsLong(int done, int total, string expected)
        => Assert.AreEqual(expected, Lines(new() { Bar = true, Counts = true }, Some with { Done = done, Total = total }, 14, 24)[0]);

    [TestMethod]
    public void Lines_AnyTerminalAndText_AreNeverWiderThanTheTerminal()
    {
        string[] names = ["make docs", "日本語のファイル名をとても長く書く", "👩‍👩‍👧‍👦 family ❤️ 👍🏽", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", new string('x', 300), "", "한국어 テスト"];
        for (var columns = 1; columns <= 100; columns++)
        {
            foreach (var name in names)
            {
                var screen = new Screen(columns, 24);
                var job = new RunningJob(0, name, 0).Line(TimeSpan.FromSeconds(4000));
                var lines = new Frame(Everything with { Header = name }, color: true).Lines(Some, [job], 1, columns, 24);

                screen.Write(string.Join('\n', lines));

                Assert.HasCount(columns > 1 ? lines.Count : screen.Text.Split('\n').Length, screen.Text.Split('\n'), $"{columns} columns: {name}");
            }
        }
    }

    [TestMethod]
    public void Lines_Coloured_MarkOnlyFailuresAndTheHeader()
    {
        var color = new Frame(Everything, color: true);

        Assert.Contains("\e[31m3 failed\e[0m", color.Lines(Some, [], 0, 80, 24)[^1]);
        Assert.AreEqual("\e[1mNightly\e[0m", color.Lines(Some, [], 0, 80, 24)[0]);
        Assert.DoesNotContain("\e", color.Lines(Some with { Failed = 0 }, [], 0, 80, 24)[^1]);
    }

    [TestMethod]
    [DataRow(0, "   0:00  x")]
    [DataRow(65, "   1:05  x")]
    [DataRow(3661, "1:01:01  x")]
    [DataRow(360_000, "100:00:00  x")]
    public void RunningJob_Line_ShowsItsTime(int seconds, string expected)
        => Assert.AreEqual(expected, new RunningJob(0, "x", 0).Line(TimeSpan.FromSeconds(seconds)));

    [TestMethod]
    public void RunningJob_LineOfHostileText_HasNoControlCodes()
        => Assert.AreEqual("   0:01  attempt 3: a\\x1B[2J\\nb", new RunningJob(0, "a\e[2J\nb", 0) { FailedAttempts = 2 }.Line(TimeSpan.FromSeconds(1)));

    [TestMethod]
    [DataRow(null, "arrea: 120/500 done, 3 failed, 2 running, 2 min 5 s\n")]
    [DataRow(301, "arrea: 120/500 done, 3 failed, 2 running, 2 min 5 s, about 6 min left\n")]
    [DataRow(42, "arrea: 120/500 done, 3 failed, 2 running, 2 min 5 s, about 45 s left\n")]
    [DataRow(3, "arrea: 120/500 done, 3 failed, 2 running, 2 min 5 s, about 3 s left\n")]
    [DataRow(7300, "arrea: 120/500 done, 3 failed, 2 running, 2 min 5 s, about 2 h 2 min left\n")]
    public void LogLine_SaysTheTimeLeftRoughly(int? left, string expected)
        => Assert.AreEqual(expected, (Some with { Left = left is { } seconds ? TimeSpan.FromSeconds(seconds) : null }).LogLine);

    [TestMethod]
    public void RateEstimate_SteadyRun_IsItsRateFromTheStart()
    {
        var rate = new RateEstimate();
        Assert.IsNull(rate.Left(0, 10));
        for (var second = 1; second <= 1000; second++)
        {
            rate.Update(TimeSpan.FromSeconds(second), second * 2);
            Assert.AreEqual(2, rate.PerSecond, 1e-9);
        }

        Assert.AreEqual(TimeSpan.FromSeconds(500), rate.Left(2000, 3000));
        Assert.IsNull(rate.Left(2000, null));
        Assert.IsNull(rate.Left(2000, 2000));
    }

    [TestMethod]
    public void RateEstimate_RunThatSlowsDown_FollowsButDoesNotJump()
    {
        var rate = new RateEstimate();
        for (var tick = 1; tick <= 600; tick++)
        {
            rate.Update(TimeSpan.FromMilliseconds(100 * tick), tick);
        }

        Assert.AreEqual(10, rate.PerSecond, 0.01);
        rate.Update(TimeSpan.FromSeconds(61), 600);
        Assert.IsGreaterThan(9, rate.PerSecond);
        for (var second = 62; second <= 300; second++)
        {
            rate.Update(TimeSpan.FromSeconds(second), 600 + second - 61);
        }

        Assert.AreEqual(1, rate.PerSecond, 0.5);
    }

    private static string Text(ProgressOptions options, Progress progress, int columns, int rows) => string.Join('\n', Lines(options, progress, columns, rows));

    private static IReadOnlyList<string> Lines(ProgressOptions options, Progress progress, int columns, int rows)
        => new Frame(options, color: false).Lines(progress, ["   1:05  make docs", "   0:02  make test"], 2, columns, rows);
}
