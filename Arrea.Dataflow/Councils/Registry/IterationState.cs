namespace Arrea.Dataflow.Councils.Registry;

/// <summary>How far a round that repeats has come.</summary>
public sealed record IterationState
{
    /// <summary>How often the round has run, from 1.</summary>
    public required int Iteration { get; init; }

    /// <summary>What members answered this time, by id.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    /// <summary>What they answered the time before; empty the first time.</summary>
    public IReadOnlyDictionary<string, string> PriorAnswers { get; init; } = new Dictionary<string, string>();

    /// <summary>The number and the count of answers. The answers may be secret.</summary>
    public override string ToString() => $"{Iteration}: {Answers.Count} answers";
}
