using Arrea.Cli.Live;
using Arrea.Cli.Platform;
using Arrea.Cli.Results;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli.Live;

[TestClass]
public sealed class HeartbeatTests
{
    [TestMethod]
    public async Task Run_OfSeveralMinutes_SaysALineEachMinute()
    {
        var time = new ManualTimeProvider();
        var tally = new Tally { Expected = 10 };
        List<string> lines = [];
        using var heartbeat = new Heartbeat(Print, new ProgressMeter(tally, () => tally.Expected, time), time);
        await heartbeat.RunStartedAsync(new RunStart("0123456789abcdef", 10, 4));
        tally.Start();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.IsEmpty(lines);
        tally.End(new JobEnd { Index = 0, Seq = 1, Job = "x", At = default, Outcome = OutcomeKind.Failed, Attempts = 1, Duration = default });
        time.Advance(TimeSpan.FromSeconds(61));
        await heartbeat.RunCompletedAsync(new RunEnd(tally, default, 1, EndReason.Failed, null, 0));
        time.Advance(TimeSpan.FromHours(1));

        Assert.HasCount(2, lines);
        Assert.AreEqual("arrea: 1/10 done, 1 failed, 0 running, 1 min, about 9 min left\n", lines[0]);
        StringAssert.StartsWith(lines[1], "arrea: 1/10 done, 1 failed, 0 running, 2 min, about ");

        ValueTask Print(string line)
        {
            lines.Add(line);
            return default;
        }
    }

    [TestMethod]
    [DataRow(false, false, "", false)]
    [DataRow(false, true, "", true)]
    [DataRow(false, false, "CI=true", true)]
    [DataRow(false, false, "CI=false", false)]
    [DataRow(false, false, "CI=", false)]
    [DataRow(true, false, "TERM=dumb", true)]
    [DataRow(true, false, "TERM=xterm", false)]
    public void IsLog_Output_IsAFileOrWhatABuildServerGives(bool terminal, bool file, string variable, bool expected)
        => Assert.AreEqual(expected, Appearance.IsLog(terminal, file, name => variable.Split('=') is [var key, var value] && key == name ? value : null));
}
