using System.Collections.Concurrent;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary><c>{%}</c> of a template is the number of the slot that an attempt runs in.</summary>
[TestClass]
public sealed class SlotNumberTests(TestContext context)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CommandResult>> _running = new();

    [TestMethod]
    public async Task Run_AttemptsAtOnce_HaveTheLowestFreeNumbers()
    {
        await using var engine = Engine(new());
        var run = engine.RunAsync(Jobs(5), Engines.Workers(3), context.CancellationToken);

        await RunningAsync("make '1' ", "make '2' ", "make '3' ");
        Finish("make '2' ");
        await RunningAsync("make '1' ", "make '2' ", "make '3' ");
        Finish("make '3' ");
        await RunningAsync("make '1' ", "make '2' ", "make '3' ");
        Finish("make '3' ");
        Finish("make '2' ");
        Finish("make '1' ");
        var results = (await run).Results;

        Assert.HasCount(5, results);
        foreach (var result in results)
        {
            StringAssert.Matches(result.Job.Command!, new(@"\Amake '[123]' '" + result.Index + @"'\z"), "the job of a result is what ran");
        }
    }

    [TestMethod]
    public async Task Run_Retry_TakesANumberAgain()
    {
        await using var engine = Engine(new());
        var policy = ErrorPolicy.Default with { RetryDelay = TimeSpan.Zero, MaxRetries = 1, Timeout = Timeout.InfiniteTimeSpan };
        var run = engine.RunAsync(Jobs(2), Engines.Workers(2) with { Policy = policy }, context.CancellationToken);

        await RunningAsync("make '1' ", "make '2' ");
        Finish("make '2' ", exitCode: 1);
        await RunningAsync("make '1' ", "make '2' ");
        Finish("make '1' ");
        Finish("make '2' ");

        Assert.AreEqual(2, (await run).Succeeded);
    }

    [TestMethod]
    public async Task Run_Command_IsJudgedWithItsNumber()
    {
        await using var engine = Engine(new() { ValidationProfile = ValidationProfile.Allowlist, ValidationAllow = ["make 1 ..."] });
        var batch = engine.Run(Jobs(3), Engines.Workers(2));

        await RunningAsync("make '1' ");
        await Condition.HoldsAsync(() => batch.Counts.Rejected == 2, "what is refused in slot 2 is rejected");
        Finish("make '1' ");
        List<JobResult> results = [];
        await foreach (var result in batch.Results.WithCancellation(context.CancellationToken))
        {
            results.Add(result);
        }

        Assert.AreEqual(1, results.Count(static result => result.Outcome == OutcomeKind.Succeeded));
        Assert.IsTrue(results.Where(static result => result.Outcome == OutcomeKind.Rejected).All(static result => result.Attempts == 0 && result.Error!.Code == JobErrorCodes.ValidationFailed));
    }

    [TestMethod]
    public async Task Run_Start_TellsTheNumber()
    {
        await using var engine = ArreaEngine.Create();
        var log = new ConcurrentQueue<int?>();
        using var events = engine.Events.Subscribe(new Slots(log));

        var first = await engine.ExecuteAsync(Job.FromTemplate(CommandTemplate.Parse("echo {%}"), "x"));
        await engine.ExecuteAsync(Job.FromTemplate(CommandTemplate.Parse("echo {}"), "x"));

        Assert.AreEqual("1\n", first.StandardOutput);
        await Condition.HoldsAsync(() => log.Count == 2, "both starts are told");
        CollectionAssert.AreEqual(new int?[] { 1, null }, log.ToArray());
    }

    [TestMethod]
    public async Task Run_RefusedForItsNumber_TellsTheNumber()
    {
        await using var engine = Engine(new() { ValidationProfile = ValidationProfile.Allowlist, ValidationAllow = ["make 2 ..."] });
        var log = new ConcurrentQueue<int?>();
        using var events = engine.Events.Subscribe(new Slots(log));

        var result = await engine.ExecuteAsync(Jobs(1).Single());

        Assert.AreEqual(OutcomeKind.Rejected, result.Outcome);
        await Condition.HoldsAsync(() => !log.IsEmpty, "the refusal is told");
        CollectionAssert.AreEqual(new int?[] { 1 }, log.ToArray());
    }

    private static IEnumerable<Job> Jobs(int count)
    {
        var template = CommandTemplate.Parse("make {%} {}");
        return [.. Enumerable.Range(0, count).Select(i => Job.FromTemplate(template, $"{i}"))];
    }

    private ArreaEngine Engine(ArreaEngineOptions options) => ArreaEngine.Create(options with
    {
        MaxWorkers = 10,
        CommandRunner = new DelegateRunner((request, cancellationToken) =>
        {
            var end = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.IsTrue(_running.TryAdd(SlotOf(request.Text!), end), "two attempts at once have one number");
            return end.Task.WaitAsync(cancellationToken);
        }),
    });

    private static string SlotOf(string command) => command[..(command.LastIndexOf('\'', command.Length - 2))];

    private Task RunningAsync(params string[] slots)
        => Condition.HoldsAsync(() => _running.Keys.Order().SequenceEqual(slots), $"these run: {string.Join(", ", slots)}; it is {string.Join(", ", _running.Keys)}");

    private void Finish(string slot, int exitCode = 0)
    {
        Assert.IsTrue(_running.TryRemove(slot, out var end));
        end.SetResult(new CommandResult { ExitCode = exitCode });
    }

    private sealed class Slots(ConcurrentQueue<int?> log) : IObserver<LeaderEvent>
    {
        public void OnNext(LeaderEvent value)
        {
            if (value is WorkerStarted or Error)
            {
                log.Enqueue(value is WorkerStarted started ? started.Slot : ((Error)value).Slot);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
