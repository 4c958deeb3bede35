using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Tests.Councils.Aggregation;

[TestClass]
public sealed class TieTests
{
    // z and a are even for each aggregator, and m is behind both. In order of mention: a, z; of the candidates: z, m, a.
    private static readonly Poll Even = Polls.Of("z m a", Polls.Ballot("a > z > m", "1", 0.5), Polls.Ballot("z > a > m", "2", 0.5));

    private static IEnumerable<object[]> All => Aggregators.ByName.Keys.Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Aggregate_Tie_IsBrokenAsThePollSays(string name)
    {
        Assert.AreEqual("z", Winner(name, Even));
        Assert.AreEqual("a", Winner(name, Even with { TieBreak = TieBreak.Alphabetical }));
        Assert.IsNull(Winner(name, Even with { TieBreak = TieBreak.None }));
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Aggregate_Tie_IsTold(string name)
    {
        var raw = Aggregators.ByName[name].Aggregate(Even with { TieBreak = TieBreak.Random, Seed = 5 }).Raw;

        Assert.AreEqual("""["z","a"]""", raw["tied"]!.ToJsonString());
        Assert.AreEqual(("random", 5), ((string?)raw["tie_break"], (int)raw["seed"]!));
        Assert.AreEqual("none", (string?)Aggregators.ByName[name].Aggregate(Even with { TieBreak = TieBreak.None }).Raw["tie_break"]);
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Aggregate_TieByChance_RepeatsAndIsFair(string name)
    {
        var winners = Enumerable.Range(0, 200).Select(seed => Winner(name, Even with { TieBreak = TieBreak.Random, Seed = seed })).ToList();

        CollectionAssert.AreEqual(winners, Enumerable.Range(0, 200).Select(seed => Winner(name, Even with { TieBreak = TieBreak.Random, Seed = seed })).ToList());
        Assert.AreEqual(200, winners.Count(static winner => winner is "a" or "z"));
        Assert.IsInRange(70, 130, winners.Count(static winner => winner == "a"));
    }

    [TestMethod]
    public void Aggregate_TieByChance_StaysTheSameInEachVersion()
        // SplitMix64 begins with 0xE220A8397B1DCDAF for 0 and with 0x910A2DEC89025CC1 for 1: both odd.
        => Assert.AreEqual("aazazzzazz", string.Concat(Enumerable.Range(0, 10).Select(static seed => Winner("plurality", Even with { TieBreak = TieBreak.Random, Seed = seed }))));

    [TestMethod]
    public void Aggregate_WithoutCandidates_FirstIsTheFirstMentioned()
    {
        var free = Even with { Candidates = [] };

        Assert.AreEqual("a", Winner("plurality", free));
        CollectionAssert.AreEqual(new[] { "a", "z", "m" }, Aggregators.Plurality.Aggregate(free).Scores.Keys.ToArray());
    }

    [TestMethod]
    public void Alphabetical_BeyondTheBasicPlane_GoesByCodePoint()
    {
        // U+1F600 is behind U+FF5E, though its first half is before it.
        var poll = new Poll { Candidates = ["\U0001F600", "\uFF5E"], TieBreak = TieBreak.Alphabetical, Ballots = [Polls.Ballot("\U0001F600", "1"), Polls.Ballot("\uFF5E", "2")] };

        Assert.AreEqual("\uFF5E", Aggregators.Plurality.Aggregate(poll).Winner);
    }

    [TestMethod]
    public void Alphabetical_HalvesOfCharacters_HaveAnOrderAllTheSame()
    {
        var poll = new Poll { Candidates = ["\uD802", "\uD801"], TieBreak = TieBreak.Alphabetical, Ballots = [Polls.Ballot("\uD802", "1"), Polls.Ballot("\uD801", "2")] };

        Assert.AreEqual("\uD801", Aggregators.Plurality.Aggregate(poll).Winner);
    }

    [TestMethod]
    public void Condorcet_TwoEven_IsATieAndNoCycle()
    {
        var result = Aggregators.Condorcet.Aggregate(Polls.Of("A B", (2, "A > B"), (2, "B > A")));

        Assert.AreEqual(("A", false, "tie"), (result.Winner, result.Cycle, (string?)result.Raw["outcome"]));
    }

    [TestMethod]
    public void Condorcet_OneUnbeatenThatDoesNotBeatAll_WinsUnlessNobodyShall()
    {
        // A beats B, B beats C, and A and C are even.
        var poll = Polls.Of("C B A", (3, "A > B > C"), (2, "C > A > B"), (1, "B > C > A"));

        foreach (var (tieBreak, winner) in new[] { (TieBreak.First, "A"), (TieBreak.Random, "A"), (TieBreak.None, null) })
        {
            var result = Aggregators.Condorcet.Aggregate(poll with { TieBreak = tieBreak });
            Assert.AreEqual((winner, false, "tie"), (result.Winner, result.Cycle, (string?)result.Raw["outcome"]));
        }
    }

    [TestMethod]
    public void Condorcet_WeakWinner_IsToldAsUnbeaten()
    {
        var poll = Polls.Of("C B A", (2, "A > B > C"), (1, "C > A > B"), (1, "C > B > A"));
        var result = Aggregators.Condorcet.Aggregate(poll);

        Assert.AreEqual("""["C","A"]""", result.Raw["unbeaten"]!.ToJsonString());
        Assert.AreEqual("C", result.Winner);
    }

    private static string? Winner(string name, Poll poll) => Aggregators.ByName[name].Aggregate(poll).Winner;
}
