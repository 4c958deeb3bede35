using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines.Stages;

namespace Arrea.Dataflow.Pipelines;

/// <summary>A chain of stages, ready to run: as often as one likes, and several times at once. Each run has its own mesh; only the counts are shared.</summary>
/// <typeparam name="TIn">What goes in.</typeparam>
/// <typeparam name="TOut">What the outcomes hold.</typeparam>
public sealed class Pipeline<TIn, TOut> : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<RunScope> _runs = [];
    private readonly PipelineBuilder<TIn, TOut> _plan;
    private readonly PipelineOptions _options;
    private readonly FrozenDictionary<string, StageInfo> _infos;
    private PipelineRun<TIn, TOut>? _live;
    private bool _disposed;

    internal Pipeline(PipelineBuilder<TIn, TOut> plan, PipelineOptions options)
    {
        _plan = plan;
        _options = options;
        var stages = new List<StageInfo>();
        Describe("", plan.Stages, stages);
        Stages = stages.AsReadOnly();
        _infos = stages.ToFrozenDictionary(static stage => stage.Name);
    }

    /// <summary>Name of the pipeline.</summary>
    public string Name => _plan.Name;

    /// <summary>The stages in order, with their counts over all runs. The stages of a fan-out's branches follow it.</summary>
    public IReadOnlyList<StageInfo> Stages { get; }

    private PipelineRun<TIn, TOut> Live
    {
        get
        {
            if (_live is null)
            {
                var run = Start();
                if (Interlocked.CompareExchange(ref _live, run, null) is not null)
                {
                    run.Complete();
                }
            }

            return _live;
        }
    }

    /// <summary>Runs each input through the stages, and tells what became of it.</summary>
    /// <param name="inputs">Read once for each reading of the result, lazily: only as the stages have room, and one ahead. May be empty or endless.</param>
    /// <param name="cancellationToken">Ends the run: no more is read, attempts are told, and the outcomes of what was accepted still arrive.</param>
    /// <returns>One outcome for each input accepted. In input order, unless a stage says otherwise. Nothing starts before it is read.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inputs"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The pipeline is disposed.</exception>
    /// <remarks>
    /// Neither a failing input nor cancellation throws. What the reader sees instead:
    /// <list type="table">
    /// <listheader><term>When</term><description>Then</description></listheader>
    /// <item><term>An input fails</term><description>Its outcome says so; the others go on.</description></item>
    /// <item><term>The token is cancelled</term><description><see cref="OutcomeKind.Cancelled"/> for each input accepted and not through, then the end. An input not yet read has none.</description></item>
    /// <item><term>The pipeline is disposed</term><description>The same, with <see cref="OutcomeKind.Interrupted"/>.</description></item>
    /// <item><term><paramref name="inputs"/> throws</term><description>The outcomes of all inputs accepted before, then that exception.</description></item>
    /// <item><term>The reader stops early</term><description>The run is cancelled; the reader goes on once its attempts have ended or were left behind.</description></item>
    /// <item><term>The reader is slow</term><description>So is the reading of <paramref name="inputs"/>: it is never further ahead than the stages have capacity together, and one.</description></item>
    /// </list>
    /// </remarks>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<Outcome<TOut>> RunAsync(IAsyncEnumerable<TIn> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ReadAsync(inputs, cancellationToken);
    }

    /// <inheritdoc cref="RunAsync(IAsyncEnumerable{TIn}, CancellationToken)"/>
    public IAsyncEnumerable<Outcome<TOut>> RunAsync(IEnumerable<TIn> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return RunAsync(inputs.ToAsyncEnumerable(), cancellationToken);
    }

    /// <summary>Starts a run that is fed from outside: by blocks, by an observable, or by hand.</summary>
    /// <param name="cancellationToken">Ends the run: no more is accepted, attempts are told, and the outcomes of what was accepted still arrive.</param>
    /// <returns>The run. Whoever feeds it says when it is complete; its outcomes wait until they are read.</returns>
    /// <exception cref="ObjectDisposedException">The pipeline is disposed.</exception>
    public PipelineRun<TIn, TOut> Start(CancellationToken cancellationToken = default)
    {
        var run = Open(cancellationToken);
        return new PipelineRun<TIn, TOut>(run, _plan.Connect(run, "").OrPassage(), Close);
    }

    /// <summary>The way into the pipeline's own run, which starts with the first call of this, <see cref="AsObserver"/> or <see cref="AsObservable"/> and is the same for all of them.</summary>
    /// <returns>A block to link or send to. Its <c>Complete</c> ends the input.</returns>
    /// <exception cref="ObjectDisposedException">The pipeline is disposed, and the run was not started before.</exception>
    public ITargetBlock<TIn> AsTarget() => Live.AsTarget();

    /// <summary>The way into the pipeline's own run (see <see cref="AsTarget"/>) for an observable.</summary>
    /// <returns>See <see cref="PipelineRun{TIn, TOut}.AsObserver"/>.</returns>
    /// <exception cref="ObjectDisposedException">The pipeline is disposed, and the run was not started before.</exception>
    public IObserver<TIn> AsObserver() => Live.AsObserver();

    /// <summary>The outcomes of the pipeline's own run (see <see cref="AsTarget"/>).</summary>
    /// <returns>See <see cref="PipelineRun{TIn, TOut}.AsObservable"/>.</returns>
    /// <exception cref="ObjectDisposedException">The pipeline is disposed, and the run was not started before.</exception>
    public IObservable<Outcome<TOut>> AsObservable() => Live.AsObservable();

    /// <summary>A picture of the chain, as a Mermaid flowchart: stages with their parallelism and capacity, retries and branches.</summary>
    /// <returns>The text of the flowchart. Whatever the names hold, it is shown as it is.</returns>
    public string ToMermaid() => _plan.ToMermaid();

    /// <summary>Ends all runs. Inputs that are not through end <see cref="OutcomeKind.Interrupted"/>; outcomes can still be read.</summary>
    /// <returns>Done when no delegate runs any more, or the last one was left behind.</returns>
    public async ValueTask DisposeAsync()
    {
        RunScope[] runs;
        lock (_gate)
        {
            _disposed = true;
            runs = [.. _runs];
        }

        foreach (var run in runs)
        {
            run.End(OutcomeKind.Interrupted);
        }

        await Task.WhenAll(runs.Select(static run => run.Quiet)).ConfigureAwait(false);
    }

    private static void Describe(string prefix, ImmutableArray<StagePlan> plans, List<StageInfo> stages)
    {
        foreach (var plan in plans)
        {
            var name = prefix + plan.Name;
            if (stages.Exists(stage => stage.Name == name))
            {
                throw new ArgumentException($"Two stages come to be named {name}. Rename one of them, or a branch.");
            }

            stages.Add(new StageInfo(name, plan.Parallelism, plan.Capacity));
            foreach (var branch in plan.Branches)
            {
                Describe(StagePlan.BranchPrefix(name, branch.Name), branch.Stages, stages);
            }
        }
    }

    private async IAsyncEnumerable<Outcome<TOut>> ReadAsync(
        IAsyncEnumerable<TIn> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = Open(cancellationToken);
        var mesh = _plan.Connect(run, "").OrPassage();
        var source = SourcePump<TIn>.Start(inputs, mesh.Head!, run);
        try
        {
            while (await mesh.Tail.OutputAvailableAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (mesh.Tail.TryReceive(out var outcome))
                {
                    yield return outcome;
                }
            }

            await EndOfAsync(source, run).ConfigureAwait(false);
        }
        finally
        {
            if (!mesh.Tail.Completion.IsCompleted)
            {
                run.End(OutcomeKind.Cancelled);
                mesh.Tail.LinkTo(DataflowBlock.NullTarget<Outcome<TOut>>());
                await mesh.Tail.Completion.ConfigureAwait(false);
            }

            await EndOfAsync(source, run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Close(run);
        }
    }

    private static async Task EndOfAsync(Task source, RunScope run)
    {
        // A source that ignores the end of the run is left behind like an attempt.
        if (run.IsEnding && !source.IsCompleted)
        {
            await Task.WhenAny(source, Task.Delay(run.AbandonAfter, run.Time, CancellationToken.None)).ConfigureAwait(false);
        }

        if (run.IsEnding && !source.IsCompleted)
        {
            _ = RunScope.ObserveAsync(source);
        }
        else
        {
            await source.ConfigureAwait(false);
        }
    }

    private RunScope Open(CancellationToken cancellationToken)
    {
        var run = new RunScope(Name, _options, _infos, cancellationToken);
        lock (_gate)
        {
            if (!_disposed)
            {
                _runs.Add(run);
                return run;
            }
        }

        run.Dispose();
        throw new ObjectDisposedException(GetType().FullName);
    }

    private void Close(RunScope run)
    {
        lock (_gate)
        {
            _runs.Remove(run);
        }

        run.Dispose();
    }
}
