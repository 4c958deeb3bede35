using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Counts as <see cref="Aggregators.PeerRanking"/> says.</summary>
internal sealed class PeerRankingCount : IAggregator
{
    public string Name => "peer_ranking";

    public AggregateResult Aggregate(Poll poll)
    {
        var box = BallotBox.Open(poll);
        var positions = new Position[box.Candidates.Count];
        var ballots = new JsonArray();
        foreach (var ballot in box.Ballots)
        {
            var others = OthersOf(box, ballot);
            for (var place = 0; place < others.Count; place++)
            {
                positions[others[place]] = positions[others[place]].With(place + 1);
            }

            if (others.Count > 0)
            {
                ballots.Add((JsonNode)new JsonObject { ["voter"] = ballot.Cast.Voter, ["ordering"] = new JsonArray([.. others.Select(candidate => (JsonNode?)box.Candidates[candidate])]) });
            }
        }

        var raw = new JsonObject { ["ranked_by"] = box.ByName(positions.Select(static position => position.Ballots)), ["ballots"] = ballots };
        return box.Result(Name, positions.Select(static position => position.Mean), BallotBox.Best(positions, candidate => positions[candidate].Ballots > 0), ballots.Count, raw);
    }

    private static List<int> OthersOf(BallotBox box, CountedBallot ballot)
    {
        var others = new List<int>();
        foreach (var candidate in ballot.Places)
        {
            if (box.Candidates[candidate] == ballot.Cast.Voter)
            {
                box.Drop(ballot.Cast, box.Candidates[candidate], "self");
            }
            else
            {
                others.Add(candidate);
            }
        }

        return others;
    }

    /// <summary>Where a candidate stood: the sum over the ballots, and how many. Compared without division, so that no rounding decides.</summary>
    private readonly record struct Position(long Sum, int Ballots) : IComparable<Position>
    {
        public double Mean => Ballots == 0 ? 0 : (double)Sum / Ballots;

        public Position With(int place) => new(Sum + place, Ballots + 1);

        // The lower mean is the higher score.
        public int CompareTo(Position other) => ((Int128)other.Sum * Ballots).CompareTo((Int128)Sum * other.Ballots);
    }
}
