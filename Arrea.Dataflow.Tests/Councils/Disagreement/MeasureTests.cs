using Arrea.Dataflow.Councils.Disagreement;
using Arrea.Dataflow.Tests.Councils.Aggregation;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Councils.Disagreement;

[TestClass]
public sealed class MeasureTests
{
    private static readonly string[] Abcd = ["a", "b", "c", "d"];

    [TestMethod]
    [DataRow("", 0, 0, 0)]
    [DataRow("a", 0, 0, 0)]
    [DataRow("a a a", 0, 0, 0)]
    [DataRow("a b", 0, 1, 1)]
    [DataRow("a a b b", 0, 1, 0.5)]
    [DataRow("a a b b", 2, 1, 1)]
    [DataRow("a b c d", 0, 2, 1)]
    [DataRow("a b c d", 8, 2, 1)]
    [DataRow("a a a b", 2, 0.811278124459133, 0.811278124459133)]
    [DataRow("a b", 1, 1, 1)]
    public void Entropy_Votes_IsInBits(string votes, int candidates, double bits, double normalized)
    {
        var entropy = VoteEntropy.Of(votes.Split(' ', StringSplitOptions.RemoveEmptyEntries), candidates);

        Assert.AreEqual(bits, entropy.Bits, 1e-12);
        Assert.AreEqual(normalized, entropy.Normalized, 1e-12);
    }

    [TestMethod]
    public void Entropy_FewerThanNoCandidates_Throws()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => VoteEntropy.Of([], -1));

    [TestMethod]
    [DataRow("a > b > c > d", "a > b > c > d", 1)]
    [DataRow("a > b > c > d", "d > c > b > a", -1)]
    [DataRow("a > b > c > d", "b > a > c > d", 4 / 6d)]
    [DataRow("a > b > c > d", "a > c > d > b", 2 / 6d)]
    // Three of six pairs are put in an order by the one, all six by the other; all three agree.
    [DataRow("a", "a > b > c > d", 0.7071067811865476)]
    [DataRow("a > b", "a > b", 1)]
    [DataRow("a > x > b > a", "a > b", 1)]
    [DataRow("a", "b", -1 / 3d)]
    public void Tau_TwoOrders_IsKendalls(string first, string second, double expected)
    {
        Assert.AreEqual(expected, RankCorrelation.Tau(Polls.Ballot(first).Ordering, Polls.Ballot(second).Ordering, Abcd)!.Value, 1e-12);
        Assert.AreEqual(expected, RankCorrelation.Tau(Polls.Ballot(second).Ordering, Polls.Ballot(first).Ordering, Abcd)!.Value, 1e-12);
    }

    [TestMethod]
    public void Tau_NothingInAnOrder_IsUnknown()
    {
        Assert.IsNull(RankCorrelation.Tau([], ["a"], Abcd));
        Assert.IsNull(RankCorrelation.Tau(["a"], ["a"], ["a"]));
        Assert.IsNull(RankCorrelation.Tau(["a"], ["a"], [.. Enumerable.Range(0, 513).Select(static index => $"{index}")]));
    }

    [TestMethod]
    public void MeanTau_Pairs_AreAveraged()
    {
        Assert.AreEqual(-1 / 3d, RankCorrelation.MeanTau([Abcd, Abcd, [.. Abcd.Reverse()]], Abcd)!.Value, 1e-12);
        Assert.AreEqual(1d, RankCorrelation.MeanTau([Abcd, [], Abcd], Abcd));
        Assert.IsNull(RankCorrelation.MeanTau([Abcd], Abcd));
        Assert.IsNull(RankCorrelation.MeanTau([], Abcd));
    }

    [TestMethod]
    public Task MeanTau_OrdersInAnotherOrder_IsTheVerySame() => Sequences.RunAsync(300, 10_000, "means of Kendall's tau", seed =>
    {
        var random = new Random(seed);
        var poll = Polls.Random(random);
        var orders = poll.Ballots.Select(static ballot => ballot.Ordering).ToList();
        var mean = RankCorrelation.MeanTau(orders, [.. poll.Candidates]);

        Assert.AreEqual(mean, RankCorrelation.MeanTau(Polls.Shuffled(random, orders), [.. poll.Candidates]));
        Assert.IsTrue(mean is null or (>= -1 and <= 1));
        return Task.CompletedTask;
    });
}
