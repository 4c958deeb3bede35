using Arrea.Cli.Arguments;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class HaltSpecTests
{
    [TestMethod]
    [DataRow("now,fail=1", "now,fail=1")]
    [DataRow("soon,fail=30%", "soon,fail=30%")]
    [DataRow("now,success=1", "now,success=1")]
    [DataRow("soon,done=100%", "soon,done=100%")]
    [DataRow("never", null)]
    [DataRow("0", null)]
    [DataRow("1", "soon,fail=1")]
    [DataRow("2", "now,fail=1")]
    [DataRow("-1", "soon,success=1")]
    [DataRow("-2", "now,success=1")]
    [DataRow("20%", "soon,fail=20%")]
    public void TryParse_WellFormed_IsRead(string text, string? expected)
    {
        Assert.IsTrue(HaltSpec.TryParse(text, out var halt));
        Assert.AreEqual(expected, halt?.ToString());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("now")]
    [DataRow("soon,fail")]
    [DataRow("now,fail=")]
    [DataRow("now,fail=0")]
    [DataRow("now,fail=-1")]
    [DataRow("now,fail=101%")]
    [DataRow("now,fail=1.5")]
    [DataRow("now,fails=1")]
    [DataRow("later,fail=1")]
    [DataRow("now,fail=1,done=2")]
    [DataRow("never,fail=1")]
    [DataRow("3")]
    [DataRow("%")]
    [DataRow("99999999999%")]
    public void TryParse_Malformed_IsRefused(string text) => Assert.IsFalse(HaltSpec.TryParse(text, out _));

    [TestMethod]
    [DataRow("now,fail=2", 1, 10, false)]
    [DataRow("now,fail=2", 2, 10, true)]
    [DataRow("now,fail=2", 2, null, true)]
    [DataRow("now,fail=50%", 2, 2, false)]
    [DataRow("now,fail=50%", 3, 6, true)]
    [DataRow("now,fail=50%", 3, 7, false)]
    [DataRow("now,fail=50%", 4, 7, true)]
    [DataRow("now,fail=1%", 3, null, false)]
    public void IsReached_Percent_TakesThreeAndAKnownTotal(string text, int count, int? total, bool expected)
    {
        Assert.IsTrue(HaltSpec.TryParse(text, out var halt));
        Assert.AreEqual(expected, halt!.IsReached(count, total));
    }

    [TestMethod]
    [DataRow("exit=75", 75, null, false, "", true)]
    [DataRow("exit=75", 1, null, false, "", false)]
    [DataRow("exit=10-19,exit=3", 19, null, false, "", true)]
    [DataRow("exit=10-19,exit=3", 3, null, false, "", true)]
    [DataRow("exit=10-19,exit=3", 20, null, false, "", false)]
    [DataRow("timeout", null, null, true, "", true)]
    [DataRow("timeout", 1, null, false, "", false)]
    [DataRow("exit=1-255,signal=TERM", null, 15, true, "", false)]
    [DataRow("signal=KILL", null, 9, false, "", true)]
    [DataRow("signal=15", null, 15, false, "", true)]
    [DataRow("signal=KILL", null, 15, false, "", false)]
    [DataRow("stderr~^busy, try", 1, null, false, "x\nbusy, try again\n", true)]
    [DataRow("exit=2,stderr~reset|refused", 1, null, false, "connection refused", true)]
    [DataRow("exit=2,stderr~reset|refused", 1, null, false, "no such file", false)]
    public void RetryConditions_Attempt_IsJudged(string list, int? exitCode, int? signal, bool timedOut, string error, bool expected)
    {
        var attempt = new FailedAttempt
        {
            Error = new JobError(timedOut ? JobErrorCodes.Timeout : JobErrorCodes.ExitCode, "x"),
            Attempt = 1,
            WorkerId = "b/0",
            ExitCode = exitCode,
            Signal = signal,
            StandardError = error,
        };

        Assert.AreEqual(expected, RetryConditions.Parse(list)!.Hold(attempt));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(",")]
    [DataRow("exit")]
    [DataRow("exit=")]
    [DataRow("exit=0")]
    [DataRow("exit=256")]
    [DataRow("exit=5-1")]
    [DataRow("exit=1-2-3")]
    [DataRow("exit=1,")]
    [DataRow("timeouts")]
    [DataRow("signal=NOPE")]
    [DataRow("stderr~")]
    [DataRow("stderr~(")]
    [DataRow("stderr=x")]
    public void RetryConditions_Malformed_AreRefused(string list) => Assert.IsNull(RetryConditions.Parse(list));
}
