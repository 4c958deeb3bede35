namespace Arrea.Benchmarks.Compare;

/// <summary>One way to do the work of a section.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Run">Does the work once and checks it; throws <see cref="WrongWorkException"/> when it is not what was asked for.</param>
internal sealed record Arm(string Name, Func<Task<Sample>> Run);

/// <summary>What one run of an arm took.</summary>
/// <param name="Elapsed">Time for all operations.</param>
/// <param name="Bytes">Memory for all operations.</param>
/// <param name="Threads">The most threads that this process had; zero when nobody counted.</param>
internal readonly record struct Sample(TimeSpan Elapsed, double Bytes, int Threads = 0);

/// <summary>Arms that do the same work, and are measured in turn.</summary>
internal sealed record ArmGroup
{
    /// <summary>What they do.</summary>
    public required string Title { get; init; }

    /// <summary>Operations in one run.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Name of the arm that the others are compared with.</summary>
    public required string Baseline { get; init; }

    /// <summary>What the comparison is about.</summary>
    public required Measure Measure { get; init; }

    public required IReadOnlyList<Arm> Arms { get; init; }

    /// <summary>Arms that belong here and cannot run on this machine.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>What the arms should come to.</summary>
    public IReadOnlyList<Goal> Goals { get; init; } = [];

    /// <summary>Measured runs of each arm.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Whether one run of each arm comes first that does not count. Whole programs need none.</summary>
    public bool HasWarmUp { get; init; } = true;

    /// <summary>Bytes that one run moves, where that is what is compared.</summary>
    public long Volume { get; init; }
}

/// <summary>An arm that cannot run.</summary>
/// <param name="Arm">Its name.</param>
/// <param name="Reason">What is missing.</param>
internal sealed record LeftOut(string Arm, string Reason);

/// <summary>What of a sample is compared.</summary>
internal enum Measure
{
    NanosecondsPerOperation,
    OperationsPerSecond,
    BytesPerOperation,
    MegabytesPerSecond,
    ThreadsAtPeak,
}
