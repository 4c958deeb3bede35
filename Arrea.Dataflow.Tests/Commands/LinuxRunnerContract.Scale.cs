using System.IO.Pipelines;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class LinuxRunnerContract
{
    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_ThousandsOfJobs_LeaveNothing()
    {
        var jobs = TestScale.Choose(2_000, 50_000, "jobs looked at for what they leave");
        using var processes = new MarkedProcesses();
        using var folder = new TemporaryFolder();
        await RunManyAsync(100);
        var before = NativeDescriptors.Open.ToHashSet();
        var threads = NativeThreads.OfCommands.ToHashSet();

        await RunManyAsync(jobs);

        await Condition.HoldsAsync(() => NativeDescriptors.Open.All(before.Contains), "every descriptor has been given back");
        await Condition.HoldsAsync(() => NativeThreads.OfCommands.Count() <= threads.Count, "every thread has ended");
        await Condition.HoldsAsync(() => NativeDescriptors.Zombies == 0, "every child has been reaped");
        await Condition.HoldsAsync(() => processes.Count == 0, "no process is left");

        async Task RunManyAsync(int count)
        {
            var next = 0;
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            {
                while (Interlocked.Increment(ref next) is var n && n <= count)
                {
                    using var cancellation = new CancellationTokenSource();
                    await RunAsync(Kind(n, cancellation) with { Environment = processes.Variables }, cancellation.Token);
                }
            }));
        }

        CommandRequest Kind(int n, CancellationTokenSource cancellation) => (n % 10) switch
        {
            0 => Sh("echo a; echo b >&2"),
            1 => Program("true"),
            2 => Program("/nope/program"),
            3 => Program("cat") with { StandardInput = "text", OnOutput = static (_, _) => default },
            4 => Program("cat") with { StandardInput = CommandInput.FromStream(new ScriptedInput(static (_, _) => new(0))) },
            5 => Program("sleep", "1000") with { OnStarted = _ => cancellation.Cancel() },
            6 => Program("echo", "a") with { StandardOutputTarget = OutputTarget.ToFile(folder[$"{n % 16}"]) },
            7 => Program("true") with { StandardInput = CommandInput.FromFile(folder["missing"]) },
            8 => Program("true") with { NewSession = true, MergeOutputs = true },
            _ => Program("echo", "a") with { StandardOutputTarget = OutputTarget.ToPipe(PipeWriter.Create(Stream.Null)) },
        };
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_HundredsAtOnce_ShareAFewThreads()
    {
        const int AFew = 20;
        var commands = TestScale.Choose(300, 1_000, "commands at once");
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        await RunAsync(Program("true"), cancellation.Token);
        var before = NativeThreads.Count;

        var running = Enumerable.Range(0, commands)
            .Select(_ => RunAsync(Program("sleep", "1000") with { Environment = processes.Variables, KillGrace = LongGrace }, cancellation.Token)).ToArray();
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == commands, "all of them run");
        var more = NativeThreads.Count - before;
        await cancellation.CancelAsync();
        var results = await Task.WhenAll(running);

        Assert.IsTrue(results.All(static result => result.Signal == 15));
        Assert.AreEqual(0, processes.Count);
        Assert.IsLessThanOrEqualTo(AFew, more);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_NoDescriptorLeft_SaysSoWhateverIsAskedFor()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["input"], "text");
        CommandRequest[] requests =
        [
            Program("cat"),
            Program("cat") with { StandardInput = "text" },
            Program("cat") with { StandardInput = CommandInput.FromFile(folder["input"]) },
            Program("cat") with { StandardOutputTarget = OutputTarget.ToFile(folder["output"]) },
            Program("cat") with { OnOutput = static (_, _) => default, MergeOutputs = true },
            Program("cat") with { NewSession = true },
        ];

        // Once before: what the runtime loads, it loads now.
        await AllAsync(requests);
        var before = NativeDescriptors.Open.ToHashSet();
        CommandResult[] refused;
        using (NativeDescriptors.Limit())
        {
            refused = await AllAsync(requests);
        }

        foreach (var result in refused)
        {
            Assert.IsNotNull(result.StartError);
            Assert.AreEqual(126, result.ExitCode);
        }

        Assert.IsTrue((await AllAsync(requests)).All(static result => result.ExitCode == 0));
        await Condition.HoldsAsync(() => NativeDescriptors.Open.All(before.Contains), "every descriptor has been given back");

        async Task<CommandResult[]> AllAsync(IEnumerable<CommandRequest> all)
        {
            var results = new List<CommandResult>();
            foreach (var request in all)
            {
                results.Add(await RunAsync(request));
            }

            return [.. results];
        }
    }
}
