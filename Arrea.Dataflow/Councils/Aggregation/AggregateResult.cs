using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>What became of a poll.</summary>
public sealed record AggregateResult
{
    /// <summary>The aggregator's name.</summary>
    public required string Aggregator { get; init; }

    /// <summary>Who won; null where nobody did, and <see cref="Error"/>, <see cref="Cycle"/> or the tally say why.</summary>
    public string? Winner { get; init; }

    /// <summary>What each candidate got, in the order of the candidates. What the number means, the aggregator says.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether each candidate loses to another, so that there is no Condorcet winner.</summary>
    public bool Cycle { get; init; }

    /// <summary>The tally: counts, pairs, ties, and what was dropped of the ballots.</summary>
    public JsonObject Raw { get; init; } = [];

    /// <summary><c>no_ballots</c> where no ballot was valid; else null.</summary>
    public string? Error { get; init; }
}
