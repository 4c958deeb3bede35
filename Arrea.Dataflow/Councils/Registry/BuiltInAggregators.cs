namespace Arrea.Dataflow.Councils.Registry;

/// <summary>The names of the aggregators that are always there.</summary>
internal static class BuiltInAggregators
{
    public static IReadOnlyList<string> Names { get; } = ["plurality", "borda", "condorcet", "schulze", "median_confidence", "confidence_weighted", "peer_ranking"];
}
