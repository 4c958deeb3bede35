using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Counts as <see cref="Aggregators.Schulze"/> says.</summary>
internal sealed class SchulzeCount : IAggregator
{
    public string Name => "schulze";

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
        var paths = StrongestPaths(pairs);
        var count = pairs.Count;
        int[] others = [.. Enumerable.Range(0, count)];
        var scores = others.Select(candidate => (double)others.Count(other => paths[(candidate * count) + other] > paths[(other * count) + candidate]));
        int[] winners = [.. others.Where(candidate => others.All(other => paths[(candidate * count) + other] >= paths[(other * count) + candidate]))];
        var raw = new JsonObject { ["pairs"] = pairs.Told(), ["paths"] = Pairs.Told(box.Candidates, paths), ["unranked"] = box.Unranked() };
        return box.Result(Name, scores, winners, box.Ballots.Count, raw) with { Cycle = pairs.Unbeaten().Count == 0 };
    }

    // The way of Floyd and Warshall for the widest paths.
    private static int[] StrongestPaths(Pairs pairs)
    {
        var count = pairs.Count;
        var paths = new int[count * count];
        for (var from = 0; from < count; from++)
        {
            for (var to = 0; to < count; to++)
            {
                paths[(from * count) + to] = pairs.Beats(from, to) ? pairs[from, to] : 0;
            }
        }

        for (var by = 0; by < count; by++)
        {
            for (var from = 0; from < count; from++)
            {
                var first = paths[(from * count) + by];
                for (var to = 0; to < count && first > 0; to++)
                {
                    if (from != to)
                    {
                        ref var path = ref paths[(from * count) + to];
                        path = Math.Max(path, Math.Min(first, paths[(by * count) + to]));
                    }
                }
            }
        }

        return paths;
    }
}
