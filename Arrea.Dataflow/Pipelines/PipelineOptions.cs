using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Pipelines;

/// <summary>What the stages of a pipeline have in common. Immutable, and safe to share.</summary>
public sealed record PipelineOptions
{
    /// <summary>The clock of time limits, retries and groups. Default: <see cref="TimeProvider.System"/>.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider { get; init => field = Check.NotNull(value); } = TimeProvider.System;

    /// <summary>
    /// How long an attempt may ignore its token after its time limit or the end of the run. Then its outcome is given and
    /// its delegate left behind: what it still yields or throws is ignored. The same goes for a source of inputs that
    /// ignores its token. Range: 0 to 1 hour. Default: 500 ms.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan AbandonAfter { get; init => field = Check.InRange(value, TimeSpan.Zero, TimeSpan.FromHours(1)); } = TimeSpan.FromMilliseconds(500);

    /// <summary>The engine's slots: each attempt of each stage holds one. Null: no limit beyond that of the stages.</summary>
    internal WorkerSlots? Slots { get; init; }

    /// <summary>The policy of stages without one, as of now. Null: they make one attempt.</summary>
    internal Func<ErrorPolicy>? DefaultPolicy { get; init; }

    /// <summary>Gives numbers from 0 up to 1, for the jitter of retries.</summary>
    internal Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
