using System.Collections.Concurrent;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Councils.Registry;
using Arrea.Dataflow.Councils.Rounds;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils.Runs;

/// <summary>Starts runs of councils. Their members are jobs of the engine: under its slots, policies, breakers and events.</summary>
public sealed class CouncilRuns
{
    private readonly Leader _leader;
    private readonly TimeProvider _time;
    private readonly int _maxWorkers;
    private readonly Action<Exception> _observerFailed;
    private readonly ConcurrentDictionary<(string Provider, string Model), IChatClient> _clients = new();

    internal CouncilRuns(Leader leader, TimeProvider time, int maxWorkers, Action<Exception> observerFailed)
    {
        _leader = leader;
        _time = time;
        _maxWorkers = maxWorkers;
        _observerFailed = observerFailed;
        Registry = new RunRegistry(time);
    }

    /// <summary>The runs that go on and those that have just ended, but for those with a registry of their own.</summary>
    public RunRegistry Registry { get; }

    /// <summary>What councils name: providers, profiles, aggregators, routers and conditions of one's own.</summary>
    public CouncilRegistry Definitions { get; } = new();

    /// <summary>Runs a council to its end. The run ends when the caller's token asks for it.</summary>
    /// <param name="council">The council.</param>
    /// <param name="input">What is asked.</param>
    /// <param name="options">How it goes; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the run at once; its result still comes, cancelled.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="InvalidCouncilException">The council is not valid, or asks for what runs do not do.</exception>
    /// <exception cref="RunAlreadyStartedException">A run of the id that was asked for goes on.</exception>
    public async Task<CouncilResult> RunAsync(CouncilSpec council, CouncilInput input, CouncilRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        var run = Start(council, input, options, cancellationToken);
        return await run.Completion.ConfigureAwait(false);
    }

    /// <summary>Starts a run that nobody owns: it goes on whatever becomes of the caller.</summary>
    /// <param name="council">The council.</param>
    /// <param name="input">What is asked.</param>
    /// <param name="options">How it goes; null for the defaults.</param>
    /// <returns>The run. No model has been asked yet.</returns>
    /// <exception cref="InvalidCouncilException">The council is not valid, or asks for what runs do not do.</exception>
    /// <exception cref="RunAlreadyStartedException">A run of the id that was asked for goes on.</exception>
    public CouncilRun Start(CouncilSpec council, CouncilInput input, CouncilRunOptions? options = null) => Start(council, input, options, CancellationToken.None);

    /// <summary>Starts a run that ends with its owner.</summary>
    /// <param name="council">The council.</param>
    /// <param name="input">What is asked.</param>
    /// <param name="owner">The owner's life: where it is cancelled, the run ends at once.</param>
    /// <param name="options">How it goes; null for the defaults.</param>
    /// <returns>The run. No model has been asked yet.</returns>
    /// <exception cref="InvalidCouncilException">The council is not valid, or asks for what runs do not do.</exception>
    /// <exception cref="RunAlreadyStartedException">A run of the id that was asked for goes on.</exception>
    public CouncilRun StartLinked(CouncilSpec council, CouncilInput input, CancellationToken owner, CouncilRunOptions? options = null) => Start(council, input, options, owner);

    private CouncilRun Start(CouncilSpec council, CouncilInput input, CouncilRunOptions? options, CancellationToken owner)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(input);
        if (RunnableCheck.ProblemsOf(council, Definitions) is { Count: > 0 } problems)
        {
            throw new InvalidCouncilException(council.Id, problems);
        }

        options ??= new();
        var registry = options.Registry ?? Registry;
        var run = new CouncilRun(options.RunId ?? RunIds.Next(), council, options, _time, _observerFailed);
        if (registry.Add(run) is { } first)
        {
            run.Terminate();
            throw new RunAlreadyStartedException(first);
        }

        var stages = RoundStages.Of(council);
        _ = Task.Run(() => RunAsync(run, council, input, options, stages, registry, owner), CancellationToken.None);
        return run;
    }

    private async Task RunAsync(
        CouncilRun run, CouncilSpec council, CouncilInput input, CouncilRunOptions options, List<RoundStage> stages, RunRegistry registry, CancellationToken owner)
    {
        using var killNow = CancellationTokenSource.CreateLinkedTokenSource(owner, run.KillNow);
        var context = new RunContext
        {
            RunId = run.RunId,
            Spec = council,
            Input = input,
            Options = options,
            Leader = _leader,
            Workers = Math.Min(options.Parallel ?? _maxWorkers, _maxWorkers),
            Topic = run.Topic,
            Time = _time,
            Registry = Definitions,
            Models = new MemberModels(council, Definitions, _clients),
            Drain = run.Drain,
            KillNow = killNow.Token,
        };
        try
        {
            await run.RunAsync(context, stages).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A run always ends: what its own code throws is told as what ended it.
            run.Fail(context, error);
        }
        finally
        {
            registry.NoteEnd(run);
        }
    }
}
