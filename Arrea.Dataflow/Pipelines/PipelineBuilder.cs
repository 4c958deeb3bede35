using System.Collections.Immutable;
using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines.Stages;

namespace Arrea.Dataflow.Pipelines;

/// <summary>A chain of stages in the making. Immutable: each call gives a new builder, so that a common beginning can be shared.</summary>
/// <typeparam name="TIn">What the pipeline gets.</typeparam>
/// <typeparam name="TOut">What its last stage yields.</typeparam>
/// <remarks>
/// What each stage makes of an input:
/// <list type="table">
/// <listheader><term>When</term><description>Then</description></listheader>
/// <item><term>The delegate yields a value</term><description><see cref="OutcomeKind.Succeeded"/>; the value goes to the next stage.</description></item>
/// <item><term>It throws anything, or cancels itself</term><description><see cref="OutcomeKind.Failed"/>, code <c>exception</c>, once the policy allows no further attempt.</description></item>
/// <item><term>An attempt outlasts its time limit</term><description><see cref="OutcomeKind.TimedOut"/>, code <c>timeout</c>, once the policy allows no further attempt; also when the delegate still yields a value.</description></item>
/// <item><term>The token of the run is cancelled</term><description><see cref="OutcomeKind.Cancelled"/>, code <c>cancelled</c>, for each input accepted and not through.</description></item>
/// <item><term>The pipeline or the run is disposed</term><description><see cref="OutcomeKind.Interrupted"/>, code <c>shutdown</c>, for each input accepted and not through.</description></item>
/// <item><term>The input comes without a value</term><description>Its outcome passes by untouched.</description></item>
/// </list>
/// </remarks>
public sealed partial class PipelineBuilder<TIn, TOut>
{
    private const int DefaultCapacity = 128;

    internal PipelineBuilder(string name, ImmutableArray<StagePlan> stages, Func<RunScope, string, Segment<TIn, TOut>> connect)
    {
        Name = name;
        Stages = stages;
        Connect = connect;
    }

    /// <summary>Name of the pipeline.</summary>
    public string Name { get; }

    internal ImmutableArray<StagePlan> Stages { get; }

    /// <summary>Makes the mesh of one run; the text is what the full names of the stages begin with, as part of a branch.</summary>
    internal Func<RunScope, string, Segment<TIn, TOut>> Connect { get; }

    /// <summary>Turns values away before they go on: <see cref="OutcomeKind.Rejected"/>, code <c>validation_failed</c>, never retried.</summary>
    /// <param name="validate">Gives null for a good value, else what is wrong with it. When it throws, the input fails.</param>
    /// <param name="options">How the stage runs. Null for the defaults.</param>
    /// <returns>A builder with this stage at its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="validate"/> is null.</exception>
    /// <exception cref="ArgumentException">A stage of that name is there already, or <see cref="StageOptions{T}.Capacity"/> is below <see cref="StageOptions{T}.Parallelism"/>.</exception>
    public PipelineBuilder<TIn, TOut> Validate(Func<TOut, string?> validate, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(validate);
        return Work("validate", options, (value, _) => ValueTask.FromResult(
            validate(value) is { } wrong ? StageOutcomes.Rejected<TOut>(wrong) : new Outcome<TOut>(value)));
    }

    /// <summary>Makes any dataflow block a stage. It owes exactly one output for each input, in the order of the inputs.</summary>
    /// <typeparam name="TNext">What the block yields.</typeparam>
    /// <param name="block">Makes the block; called once for each run, as a block lives once. It gets no block's token, and its time is its own business: no limit, no retry.</param>
    /// <param name="capacity">The most inputs between their arrival and the leaving of their outcome. Range: 2 to 1,000,000. Default: 128.</param>
    /// <param name="name">Name of the stage. Null (default) for a derived one.</param>
    /// <returns>A builder with this stage at its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="block"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is outside its range.</exception>
    /// <exception cref="ArgumentException">A stage of that name is there already, or the name is empty.</exception>
    /// <remarks>
    /// What the block does wrong costs no outcome:
    /// <list type="table">
    /// <listheader><term>The block</term><description>Then</description></listheader>
    /// <item><term>faults, or completes before its inputs do</term><description>What it still owes, and what comes later, is <see cref="OutcomeKind.Failed"/>, code <c>exception</c>.</description></item>
    /// <item><term>yields too few</term><description>The same, for the inputs left over when it has completed.</description></item>
    /// <item><term>yields too many</term><description>Later inputs fail. Outputs already given to an input cannot be told from right ones.</description></item>
    /// <item><term>declines an input</term><description>That input fails.</description></item>
    /// </list>
    /// When the run ends early the block is faulted, so that it drops what it holds.
    /// </remarks>
    public PipelineBuilder<TIn, TNext> Then<TNext>(Func<IPropagatorBlock<TOut, TNext>> block, int capacity = DefaultCapacity, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(block);
        Check.InRange(capacity, 2, 1_000_000, nameof(capacity));
        var plan = new StagePlan(NameFor("block", name), 1, capacity);
        return Append(plan, (run, info) => BlockStage<TOut, TNext>.Create(block, run, info));
    }

