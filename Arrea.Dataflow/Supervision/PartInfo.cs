namespace Arrea.Dataflow.Supervision;

/// <summary>What a supervisor knows of a part at one moment.</summary>
public sealed record PartInfo
{
    /// <summary>Its name, unique in the engine.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required PartState State { get; init; }

    /// <summary>How often it was started again, because it failed or because what it depends on did.</summary>
    public required int Restarts { get; init; }

    /// <summary>What it threw last, also if that was while it was being stopped; null when it never threw.</summary>
    public Exception? LastError { get; init; }

    /// <summary>The names of the parts that it depends on directly.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>Name and state. Never the error, which may hold secrets.</summary>
    public override string ToString() => $"{Name}: {State}";
}
