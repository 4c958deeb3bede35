using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Tests.Councils.Aggregation;

[TestClass]
public sealed class PeerRankingTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["Response A"] = "m3", ["Response B"] = "m1", ["Response C"] = "m2" };

    // Each judge ranks the others' answers.
    private static readonly Poll Labelled = Polls.Of(
        "m1 m2 m3",
        Polls.Ballot("Response A > Response C", "m1"),
        Polls.Ballot("Response A > Response B", "m2"),
        Polls.Ballot("Response C > Response B", "m3")) with
    { Labels = Labels };

    [TestMethod]
    public void Aggregate_Labels_CountsMembers()
    {
        var result = Aggregators.PeerRanking.Aggregate(Labelled);

        Assert.AreEqual("m3", result.Winner);
        CollectionAssert.AreEqual(new[] { "m1=2", "m2=1.5", "m3=1" }, result.Scores.Select(static score => FormattableString.Invariant($"{score.Key}={score.Value}")).ToArray());
        Assert.AreEqual("""{"m1":2,"m2":2,"m3":2}""", result.Raw["ranked_by"]!.ToJsonString());
        Assert.AreEqual(
            """[{"voter":"m1","ordering":["m3","m2"]},{"voter":"m2","ordering":["m3","m1"]},{"voter":"m3","ordering":["m2","m1"]}]""",
            result.Raw["ballots"]!.ToJsonString());
        Assert.AreEqual("""{"Response A":"m3","Response B":"m1","Response C":"m2"}""", result.Raw["labels"]!.ToJsonString());
    }

    [TestMethod]
    public void Aggregate_Labels_HoldForOtherAggregatorsToo()
    {
        Assert.AreEqual("m3", Aggregators.Borda.Aggregate(Labelled).Winner);
        Assert.AreEqual("m3", Aggregators.Schulze.Aggregate(Labelled).Winner);
    }

    [TestMethod]
    public void Aggregate_IdsAmongLabels_AreUnknown()
    {
        var result = Aggregators.PeerRanking.Aggregate(Labelled with { Ballots = [Polls.Ballot("m1 > Response A", "m2")] });

        Assert.AreEqual(("m3", "unknown"), (result.Winner, (string?)result.Raw["dropped"]![0]!["why"]));
    }

    [TestMethod]
    public void Aggregate_LabelOfNoCandidate_IsUnknown()
    {
        var result = Aggregators.PeerRanking.Aggregate(Polls.Of("m1", Polls.Ballot("L > K", "j")) with { Labels = new Dictionary<string, string> { ["L"] = "gone", ["K"] = "m1" } });

        Assert.AreEqual(("m1", 1d, 1), (result.Winner, result.Scores["m1"], (int)result.Raw["dropped_count"]!));
    }

    [TestMethod]
    public void Aggregate_OnesOwnAnswer_IsDroppedAndCostsNobodyAPlace()
    {
        var result = Aggregators.PeerRanking.Aggregate(Polls.Of("m1 m2 m3", Polls.Ballot("m1 > m2 > m3", "m1")));

        CollectionAssert.AreEqual(new double[] { 0, 1, 2 }, result.Scores.Values.ToArray());
        Assert.AreEqual(("m2", "self"), (result.Winner, (string?)result.Raw["dropped"]![0]!["why"]));
    }

    [TestMethod]
    public void Aggregate_NothingButOnesOwn_IsNoBallot()
    {
        var result = Aggregators.PeerRanking.Aggregate(Polls.Of("m1 m2", Polls.Ballot("m1", "m1")));

        Assert.AreEqual((null, "no_ballots", 0), (result.Winner, result.Error, (int)result.Raw["valid_ballots"]!));
    }

    [TestMethod]
    public void Aggregate_NeverRanked_DoesNotWinWithItsZero()
        => Assert.AreEqual("m2", Aggregators.PeerRanking.Aggregate(Polls.Of("m1 m2", Polls.Ballot("m2", "j"))).Winner);

    [TestMethod]
    public void Aggregate_EqualMeansOfThirds_AreEven()
    {
        // Both have 4 thirds.
        var poll = Polls.Of("A B C", Polls.Ballot("A > C", "1"), Polls.Ballot("A > C", "2"), Polls.Ballot("C > A", "3"), Polls.Ballot("B", "4"), Polls.Ballot("B", "5"), Polls.Ballot("C > B", "6"));
        var result = Aggregators.PeerRanking.Aggregate(poll with { TieBreak = TieBreak.None });

        Assert.IsNull(result.Winner);
        Assert.AreEqual("""["A","B"]""", result.Raw["tied"]!.ToJsonString());
    }
}
