namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>A ballot as it counts: each candidate at most once, by its index, the best first. Never empty.</summary>
/// <param name="Cast">What was cast.</param>
/// <param name="Places">The candidates it names, the best first.</param>
internal sealed record CountedBallot(Ballot Cast, IReadOnlyList<int> Places)
{
    /// <summary>How sure the voter is; null for not known or out of range.</summary>
    public decimal? Confidence { get; } = Cast.Confidence is >= 0 and <= 1 ? Exact.Of(Cast.Confidence.Value) : null;

    /// <summary>What it counts; null where that is no weight.</summary>
    public decimal? Weight { get; } = double.IsFinite(Cast.Weight) && Cast.Weight > 0 ? Exact.Of(Cast.Weight) : null;
}
