using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Counts as <see cref="Aggregators.ConfidenceWeighted"/> says.</summary>
internal sealed class ConfidenceWeightedCount : IAggregator
{
    private const decimal UnknownConfidence = 0.5m;

    public string Name => "confidence_weighted";

    public AggregateResult Aggregate(Poll poll)
    {
        var box = BallotBox.Open(poll);
        var sums = new decimal[box.Candidates.Count];
        var votes = new int[sums.Length];
        var unknown = 0;
        foreach (var ballot in box.Ballots)
        {
            if (ballot.Weight is not { } weight)
            {
                box.Drop(ballot.Cast, null, "weight");
                continue;
            }

            var choice = ballot.Places[0];
            votes[choice]++;
            sums[choice] += Exact.Rounded(weight * (ballot.Confidence ?? UnknownConfidence));
            unknown += ballot.Confidence is null ? 1 : 0;
        }

        var raw = new JsonObject { ["votes"] = box.ByName(votes), ["unknown_confidence"] = unknown };
        return box.Result(Name, sums.Select(static sum => (double)sum), BallotBox.Best(sums, candidate => votes[candidate] > 0), votes.Sum(), raw);
    }
}
