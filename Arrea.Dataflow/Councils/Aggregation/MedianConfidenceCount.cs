using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Counts as <see cref="Aggregators.MedianConfidence"/> says.</summary>
internal sealed class MedianConfidenceCount : IAggregator
{
    public string Name => "median_confidence";

    public AggregateResult Aggregate(Poll poll)
    {
        var box = BallotBox.Open(poll);
        var confidences = box.Candidates.Select(static _ => new List<decimal>()).ToList();
        foreach (var ballot in box.Ballots)
        {
            if (ballot.Confidence is { } confidence)
            {
                confidences[ballot.Places[0]].Add(confidence);
            }
            else
            {
                box.Drop(ballot.Cast, null, "confidence");
            }
        }

        var medians = confidences.ConvertAll(MedianOf);
        var raw = new JsonObject { ["votes"] = box.ByName(confidences.Select(static all => all.Count)) };
        return box.Result(Name, medians.Select(static median => (double)median), BallotBox.Best(medians, candidate => confidences[candidate].Count > 0), confidences.Sum(static all => all.Count), raw);
    }

    private static decimal MedianOf(List<decimal> numbers)
    {
        numbers.Sort();
        var middle = numbers.Count / 2;
        return numbers.Count == 0 ? 0 : numbers.Count % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }
}
