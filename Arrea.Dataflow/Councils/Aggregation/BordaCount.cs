namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Counts as <see cref="Aggregators.Borda"/> says.</summary>
internal sealed class BordaCount : IAggregator
{
    public string Name => "borda";

    public AggregateResult Aggregate(Poll poll)
    {
        var box = BallotBox.Open(poll);
        var points = new long[box.Candidates.Count];
        var named = new bool[points.Length];
        foreach (var ballot in box.Ballots)
        {
            for (var place = 0; place < ballot.Places.Count; place++)
            {
                points[ballot.Places[place]] += points.Length - 1 - place;
                named[ballot.Places[place]] = true;
            }
        }

        return box.Result(Name, points.Select(static sum => (double)sum), BallotBox.Best(points, candidate => named[candidate]), box.Ballots.Count, new() { ["unranked"] = box.Unranked() });
    }
}
