using System.Diagnostics;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>What a command is told of the trace that it belongs to.</summary>
[TestClass]
public sealed class TraceContextTests
{
    private const string Show = "printf '%s|%s' \"$TRACEPARENT\" \"$TRACESTATE\"";

    [TestMethod]
    public async Task Command_Listener_GetsItsAttemptsSpan()
    {
        using var spans = new SpanWatch();
        spans.Caller.TraceStateString = "vendor=1";
        await using var engine = Engines.Create();

        var shown = await ShowAsync(engine, new Job(Show));

        Assert.AreEqual($"{spans.Only("arrea.attempt").Id}|vendor=1", shown);
    }

    [TestMethod]
    public async Task Command_NobodyListens_GetsTheCallersActivity()
    {
        using var caller = new Activity("caller").Start();
        await using var engine = Engines.Create();

        Assert.AreEqual($"{caller.Id}|", await ShowAsync(engine, new Job(Show)));
    }

    [TestMethod]
    public async Task Command_EachRetry_GetsItsOwnAttempt()
    {
        using var spans = new SpanWatch();
        await using var engine = Engines.Create();

        await engine.ExecuteAsync(new Job("printf '%s' \"$TRACEPARENT\" >&2; exit 1") { Shell = "sh", Policy = new() { MaxRetries = 1, RetryDelay = TimeSpan.Zero } });

        Assert.HasCount(2, spans.Named("arrea.attempt").Select(static span => span.Id).Distinct());
    }

    [TestMethod]
    public async Task Command_NoActivity_GetsNothing()
    {
        Activity.Current = null;
        await using var engine = Engines.Create();

        Assert.AreEqual("|", await ShowAsync(engine, new Job(Show)));
    }

    [TestMethod]
    public async Task Command_TelemetryOff_GetsNothing()
    {
        using var caller = new Activity("caller").Start();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TelemetryEnabled = false });

        Assert.AreEqual("|", await ShowAsync(engine, new Job(Show)));
    }

    [TestMethod]
    [DataRow("mine", "mine|")]
    [DataRow(null, "|")]
    public async Task Command_ThatSetsOrRemovesIt_IsLeftAlone(string? own, string expected)
    {
        using var caller = new Activity("caller").Start();
        caller.TraceStateString = "vendor=1";
        await using var engine = Engines.Create();

        Assert.AreEqual(expected, await ShowAsync(engine, new Job(Show) { Environment = new Dictionary<string, string?> { ["TRACEPARENT"] = own } }));
    }

    [TestMethod]
    public async Task Command_WithAnEnvironmentOfItsOwn_KeepsItBesideTheTrace()
    {
        using var caller = new Activity("caller").Start();
        await using var engine = Engines.Create();
        var environment = new Dictionary<string, string?> { ["MINE"] = "1", ["TRACESTATE"] = "own=2" };

        Assert.AreEqual($"{caller.Id}|own=2|1", await ShowAsync(engine, new Job(Show + "; printf '|%s' \"$MINE\"") { Environment = environment }));
        Assert.HasCount(2, environment);
    }

    [TestMethod]
    public async Task InteractiveProcess_GetsTheCallersActivity()
    {
        using var caller = new Activity("caller").Start();
        await using var engine = Engines.Create();
        var text = "";
        var job = new Job(Show + "; echo") { Shell = "sh", InheritedVariables = ["PATH"] };
        await using var process = engine.StartInteractive(job, new() { OnLine = Take });
        await process.Completion;

        Assert.AreEqual($"{caller.Id}|", text);

        ValueTask Take(InteractiveProcess process, OutputLine line)
        {
            text += line.Text;
            return ValueTask.CompletedTask;
        }
    }

    private static async Task<string> ShowAsync(ArreaEngine engine, Job job)
    {
        var result = await engine.ExecuteAsync(job with { Shell = "sh", InheritedVariables = ["PATH"] });
        return result.EnsureSuccess().StandardOutput;
    }
}
