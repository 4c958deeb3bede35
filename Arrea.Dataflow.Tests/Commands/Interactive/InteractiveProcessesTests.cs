using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands.Interactive;

/// <summary>Interactive processes of an engine: what they take from it, and that they end with it.</summary>
[TestClass]
public sealed class InteractiveProcessesTests
{
    [TestMethod]
    public async Task StartInteractive_EngineDisposed_EndsIt()
    {
        using var processes = new MarkedProcesses();
        var engine = ArreaEngine.Create(new() { Shell = "/bin/sh" });
        var process = engine.StartInteractive(new Job("setsid sleep 1000 & cat") { Environment = processes.Variables }, new() { Restart = RestartPolicy.Always });
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 1, "the process and its child run");

        await engine.DisposeAsync();

        Assert.AreEqual(0, processes.Count);
        Assert.AreEqual(InteractiveState.Stopped, process.State);
    }

    [TestMethod]
    public async Task StartInteractive_Job_RunsAsItSays()
    {
        await using var engine = ArreaEngine.Create(new() { Shell = "/bin/sh", InheritedVariables = ["PATH"] });
        var lines = new List<string>();
        var job = new Job("pwd; echo \"$WORD\"; echo \"[$HOME]\"") { WorkingDirectory = "/", Environment = new Dictionary<string, string?> { ["WORD"] = "given" } };

        await using var process = engine.StartInteractive(job, new() { OnLine = (_, line) => Keep(line.Text) });
        await process.Completion;

        CollectionAssert.AreEqual(new[] { "/", "given", "[]" }, lines);

        ValueTask Keep(string line)
        {
            lines.Add(line);
            return default;
        }
    }

    [TestMethod]
    public async Task StartInteractive_WhatCannotBe_IsRefused()
    {
        await using var engine = ArreaEngine.Create();

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => engine.StartInteractive("rm -rf /")).Message, "rm -rf");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => engine.StartInteractive(Job.Run(() => { }))).Message, "delegate");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => engine.StartInteractive(new Job("cat") { StandardInput = "text" })).Message, "StandardInput");
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.StartInteractive(null!));
    }

    [TestMethod]
    public async Task StartInteractive_AfterDisposal_Throws()
    {
        var engine = ArreaEngine.Create();
        await engine.DisposeAsync();

        StringAssert.Contains(Assert.ThrowsExactly<ObjectDisposedException>(() => engine.StartInteractive("cat")).Message, nameof(ArreaEngine));
    }
}
