using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines.Stages;

namespace Arrea.Dataflow.Pipelines;

public sealed partial class PipelineBuilder<TIn, TOut>
{
    /// <summary>Gives each value to all branches, in parallel, and yields their outcomes together.</summary>
    /// <typeparam name="TNext">What a branch yields.</typeparam>
    /// <param name="branches">One or more chains, each under its own name; none may use <c>Batch</c>. Their stages keep their own options and counts.</param>
    /// <returns>A builder with this stage at its end. It yields the outcomes in the order of the branches, and one such list for each input, in input order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="branches"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">There is no branch, two have the same name, or one puts inputs into groups.</exception>
    /// <remarks>A branch that fails does so in its place of the list; the input itself succeeds. Only the end of the run ends the input too.</remarks>
    [OverloadResolutionPriority(1)]
    public PipelineBuilder<TIn, IReadOnlyList<Outcome<TNext>>> FanOut<TNext>(params IEnumerable<PipelineBuilder<TOut, TNext>> branches)
    {
        ArgumentNullException.ThrowIfNull(branches);
        ImmutableArray<PipelineBuilder<TOut, TNext>> chains = [.. branches];
        if (chains.IsEmpty)
        {
            throw new ArgumentException("A fan-out needs one branch or more.", nameof(branches));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chain in chains)
        {
            ArgumentNullException.ThrowIfNull(chain, nameof(branches));
            if (chain.Stages.Any(static stage => stage.Groups))
            {
                throw new ArgumentException($"The branch {chain.Name} puts inputs into groups, so that it cannot answer for each of them. Use Batch after the fan-out.", nameof(branches));
            }

            if (!names.Add(chain.Name))
            {
                throw new ArgumentException($"Two branches are named {chain.Name}. Give each its own name, in Pipeline.From.", nameof(branches));
            }
        }

        var plan = new StagePlan(NameFor("fan-out", null), 1, DefaultCapacity)
        {
            Branches = [.. chains.Select(static chain => (chain.Name, chain.Stages))],
        };
        return Append(plan, (run, info) => FanOutStage<TOut, TNext>.Create(
            [.. chains.Select(chain => chain.Connect(run, StagePlan.BranchPrefix(info.Name, chain.Name)).OrPassage())], run, info));
    }

    /// <summary>Gives each value to all delegates, in parallel, and yields their outcomes together.</summary>
    /// <typeparam name="TNext">What a delegate yields.</typeparam>
    /// <param name="branches">One or more delegates; each becomes a branch (<c>branch-1</c> and so on) of one stage with the default options.</param>
    /// <returns>A builder with this stage at its end. It yields the outcomes in the order of the branches, and one such list for each input, in input order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="branches"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">There is no branch.</exception>
    /// <remarks>A branch that fails does so in its place of the list; the input itself succeeds. Only the end of the run ends the input too.</remarks>
    public PipelineBuilder<TIn, IReadOnlyList<Outcome<TNext>>> FanOut<TNext>(params IEnumerable<Func<TOut, CancellationToken, ValueTask<TNext>>> branches)
    {
        ArgumentNullException.ThrowIfNull(branches);
        return FanOut(branches.Select(static (branch, index) => Pipeline.From<TOut>($"branch-{index + 1}").Then(branch)));
    }
}
