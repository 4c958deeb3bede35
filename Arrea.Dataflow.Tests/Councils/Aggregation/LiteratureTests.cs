using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Tests.Councils.Aggregation;

/// <summary>Elections that the books work out.</summary>
[TestClass]
public sealed class LiteratureTests
{
    private static readonly Poll Tennessee = Polls.Of(
        "Memphis Nashville Chattanooga Knoxville",
        (42, "Memphis > Nashville > Chattanooga > Knoxville"),
        (26, "Nashville > Chattanooga > Knoxville > Memphis"),
        (15, "Chattanooga > Knoxville > Nashville > Memphis"),
        (17, "Knoxville > Chattanooga > Nashville > Memphis"));

    private static readonly Poll Schulze45 = Polls.Of(
        "A B C D E",
        (5, "A > C > B > E > D"), (5, "A > D > E > C > B"), (8, "B > E > D > A > C"), (3, "C > A > B > E > D"),
        (7, "C > A > E > B > D"), (2, "C > B > A > D > E"), (7, "D > C > E > B > A"), (8, "E > B > A > D > C"));

    // Borda's own, 1781: most put A first, and most put A last.
    private static readonly Poll Borda1781 = Polls.Of("A B C", (1, "A > B > C"), (7, "A > C > B"), (7, "B > C > A"), (6, "C > B > A"));

    private static readonly Poll Cycle = Polls.Of("A B C", (1, "A > B > C"), (1, "B > C > A"), (1, "C > A > B"));

    [TestMethod]
    public void Plurality_CapitalOfTennessee_IsMemphis() => Expect(Aggregators.Plurality, Tennessee, "Memphis", 42, 26, 15, 17);

    [TestMethod]
    public void Borda_CapitalOfTennessee_IsNashville() => Expect(Aggregators.Borda, Tennessee, "Nashville", 126, 194, 173, 107);

    [TestMethod]
    public void Condorcet_CapitalOfTennessee_IsNashville()
    {
        var result = Expect(Aggregators.Condorcet, Tennessee, "Nashville", 0, 3, 2, 1);

        Assert.AreEqual("winner", (string?)result.Raw["outcome"]);
        Assert.AreEqual((58, 68, 68), ((int)result.Raw["pairs"]!["Nashville"]!["Memphis"]!, (int)result.Raw["pairs"]!["Nashville"]!["Chattanooga"]!, (int)result.Raw["pairs"]!["Nashville"]!["Knoxville"]!));
    }

    [TestMethod]
    public void Schulze_CapitalOfTennessee_IsNashville() => Expect(Aggregators.Schulze, Tennessee, "Nashville", 0, 3, 2, 1);

    [TestMethod]
    public void Borda_ElectionsOf1781_PrefersTheOneInTheMiddle()
    {
        Expect(Aggregators.Plurality, Borda1781, "A", 8, 7, 6);
        Expect(Aggregators.Borda, Borda1781, "C", 16, 21, 26);
        Expect(Aggregators.Condorcet, Borda1781, "C", 0, 1, 2);
    }

    [TestMethod]
    public void Borda_AgainstAMajority_MayElectAnother()
    {
        var poll = Polls.Of("A B C", (3, "A > B > C"), (2, "B > C > A"));

        Expect(Aggregators.Borda, poll, "B", 6, 7, 2);
        Expect(Aggregators.Condorcet, poll, "A", 2, 1, 0);
    }

    [TestMethod]
    public void Schulze_FortyFiveVoters_HasTheStrongestPathsOfTheBook()
    {
        var result = Expect(Aggregators.Schulze, Schulze45, "E", 3, 1, 2, 0, 4);

        Assert.IsTrue(result.Cycle);
        AssertTable(result, "pairs", "A 20 26 30 22", "B 25 16 33 18", "C 19 29 17 24", "D 15 12 28 14", "E 23 27 21 31");
        AssertTable(result, "paths", "A 28 28 30 24", "B 25 28 33 24", "C 25 29 29 24", "D 25 28 28 24", "E 25 28 28 31");
    }

    [TestMethod]
    public void Condorcet_FortyFiveVoters_HasNoWinner()
    {
        var result = Expect(Aggregators.Condorcet, Schulze45, null, 2, 2, 2, 1, 3);

        Assert.IsTrue(result.Cycle);
        Assert.AreEqual("cycle", (string?)result.Raw["outcome"]);
        Assert.IsNull(result.Error);
    }

    [TestMethod]
    public void Condorcet_TheParadox_IsACycleUnderEachTieBreak()
    {
        foreach (var tieBreak in Enum.GetValues<TieBreak>())
        {
            var result = Expect(Aggregators.Condorcet, Cycle with { TieBreak = tieBreak }, null, 1, 1, 1);

            Assert.IsTrue(result.Cycle);
            Assert.IsFalse(result.Raw.ContainsKey("tied"));
        }
    }

    [TestMethod]
    public void Schulze_TheParadoxOfEqualStrength_IsATie()
    {
        var result = Expect(Aggregators.Schulze, Cycle with { TieBreak = TieBreak.None }, null, 0, 0, 0);

        Assert.IsTrue(result.Cycle);
        Assert.AreEqual("""["A","B","C"]""", result.Raw["tied"]!.ToJsonString());
    }

    [TestMethod]
    public void Plurality_Spoiler_ChangesTheWinnerAndTheOthersDoNotFollow()
    {
        var with = Polls.Of("Bush Gore Nader", (49, "Bush > Gore > Nader"), (48, "Gore > Nader > Bush"), (3, "Nader > Gore > Bush"));
        var without = Polls.Of("Bush Gore", with.Ballots);

        Assert.AreEqual(("Bush", "Gore"), (Aggregators.Plurality.Aggregate(with).Winner, Aggregators.Plurality.Aggregate(without).Winner));
        foreach (var aggregator in new[] { Aggregators.Borda, Aggregators.Condorcet, Aggregators.Schulze, Aggregators.PeerRanking })
        {
            Assert.AreEqual(("Gore", "Gore"), (aggregator.Aggregate(with).Winner, aggregator.Aggregate(without).Winner), aggregator.Name);
        }
    }

    private static AggregateResult Expect(IAggregator aggregator, Poll poll, string? winner, params double[] scores)
    {
        var result = aggregator.Aggregate(poll);

        Assert.AreEqual(winner, result.Winner);
        CollectionAssert.AreEqual(scores, result.Scores.Values.ToArray(), string.Join(' ', result.Scores));
        CollectionAssert.AreEqual(poll.Candidates.ToArray(), result.Scores.Keys.ToArray());
        return result;
    }

    private static void AssertTable(AggregateResult result, string table, params string[] rows)
        => CollectionAssert.AreEqual(rows, result.Raw[table]!.AsObject().Select(static row => $"{row.Key} {string.Join(' ', row.Value!.AsObject().Select(static cell => (int)cell.Value!))}").ToArray());
}
