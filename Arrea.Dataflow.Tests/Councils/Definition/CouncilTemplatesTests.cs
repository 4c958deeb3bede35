using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Definition;

namespace Arrea.Dataflow.Tests.Councils.Definition;

/// <summary>Each template makes a council that can be started and written.</summary>
[TestClass]
public sealed class CouncilTemplatesTests
{
    private static readonly MemberSpec[] Two = [new() { Id = "ada", Profile = "careful" }, new() { Id = "bob", Profile = "careful" }];
    private static readonly MemberSpec Chair = new() { Id = "chair", Profile = "careful" };

    [TestMethod]
    public void Names_AreThoseOfTheCommandLine()
        => Assert.AreEqual("parallel-panel peer-review voting specialist tournament consensus weighted-consensus jury-with-retry debate karpathy", string.Join(' ', CouncilTemplates.Names));

    [TestMethod]
    [DataRow("parallel-panel", "independent_analysis")]
    [DataRow("peer-review", "independent_analysis peer_review")]
    [DataRow("voting", "independent_analysis vote:plurality")]
    [DataRow("specialist", "independent_analysis critique")]
    [DataRow("tournament", "independent_analysis pairwise_elimination")]
    [DataRow("consensus", "independent_analysis debate iterate(vote:plurality)")]
    [DataRow("weighted-consensus", "independent_analysis debate vote:confidence_weighted weighted_synthesis")]
    [DataRow("jury-with-retry", "independent_analysis iterate(vote:plurality)")]
    [DataRow("debate", "independent_analysis debate debate")]
    [DataRow("karpathy", "independent_analysis anonymized_peer_review:peer_ranking")]
    public void Find_Name_MakesAValidCouncilOfTheseRounds(string name, string rounds)
    {
        var council = CouncilTemplates.Find(name, Two, Chair)!;

        Assert.AreEqual(name, council.Id);
        Assert.AreEqual(rounds, string.Join(' ', council.Rounds.Select(Shown)));
        Assert.AreEqual(("ada, bob", "chair"), (string.Join(", ", council.Members), council.Chair!.Id));
        Assert.IsEmpty(council.Validate(TestCouncils.Registry()));
        Assert.AreEqual(council, DynamicCouncil.FromJson(council.ToJson()));
    }

    [TestMethod]
    public void Find_WithoutAChair_IsValidToo()
    {
        foreach (var name in CouncilTemplates.Names)
        {
            Assert.IsEmpty(CouncilTemplates.Find(name, Two)!.Validate(TestCouncils.Registry()), name);
        }
    }

    [TestMethod]
    public void Find_NameThatIsNone_IsNull() => Assert.IsNull(CouncilTemplates.Find("Karpathy", Two));

    [TestMethod]
    public void Find_Name_MakesWhatTheMethodMakes()
    {
        Assert.AreEqual(CouncilTemplates.KarpathyCouncil(Two, Chair), CouncilTemplates.Find("karpathy", Two, Chair));
        Assert.AreEqual(CouncilTemplates.Debate(Two), CouncilTemplates.Find("debate", Two));
    }

    private static string Shown(RoundSpec round)
        => round.Type + (round.Aggregator is null ? "" : ":" + round.Aggregator) + (round.Wrap is null ? "" : $"({Shown(round.Wrap)})");
}
