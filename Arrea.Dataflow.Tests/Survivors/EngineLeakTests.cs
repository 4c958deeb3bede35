using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>An engine that has ended a great many jobs in every way holds no more than one that has ended a few.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class EngineLeakTests
{
    private const int Workers = 8;

    [TestMethod]
    [DoNotParallelize]
    public async Task Engine_ThousandsOfJobsOfAllOutcomes_GivesEverythingBack()
    {
        var jobs = TestScale.Choose(2_000, 50_000, "jobs of an engine looked at for what they leave");
        using var processes = new MarkedProcesses();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { KillGrace = TimeSpan.FromMilliseconds(50) });
        await RunManyAsync(200);
        var descriptors = NativeDescriptors.Open.ToHashSet();
        var threads = NativeThreads.OfCommands.Count();

        var outcomes = await RunManyAsync(jobs);

        Assert.AreEqual(jobs, outcomes.Values.Sum());
        Assert.AreEqual("Succeeded Failed TimedOut Cancelled", string.Join(' ', outcomes.Keys.Order()));
        Assert.AreEqual(0, processes.Count);
        await Condition.HoldsAsync(() => NativeDescriptors.Open.All(descriptors.Contains), "every descriptor has been given back");
        await Condition.HoldsAsync(() => NativeThreads.OfCommands.Count() <= threads, "every thread has ended");
        await Condition.HoldsAsync(() => NativeDescriptors.Zombies == 0, "every child has been reaped");

        async Task<Dictionary<OutcomeKind, int>> RunManyAsync(int count)
        {
            var next = -1;
            var all = await Task.WhenAll(Enumerable.Range(0, Workers).Select(async _ =>
            {
                var mine = new List<OutcomeKind>();
                while (Interlocked.Increment(ref next) is var n && n < count)
                {
                    mine.Add(await RunAsync(n));
                }

                return mine;
            }));
            return all.SelectMany(static mine => mine).CountBy(static outcome => outcome).ToDictionary();
        }

        async Task<OutcomeKind> RunAsync(int n)
        {
            using var cancellation = new CancellationTokenSource();
            using var cancelling = new ScriptedOutput(_ => new(cancellation.CancelAsync()));
            Job job = (n % 10) switch
            {
                0 => "exit 3",
                1 => new Job("true") { Shell = "/nope/sh" },
                2 => new Job("true") { WorkingDirectory = "/nope" },
                3 => new Job("sleep 1000") { Timeout = TimeSpan.FromMilliseconds(1 + (n % 7)) },
                4 => new Job("(sleep 1000 &); echo ready; sleep 1000") { StandardOutputTarget = OutputTarget.ToStream(cancelling) },
                5 => new Job("kill -9 $$"),
                6 => new Job("cat") { StandardInput = "text" },
                7 => new Job("echo a; echo b >&2") { MergeOutputs = true },
                8 => new Job("echo a") { Terminal = new() },
                _ => "true",
            };
            var result = await engine.ExecuteAsync(
                job with { Environment = processes.Variables, Policy = Engines.NoRetry, Shell = job.Shell ?? "sh" }, cancellation.Token);
            return result.Outcome;
        }
    }
}
