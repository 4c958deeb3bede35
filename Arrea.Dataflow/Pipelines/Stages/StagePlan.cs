using System.Collections.Immutable;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>What is known of a stage before it runs.</summary>
/// <param name="name">Its name, unique among its neighbours.</param>
/// <param name="parallelism">The most attempts at once.</param>
/// <param name="capacity">The most items in it.</param>
internal sealed class StagePlan(string name, int parallelism, int capacity)
{
    public string Name { get; } = name;

    public int Parallelism { get; } = parallelism;

    public int Capacity { get; } = capacity;

    public ErrorPolicy? Policy { get; init; }

    /// <summary>The branches of a fan-out: their names and stages.</summary>
    public ImmutableArray<(string Name, ImmutableArray<StagePlan> Stages)> Branches { get; init; } = [];

    /// <summary>Whether one outcome may account for several inputs.</summary>
    public bool Groups { get; init; }

    /// <summary>Whether any attempt may be followed by another one.</summary>
    public bool MayRetry => Policy is { } policy && (policy.MayRetry(timedOut: false, 0) || policy.MayRetry(timedOut: true, 0));

    /// <summary>What the names of a branch's stages begin with, for a stage whose own full name is given.</summary>
    public static string BranchPrefix(string stage, string branch) => $"{stage}/{branch}/";
}
