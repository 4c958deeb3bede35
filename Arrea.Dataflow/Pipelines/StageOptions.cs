using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Pipelines;

/// <summary>How a stage of a pipeline runs. Immutable, and safe to share between stages that leave <see cref="Name"/> unset.</summary>
/// <typeparam name="T">What the stage gets.</typeparam>
/// <remarks>A value is checked when it is set; the rule that spans two values when the stage is added.</remarks>
public sealed record StageOptions<T>
{
    /// <summary>Name of the stage, unique in its pipeline. Null (default) for one derived from what the stage does, such as <c>then-2</c>.</summary>
    /// <exception cref="ArgumentException">The value is empty or white space.</exception>
    public string? Name
    {
        get;
        init => field = value is null || !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ArgumentException($"{nameof(Name)} is empty; give a name, or null to have one derived.", nameof(Name));
    }

    /// <summary>The most attempts that run at once. Range: 1 to 10,000. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Parallelism { get; init => field = Check.InRange(value, 1, 10_000); } = 1;

    /// <summary>
    /// The most items in the stage: queued, running, waiting for a retry, or ended and not yet taken by the next stage.
    /// What comes before waits when it is full. Range: 1 to 1,000,000, and not below <see cref="Parallelism"/>. Default: 128.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Capacity { get; init => field = Check.InRange(value, 1, 1_000_000); } = 128;

    /// <summary>In which order outcomes leave the stage. Default: <see cref="ResultOrder.Input"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public ResultOrder Order { get; init => field = Check.Defined(value); } = ResultOrder.Input;

    /// <summary>
    /// Items with equal keys run one at a time, in the order in which they came; one that waits for its retry keeps its
    /// key. A null key binds nothing. When it throws, the item fails. Null (default): no keys.
    /// A key's <c>Equals</c> and <c>GetHashCode</c> are called under a lock of the stage: keep them plain.
    /// </summary>
    public Func<T, object?>? Key { get; init; }

    /// <summary>What to do after an attempt that failed or timed out. Null (default): with the options of an engine, what its configuration says; without an engine nothing, the item ends with it.</summary>
    /// <exception cref="ArgumentException">The policy asks a handler that it does not have.</exception>
    public ErrorPolicy? Policy { get; init => field = value?.Validated(); }

    /// <summary>
    /// How long one attempt may take: more than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none.
    /// Null (default): that of <see cref="Policy"/>, and where that is unset too, 30 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan? Timeout { get; init => field = Check.TimeLimit(value); }

    /// <summary>What each attempt has to pass before it runs. Null (default): nothing.</summary>
    /// <exception cref="ArgumentException">More is asked for than the bulkhead or the rate limiter can ever give.</exception>
    public AttemptProtection? Protection { get; init => field = value?.Validated(); }

    /// <summary>
    /// What an attempt has to pass by what it works on, such as a breaker of each host; a null means <see cref="Protection"/>. Asked before each
    /// attempt. When it throws, the item fails. Null (default): the same for all.
    /// </summary>
    public Func<T, AttemptProtection?>? ProtectionOf { get; init; }

    /// <summary>Checks the rule that spans two values.</summary>
    internal StageOptions<T> Validated() => Capacity >= Parallelism
        ? this
        : throw new ArgumentException($"{nameof(Capacity)} ({Capacity}) is below {nameof(Parallelism)} ({Parallelism}), so that many could never run. Raise {nameof(Capacity)}.");
}
