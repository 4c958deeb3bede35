using Arrea.Dataflow.Councils.Aggregation;
using Arrea.Dataflow.Councils.Disagreement;
using Arrea.Dataflow.Tests.Councils.Aggregation;

namespace Arrea.Dataflow.Tests.Councils.Disagreement;

[TestClass]
public sealed class DisagreementReportTests
{
    private static readonly Poll Votes = Polls.Of(
        "A B", Polls.Ballot("A", "m1"), Polls.Ballot("A", "m2"), Polls.Ballot("B", "m3", 0.9) with { Rationale = "B is cheaper." }, Polls.Ballot("X", "m4"), Polls.Ballot("A", "m5"));

    [TestMethod]
    public void Of_Votes_HasEntropyAndMinority()
    {
        var report = DisagreementReport.Of(Votes, "A");

        Assert.AreEqual(0.811278124459133, report.Entropy.Normalized, 1e-12);
        Assert.IsNull(report.KendallTau);
        Assert.IsEmpty(report.Flips);
        Assert.AreEqual(new Dissent { Voter = "m3", Choice = "B", Confidence = 0.9, Rationale = "B is cheaper." }, report.Minority.Single());
    }

    [TestMethod]
    public void Of_NobodyWon_NobodyDissents() => Assert.IsEmpty(DisagreementReport.Of(Votes, null).Minority);

    [TestMethod]
    public void Of_NoBallots_HasNothing()
    {
        var report = DisagreementReport.Of(Polls.Of("A B", Array.Empty<Ballot>()), null);

        Assert.AreEqual((0d, 0d, null), (report.Entropy.Bits, report.Entropy.Normalized, report.KendallTau));
    }

    [TestMethod]
    public void Of_EarlierRound_TellsWhoChangedItsMind()
    {
        var later = Votes with { Ballots = [Polls.Ballot("B", "m1"), Polls.Ballot("A", "m2"), Polls.Ballot("A", "m3"), Polls.Ballot("B", "m4"), Polls.Ballot("?", "m5"), Polls.Ballot("A", "m6")] };

        CollectionAssert.AreEqual(new[] { new Flip("m1", "A", "B"), new Flip("m3", "B", "A") }, DisagreementReport.Of(later, "A", Votes).Flips.ToArray());
        Assert.IsEmpty(Flip.Between(Votes, Votes));
    }

    [TestMethod]
    public void Of_RankingsBehindLabels_SpeaksOfMembers()
    {
        var labels = new Dictionary<string, string> { ["L1"] = "A", ["L2"] = "B" };
        var report = DisagreementReport.Of(Polls.Of("A B", Polls.Ballot("L1 > L2", "j1"), Polls.Ballot("L2 > L1", "j2")) with { Labels = labels }, "A");

        Assert.AreEqual(-1d, report.KendallTau);
        Assert.AreEqual(("j2", "B", 2), (report.Minority[0].Voter, report.Minority[0].Choice, report.Minority[0].PlaceOfWinner));
    }

    [TestMethod]
    public void Of_JudgesThatDoNotRankThemselves_AgreeOnTheOthers()
    {
        // All see it alike: m1, m2, m3, m4. That nobody ranks itself is no disagreement.
        var report = DisagreementReport.Of(
            Polls.Of("m1 m2 m3 m4", Polls.Ballot("m2 > m3 > m4", "m1"), Polls.Ballot("m1 > m3 > m4", "m2"), Polls.Ballot("m1 > m2 > m4", "m3"), Polls.Ballot("m1 > m2 > m3", "m4")), "m1");

        Assert.AreEqual(1d, report.KendallTau);
    }

    [TestMethod]
    public void ToString_HidesWhatWasSaid()
    {
        Assert.AreEqual("m1", new Flip("m1", "secret", "other").ToString());
        Assert.AreEqual("m1", new Dissent { Voter = "m1", Choice = "secret", Rationale = "secret" }.ToString());
    }
}