    /// <summary>Puts values into groups, in the order in which they come. The last group may be short; an outcome without a value passes by on its own.</summary>
    /// <param name="size">Values in a full group. Range: 1 to 1,000,000. The stage holds up to twice as many.</param>
    /// <param name="maxWait">How long a group may take to fill, from its first value on; then it goes on as it is. Range: 1 ms to 30 days. Null (default): as long as it takes.</param>
    /// <param name="name">Name of the stage. Null (default) for a derived one.</param>
    /// <returns>A builder with this stage at its end. Its outcomes account for all members of a group: see <see cref="Outcome{T}.Inputs"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">A stage of that name is there already, or the name is empty.</exception>
    public PipelineBuilder<TIn, IReadOnlyList<TOut>> Batch(int size, TimeSpan? maxWait = null, string? name = null)
    {
        Check.InRange(size, 1, 1_000_000, nameof(size));
        if (maxWait is { } wait)
        {
            Check.InRange(wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(30), nameof(maxWait));
        }

        var plan = new StagePlan(NameFor("batch", name), 1, 2 * size) { Groups = true };
        return Append(plan, (run, info) => BatchStage<TOut>.Create(size, maxWait, run, info));
    }

    /// <summary>Ends the chain.</summary>
    /// <param name="options">What the stages have in common. Null for the defaults.</param>
    /// <returns>A pipeline, to be run as often as one likes.</returns>
    /// <exception cref="ArgumentException">A name with slashes makes two stages look alike, one of them in a branch.</exception>
    public Pipeline<TIn, TOut> Build(PipelineOptions? options = null) => new(this, options ?? new PipelineOptions());

    /// <summary>A picture of the chain, as a Mermaid flowchart: stages with their parallelism and capacity, retries and branches.</summary>
    /// <returns>The text of the flowchart. Whatever the names hold, it is shown as it is.</returns>
    public string ToMermaid() => MermaidChart.Draw(Name, Stages);

    /// <summary>Adds a stage that runs a delegate for each value.</summary>
    internal PipelineBuilder<TIn, TNext> Work<TNext>(
        string kind, StageOptions<TOut>? options, Func<TOut, CancellationToken, ValueTask<Outcome<TNext>>> handler)
    {
        var valid = (options ?? new StageOptions<TOut>()).Validated();
        var plan = new StagePlan(NameFor(kind, valid.Name), valid.Parallelism, valid.Capacity) { Policy = valid.Policy };
        return Append(plan, (run, info) => WorkStage<TOut, TNext>.Create(valid, handler, run, info));
    }

    private PipelineBuilder<TIn, TNext> Append<TNext>(StagePlan plan, Func<RunScope, StageInfo, Segment<TOut, TNext>> create)
    {
        var connect = Connect;
        return new PipelineBuilder<TIn, TNext>(Name, Stages.Add(plan), (run, prefix) => connect(run, prefix).Link(create(run, run.InfoOf(prefix + plan.Name))));
    }

    private string NameFor(string kind, string? name)
    {
        var taken = Stages.Select(static stage => stage.Name).ToHashSet(StringComparer.Ordinal);
        if (name is null)
        {
            return Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? kind : $"{kind}-{number}").First(free => !taken.Contains(free));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return taken.Contains(name)
            ? throw new ArgumentException($"The pipeline {Name} has a stage named {name} already. Give this one another name.", nameof(name))
            : name;
    }
}
