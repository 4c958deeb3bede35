namespace Arrea.Benchmarks.Compare;

/// <summary>One way to do the work of a section.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Run">Does the work once and checks it; throws <see cref="WrongWorkException"/> when it is not what was asked for.</param>
internal sealed record Arm(string Name, Func<Task<Sample>> Run);

/// <summary>What one run of an arm took.</summary>
/// <param name="Elapsed">Time for all operations.</param>
/// <param name="Bytes">Memory for all operations.</param>
internal readonly record struct Sample(TimeSpan Elapsed, double Bytes);

/// <summary>Arms that do the same work, and are measured in turn.</summary>
internal sealed record ArmGroup
{
    /// <summary>Operations in one run.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Name of the arm that the others are compared with.</summary>
    public required string Baseline { get; init; }

    /// <summary>What the comparison is about.</summary>
    public required Measure Measure { get; init; }

    public required IReadOnlyList<Arm> Arms { get; init; }

    /// <summary>Measured runs of each arm, after one that does not count.</summary>
    public int Rounds { get; init; } = 5;
}

/// <summary>What of a sample is compared.</summary>
internal enum Measure
{
    NanosecondsPerOperation,
    OperationsPerSecond,
    BytesPerOperation,
}
