using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Tests.Councils.Aggregation;

[TestClass]
public sealed class MalformedBallotTests
{
    private static IEnumerable<object[]> All => Aggregators.ByName.Keys.Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Aggregate_NoValidBallot_IsAnErrorAndNobodyWins(string name)
    {
        Poll[] polls =
        [
            Polls.Of("A B", Array.Empty<Ballot>()),
            Polls.Of("A B", Polls.Ballot("", "1", 1), Polls.Ballot("X > Y", "2", 1)),
            Polls.Of("A", Polls.Ballot("a", "1", 1)),
            Polls.Of("", Polls.Ballot("", "1", 1)),
            new() { Ballots = [new() { Voter = "1", Ordering = ["", " ", "\t"], Confidence = 1 }] },
            Polls.Of("A B", Polls.Ballot("A", "1", 1)) with { Labels = new Dictionary<string, string> { ["Response A"] = "A" } },
        ];

        foreach (var poll in polls)
        {
            foreach (var tieBreak in Enum.GetValues<TieBreak>())
            {
                var result = Aggregators.ByName[name].Aggregate(poll with { TieBreak = tieBreak });

                Assert.AreEqual((null, "no_ballots", false), (result.Winner, result.Error, result.Cycle));
                Assert.AreEqual(0, (int)result.Raw["valid_ballots"]!);
                CollectionAssert.AreEqual(poll.Candidates.Select(static _ => 0d).ToArray(), result.Scores.Values.ToArray());
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Aggregate_LabelsThatDoNotCount_AreTold(string name)
    {
        var result = Aggregators.ByName[name].Aggregate(Polls.Of("A B", Polls.Ballot("X > B > B > A", "1", 0.9), Polls.Ballot("Y", "2", 0.9)));

        Assert.AreEqual("B", result.Winner);
        Assert.AreEqual(1, (int)result.Raw["valid_ballots"]!);
        Assert.AreEqual(4, (int)result.Raw["dropped_count"]!);
        Assert.AreEqual(
            """[{"voter":"1","label":"X","why":"unknown"},{"voter":"1","label":"B","why":"duplicate"},{"voter":"2","label":"Y","why":"unknown"},{"voter":"2","label":null,"why":"empty"}]""",
            result.Raw["dropped"]!.ToJsonString());
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Aggregate_GoodBallots_TellsOfNothingDropped(string name)
    {
        var result = Aggregators.ByName[name].Aggregate(Polls.Of("A B", Polls.Ballot("B > A", "1", 0.9)));

        Assert.IsFalse(result.Raw.ContainsKey("dropped") || result.Raw.ContainsKey("dropped_count") || result.Raw.ContainsKey("tied") || result.Raw.ContainsKey("labels"));
        Assert.AreEqual(("B", null, name), (result.Winner, result.Error, result.Aggregator));
    }

    [TestMethod]
    public void Aggregate_EndlessNonsense_IsToldInShort()
    {
        var result = Aggregators.Borda.Aggregate(new() { Candidates = ["A"], Ballots = [new() { Voter = "1", Ordering = [.. Enumerable.Repeat(new string('x', 100_000), 1000), "A"] }] });

        Assert.AreEqual((1000, 100), ((int)result.Raw["dropped_count"]!, result.Raw["dropped"]!.AsArray().Count));
        Assert.IsLessThan(50_000, result.Raw.ToJsonString().Length);
        Assert.AreEqual("A", result.Winner);
    }

    [TestMethod]
    public void Borda_DroppedLabels_CloseUp()
        => CollectionAssert.AreEqual(new double[] { 2, 1, 0 }, Aggregators.Borda.Aggregate(Polls.Of("A B C", Polls.Ballot("X > A > A > Y > B"))).Scores.Values.ToArray());

    [TestMethod]
    public void Borda_ShortBallot_GivesNothingToTheRest()
    {
        var result = Aggregators.Borda.Aggregate(Polls.Of("A B C D", Polls.Ballot("A > B", "1"), Polls.Ballot("C", "2"), Polls.Ballot("D > C > B > A", "3")));

        CollectionAssert.AreEqual(new double[] { 3, 3, 5, 3 }, result.Scores.Values.ToArray());
        Assert.AreEqual("""{"A":1,"B":1,"C":1,"D":2}""", result.Raw["unranked"]!.ToJsonString());
    }

    [TestMethod]
    public void Borda_OneCandidate_Wins()
        => Assert.AreEqual("A", Aggregators.Borda.Aggregate(Polls.Of("A", Polls.Ballot("A"))).Winner);

    [TestMethod]
    public void Condorcet_ShortBallots_PreferWhatTheyName()
    {
        var pairs = Aggregators.Condorcet.Aggregate(Polls.Of("A B C", Polls.Ballot("B"))).Raw["pairs"]!;

        Assert.AreEqual("""{"A":{"B":0,"C":0},"B":{"A":1,"C":1},"C":{"A":0,"B":0}}""", pairs.ToJsonString());
    }

    [TestMethod]
    public void Condorcet_VoterThatIsACandidate_IsNotCountedAgainstItself()
    {
        // m1 was not shown its own answer. Its ballot tells of m2 and m3 alone.
        var pairs = Aggregators.Condorcet.Aggregate(Polls.Of("m1 m2 m3", Polls.Ballot("m2 > m3", "m1"))).Raw["pairs"]!;

        Assert.AreEqual("""{"m1":{"m2":0,"m3":0},"m2":{"m1":0,"m3":1},"m3":{"m1":0,"m2":0}}""", pairs.ToJsonString());
    }

    [TestMethod]
    public void Aggregate_CandidatesTwice_CountOnce()
        => CollectionAssert.AreEqual(new[] { "A", "B" }, Aggregators.Borda.Aggregate(Polls.Of("A B A", Polls.Ballot("B"))).Scores.Keys.ToArray());

    [TestMethod]
    [DataRow("condorcet")]
    [DataRow("schulze")]
    public void Aggregate_TooManyToCompare_IsAnError(string name)
    {
        Poll Of(int candidates) => new() { Ballots = [new() { Voter = "1", Ordering = [.. Enumerable.Range(0, candidates).Select(static index => $"c{index}")] }] };

        Assert.AreEqual((null, "too_many_candidates"), (Aggregators.ByName[name].Aggregate(Of(513)).Winner, Aggregators.ByName[name].Aggregate(Of(513)).Error));
        Assert.AreEqual(("c0", null), (Aggregators.ByName[name].Aggregate(Of(512)).Winner, Aggregators.ByName[name].Aggregate(Of(512)).Error));
        Assert.IsNull(Aggregators.ByName[name].Aggregate(Of(33)).Raw["pairs"]);
    }

    [TestMethod]
    public void Aggregate_WithoutAPoll_Throws() => Assert.ThrowsExactly<ArgumentNullException>(static () => Aggregators.Borda.Aggregate(null!));

    [TestMethod]
    public void ByName_HasEachUnderItsName()
        => CollectionAssert.AreEquivalent(
            new[] { "plurality", "borda", "condorcet", "schulze", "median_confidence", "confidence_weighted", "peer_ranking" },
            Aggregators.ByName.Select(static pair => pair.Key == pair.Value.Name ? pair.Key : "").ToArray());

    [TestMethod]
    public void ToString_OfABallot_HidesWhatItSays() => Assert.AreEqual("m1", (Polls.Ballot("A", "m1") with { Rationale = "secret" }).ToString());
}
