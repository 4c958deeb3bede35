using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Tests.Councils.Aggregation;

[TestClass]
public sealed class ConfidenceTests
{
    [TestMethod]
    public void MedianConfidence_OddAndEven_TakesTheMiddle()
    {
        var result = Aggregators.MedianConfidence.Aggregate(Polls.Of(
            "A B",
            Polls.Ballot("A", "1", 0.9), Polls.Ballot("A", "2", 0.1), Polls.Ballot("A", "3", 0.7),
            Polls.Ballot("B", "4", 0.4), Polls.Ballot("B", "5", 1), Polls.Ballot("B", "6", 0.8), Polls.Ballot("B", "7", 0.7)));

        Assert.AreEqual("B", result.Winner);
        CollectionAssert.AreEqual(new[] { 0.7, 0.75 }, result.Scores.Values.ToArray());
        Assert.AreEqual("""{"A":3,"B":4}""", result.Raw["votes"]!.ToJsonString());
    }

    [TestMethod]
    public void MedianConfidence_UnknownConfidence_DoesNotCount()
    {
        var result = Aggregators.MedianConfidence.Aggregate(Polls.Of("A B", Polls.Ballot("A", "1"), Polls.Ballot("A", "2", 1.5), Polls.Ballot("A", "3", double.NaN), Polls.Ballot("B", "4", 0.1)));

        Assert.AreEqual(("B", 1, 3), (result.Winner, (int)result.Raw["valid_ballots"]!, (int)result.Raw["dropped_count"]!));
        Assert.AreEqual("""{"voter":"1","label":null,"why":"confidence"}""", result.Raw["dropped"]![0]!.ToJsonString());
    }

    [TestMethod]
    public void MedianConfidence_NobodySaysHowSure_IsAnError()
    {
        var result = Aggregators.MedianConfidence.Aggregate(Polls.Of("A B", Polls.Ballot("A", "1"), Polls.Ballot("A", "2", -0.1)));

        Assert.AreEqual((null, "no_ballots"), (result.Winner, result.Error));
    }

    [TestMethod]
    public void MedianConfidence_NoConfidenceAtAll_StillNeedsAVote()
    {
        // Both have a score of 0, and only B has a voter. What nobody named does not win by a tie.
        foreach (var aggregator in new[] { Aggregators.MedianConfidence, Aggregators.ConfidenceWeighted })
        {
            Assert.AreEqual("B", aggregator.Aggregate(Polls.Of("A B", Polls.Ballot("B", "1", 0))).Winner);
        }
    }

    [TestMethod]
    public void ConfidenceWeighted_AddsWeightTimesConfidence()
    {
        var result = Aggregators.ConfidenceWeighted.Aggregate(Polls.Of(
            "A B", Polls.Ballot("A", "1", 0.9, weight: 2), Polls.Ballot("B", "2", 0.8), Polls.Ballot("B", "3", 0.7), Polls.Ballot("B > A", "4", weight: 0.5)));

        CollectionAssert.AreEqual(new[] { 1.8, 1.75 }, result.Scores.Values.ToArray());
        Assert.AreEqual(("A", 1), (result.Winner, (int)result.Raw["unknown_confidence"]!));
        Assert.AreEqual("""{"A":1,"B":3}""", result.Raw["votes"]!.ToJsonString());
    }

    [TestMethod]
    public void ConfidenceWeighted_UnknownConfidence_CountsHalf()
    {
        var result = Aggregators.ConfidenceWeighted.Aggregate(Polls.Of("A B C", Polls.Ballot("A", "1"), Polls.Ballot("B", "2", 7), Polls.Ballot("C", "3", 0.49)));

        CollectionAssert.AreEqual(new[] { 0.5, 0.5, 0.49 }, result.Scores.Values.ToArray());
    }

    [TestMethod]
    public void ConfidenceWeighted_TenthsInAnyOrder_AreEvenWithTheirSum()
    {
        // In binary fractions 0.1 + 0.2 is more than 0.3, and 0.1 + 0.2 + 0.3 depends on where one begins.
        Ballot[] ballots = [Polls.Ballot("A", "1", 0.1), Polls.Ballot("A", "2", 0.2), Polls.Ballot("A", "3", 0.3), Polls.Ballot("B", "4", 0.6)];

        foreach (var order in new[] { ballots, [ballots[3], ballots[2], ballots[1], ballots[0]], [ballots[1], ballots[0], ballots[3], ballots[2]] })
        {
            var result = Aggregators.ConfidenceWeighted.Aggregate(Polls.Of("A B", order) with { TieBreak = TieBreak.None });

            Assert.IsNull(result.Winner);
            Assert.AreEqual("""["A","B"]""", result.Raw["tied"]!.ToJsonString());
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    [DataRow(double.NegativeInfinity)]
    public void ConfidenceWeighted_NoWeight_IsNoBallot(double weight)
    {
        var result = Aggregators.ConfidenceWeighted.Aggregate(Polls.Of("A B", Polls.Ballot("A", "1", 1, weight), Polls.Ballot("B", "2", 0.1)));

        Assert.AreEqual(("B", "weight"), (result.Winner, (string?)result.Raw["dropped"]![0]!["why"]));
        Assert.AreEqual("A", Aggregators.Plurality.Aggregate(Polls.Of("A B", Polls.Ballot("A", "1", 1, weight))).Winner);
    }

    [TestMethod]
    public void ConfidenceWeighted_EndsOfWeight_AddUp()
    {
        var result = Aggregators.ConfidenceWeighted.Aggregate(Polls.Of("A B C", Polls.Ballot("A", "1", 1, double.MaxValue), Polls.Ballot("B", "2", 1, 1e9), Polls.Ballot("C", "3", 1, double.Epsilon)) with { TieBreak = TieBreak.None });

        CollectionAssert.AreEqual(new[] { 1e9, 1e9, 0 }, result.Scores.Values.ToArray());
        Assert.AreEqual("""["A","B"]""", result.Raw["tied"]!.ToJsonString());
    }
}
