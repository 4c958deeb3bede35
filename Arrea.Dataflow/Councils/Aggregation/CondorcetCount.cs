using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Counts as <see cref="Aggregators.Condorcet"/> says.</summary>
internal sealed class CondorcetCount : IAggregator
{
    public string Name => "condorcet";

    public AggregateResult Aggregate(Poll poll)
    {
        var box = BallotBox.Open(poll);
        if (box.Candidates.Count > Pairs.MostCandidates)
        {
            return box.Refused(Name, AggregateResult.TooManyCandidates);
        }

        if (box.Ballots.Count == 0)
        {
            return box.Result(Name, new double[box.Candidates.Count], [], 0, []);
        }

        var pairs = Pairs.Of(box);
        var scores = Enumerable.Range(0, pairs.Count).Select(candidate => Score(pairs, candidate)).ToList();
        var unbeaten = pairs.Unbeaten();
        var outcome = unbeaten is [var sole] && scores[sole] == pairs.Count - 1 ? "winner" : unbeaten.Count > 0 ? "tie" : "cycle";
        var raw = new JsonObject
        {
            ["outcome"] = outcome,
            ["unbeaten"] = new JsonArray([.. unbeaten.Select(candidate => (JsonNode?)box.Candidates[candidate])]),
            ["pairs"] = pairs.Told(),
            ["unranked"] = box.Unranked(),
        };
        var result = box.Result(Name, scores, unbeaten, box.Ballots.Count, raw);

        // One that nobody beats, but that does not beat all, is no Condorcet winner: who wants none but that gets none.
        return result with { Winner = outcome == "tie" && poll.TieBreak == TieBreak.None ? null : result.Winner, Cycle = outcome == "cycle" };
    }

    private static double Score(Pairs pairs, int candidate)
        => Enumerable.Range(0, pairs.Count).Where(other => other != candidate).Sum(other => pairs.Beats(candidate, other) ? 1 : pairs.Beats(other, candidate) ? 0 : 0.5);
}
