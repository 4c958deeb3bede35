using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>What became of a poll.</summary>
public sealed record AggregateResult
{
    /// <summary>The aggregator's name.</summary>
    public required string Aggregator { get; init; }

    /// <summary>Who won; null where nobody did, and <see cref="Error"/>, <see cref="Cycle"/> or the tally say why.</summary>
    public string? Winner { get; init; }

    /// <summary>What each candidate got, in the order of the candidates; 0 for those that no ballot names. What the number means, the aggregator says.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether each candidate loses to another, so that there is no Condorcet winner. Asked by the aggregators that compare two by two; of others, false.</summary>
    public bool Cycle { get; init; }

    /// <summary>The tally: what the aggregator counted, and what all of them tell.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Key</term><description>Says</description></listheader>
    /// <item><term><c>valid_ballots</c></term><description>How many ballots counted.</description></item>
    /// <item><term><c>tied</c></term><description>The candidates that were even at the top, where there are two or more.</description></item>
    /// <item><term><c>tie_break</c></term><description>What decided between them: <c>first</c>, <c>alphabetical</c>, <c>random</c> (then <c>seed</c> too), <c>none</c>.</description></item>
    /// <item><term><c>dropped</c></term><description>What did not count, as <c>voter</c>, <c>label</c> and <c>why</c>: <c>unknown</c>, <c>duplicate</c> or <c>self</c> for a label; <c>empty</c>, <c>confidence</c> or <c>weight</c> for a whole ballot. The first 100.</description></item>
    /// <item><term><c>dropped_count</c></term><description>All that did not count.</description></item>
    /// <item><term><c>labels</c></term><description>The candidate of each label, where the ballots had labels.</description></item>
    /// </list>
    /// </remarks>
    public JsonObject Raw { get; init; } = [];

    /// <summary><see cref="NoBallots"/> or <see cref="TooManyCandidates"/>; null where the ballots were counted.</summary>
    public string? Error { get; init; }

    /// <summary>No ballot was valid.</summary>
    public const string NoBallots = "no_ballots";

    /// <summary>Candidates were to be compared two by two, and there are more than 512 of them.</summary>
    public const string TooManyCandidates = "too_many_candidates";
}
