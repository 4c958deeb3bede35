namespace Arrea.Dataflow.Workers;

/// <summary>What the engine says about all commands. See the engine's options for the meaning of each.</summary>
internal sealed record CommandSettings
{
    public string? Shell { get; init; }

    public required int MaxCapturedBytes { get; init; }

    public IReadOnlyCollection<string>? InheritedVariables { get; init; }

    public required int KillSignal { get; init; }

    public required TimeSpan KillGrace { get; init; }

    public required IReadOnlyCollection<string> ValidationRules { get; init; }

    public required bool AsdfEnabled { get; init; }

    public CancellationToken KillNow { get; init; }
}
