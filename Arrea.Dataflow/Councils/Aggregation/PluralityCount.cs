namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Counts as <see cref="Aggregators.Plurality"/> says.</summary>
internal sealed class PluralityCount : IAggregator
{
    public string Name => "plurality";

    public AggregateResult Aggregate(Poll poll)
    {
        var box = BallotBox.Open(poll);
        var votes = new int[box.Candidates.Count];
        foreach (var ballot in box.Ballots)
        {
            votes[ballot.Places[0]]++;
        }

        return box.Result(Name, votes.Select(static count => (double)count), BallotBox.Best(votes, candidate => votes[candidate] > 0), box.Ballots.Count, new() { ["votes"] = box.ByName(votes) });
    }
}
