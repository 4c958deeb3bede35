using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Workers;

/// <summary>How a queue worker works. Immutable, and safe to share.</summary>
public sealed record QueueWorkerOptions
{
    /// <summary>The most jobs in the queue, whatever they weigh; those that run are not in it. Range: 1 to 10,000,000. Default: 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Capacity { get; init => field = Check.InRange(value, 1, 10_000_000); } = 1_000;

    /// <summary>The most weight of the jobs that run at once. Range: 1 to 1,000,000,000. Default: 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Budget { get; init => field = Check.InRange(value, 1, 1_000_000_000); } = 10;

    /// <summary>How long one attempt may take, unless its job says. As <see cref="Batches.BatchOptions.Timeout"/>. Null (default): what the policy says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan? Timeout { get; init => field = Check.TimeLimit(value); }

    /// <summary>What to do after a failed attempt, unless its job says. Null (default): what the engine's options say.</summary>
    /// <exception cref="ArgumentException">Its action is <see cref="PolicyAction.Custom"/>, and it has no handler.</exception>
    public ErrorPolicy? Policy { get; init => field = value?.Validated(); }

    /// <summary>
    /// What each job reserves its weight from while it runs, beside <see cref="Budget"/>: shared with whoever else uses it. When it has not enough, the
    /// job waits, and those behind it too. Null (default): nothing.
    /// </summary>
    public ResourceBudget? Resources { get; init; }

    /// <summary>For whom <see cref="Resources"/> are reserved. Null (default): the worker's id.</summary>
    public string? Holder { get; init; }
}
