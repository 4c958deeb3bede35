using System.Diagnostics;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>What leaves an engine without being asked for holds no secret of its jobs.</summary>
[TestClass]
public sealed class RedactionTests
{
    private const string Secret = "hunter2";

    private static readonly ErrorPolicy Twice = new() { MaxRetries = 1, RetryDelay = TimeSpan.Zero, OnWarning = WarningAction.Log };

    [TestMethod]
    public async Task Secrets_OfJobs_LeaveNowhere()
    {
        using var spans = new SpanWatch();
        using var meter = new MeterWatch();
        var events = new TelemetryWatch();
        var log = new LogWatch();
        var recorded = new Support.EventLog();
        var left = new List<string>();
        await using (var engine = ArreaEngine.Create(new ArreaEngineOptions { LoggerFactory = log, OnTelemetry = events.Handle }))
        {
            engine.Telemetry.Attach();
            var result = await engine.RunAsync(Jobs, new BatchOptions { Policy = Twice, Log = true, Recorder = recorded });
            foreach (var job in Jobs)
            {
                await engine.ExecuteAsync(job with { Policy = Twice });
            }

            left.AddRange(result.Results.Select(static job => $"{job} {job.Error}"));
            left.Add(engine.Leader.GetState().ToString());
        }

        Assert.IsNotEmpty(spans.Ended);
        Assert.IsNotEmpty(meter.AllRecorded);
        Assert.Contains("arrea.execution.failed", events.Names);
        left.AddRange(spans.Ended.Select(TextOf));
        left.AddRange(meter.AllRecorded);
        left.AddRange(events.All.Select(static e => $"{e} {string.Join(' ', e.Measurements)} {string.Join(' ', e.Metadata)}"));
        left.AddRange(log.Entries.Select(static entry => $"{entry.Id} {entry.Text} {entry.Error}"));
        left.AddRange(recorded.All.Select(static e => e.ToString()));
        left.AddRange(Jobs.Select(static job => job.ToString()));
        Expect.None(left.Where(static text => text.Contains(Secret, StringComparison.Ordinal)), "Secrets that left");
        Assert.IsTrue(events.Named("arrea.execution.completed").All(static e => "[redacted]".Equals(e.Metadata["command"])));
        Assert.IsTrue(spans.Named("arrea.attempt").Any(static span => "[redacted]".Equals(span.GetTagItem("process.command_line"))));
    }

    [TestMethod]
    public async Task RedactCommands_False_ShowsCommandsAndNothingElse()
    {
        using var spans = new SpanWatch();
        var events = new TelemetryWatch();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { OnTelemetry = events.Handle, RedactCommands = false });
        var job = new Job("cat") { StandardInput = Secret, Environment = new Dictionary<string, string?> { ["TOKEN"] = Secret } };

        await engine.ExecuteAsync(job);

        foreach (var name in new[] { "arrea.engine.execute.start", "arrea.engine.execute.stop", "arrea.validation.passed", "arrea.execution.started", "arrea.execution.completed" })
        {
            Assert.AreEqual("cat", events.Only(name).Metadata["command"], name);
        }

        Assert.AreEqual("cat", spans.Only("arrea.attempt").GetTagItem("process.command_line"));
        Expect.None(spans.Ended.Select(TextOf).Where(static text => text.Contains(Secret, StringComparison.Ordinal)), "Secrets that left");
    }

    private static Job[] Jobs =>
    [
        $"echo {Secret}",
        $"echo {Secret} >&2",
        $"echo {Secret} >&2; exit 1",
        $"rm -rf / {Secret}",
        new Job("echo $TOKEN") { Environment = new Dictionary<string, string?> { ["TOKEN"] = Secret } },
        new Job("cat") { StandardInput = Secret },
        Job.Run(static () => Secret),
        Job.Run(static string () => throw new InvalidOperationException(Secret)),
        Job.Run(static (WorkerContext context) =>
        {
            context.Warn(Secret);
            return ValueTask.FromResult(1);
        }),
    ];

    private static string TextOf(Activity span)
        => $"{span.OperationName} {span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Baggage)} "
            + string.Join(' ', span.Events.Select(static e => $"{e.Name} {string.Join(' ', e.Tags)}"));
}
