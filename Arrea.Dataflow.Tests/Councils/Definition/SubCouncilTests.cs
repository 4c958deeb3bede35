using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Definition;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Tests.Councils.Definition;

/// <summary>Councils that are members of councils.</summary>
[TestClass]
public sealed class SubCouncilTests
{
    [TestMethod]
    public void Validate_CouncilThatAsksItself_IsTold()
    {
        var council = DynamicCouncil.Create("a").WithMembers(Of("a")).WithRounds(RoundTypes.Vote);
        var registry = new CouncilRegistry().Register(CouncilKinds.Council, "a", council.ToSpec());

        Assert.AreEqual("members[0].sub_council sub_council_cycle", Told(council.Validate(registry)));
    }

    [TestMethod]
    public void Validate_CycleBehindOthers_IsToldWithTheWay()
    {
        var registry = new CouncilRegistry()
            .Register(CouncilKinds.SubCouncil, "a", Spec("A", Of("b")))
            .Register(CouncilKinds.Council, "b", Spec("B", TestCouncils.Member("ada"), Of("c")))
            .Configure(CouncilKinds.SubCouncil, "c", Spec("C", Of("a")));

        var problem = CouncilValidation.Validate(Spec("root", Of("a")), registry).Single();

        Assert.AreEqual(("members[0].sub_council.members[0].sub_council.members[1].sub_council.members[0].sub_council", CouncilProblemCodes.SubCouncilCycle), (problem.Path, problem.Code));
        Assert.Contains("root → a → b → c → a", problem.Message);
    }

    [TestMethod]
    public void Validate_ChairThatIsACouncil_IsLookedAtToo()
    {
        var registry = new CouncilRegistry().Register(CouncilKinds.SubCouncil, "a", Spec("A", TestCouncils.Member("ada")) with { Chair = Of("a") with { Id = "chair" } });

        Assert.AreEqual("chair.sub_council.chair.sub_council sub_council_cycle", Told(CouncilValidation.Validate(Spec("root", TestCouncils.Member("ada")) with { Chair = Of("a") with { Id = "chair" } }, registry)));
    }

    [TestMethod]
    public void Validate_CouncilAskedTwice_IsNoCycleAndToldOnce()
    {
        var registry = new CouncilRegistry()
            .Register(CouncilKinds.SubCouncil, "a", Spec("A", Of("c")))
            .Register(CouncilKinds.SubCouncil, "b", Spec("B", Of("c")))
            .Register(CouncilKinds.SubCouncil, "c", Spec("C", new MemberSpec { Id = "ada", Profile = "gone" }));

        Assert.AreEqual(
            "members[0].sub_council.members[0].sub_council.members[0].profile unknown_profile",
            Told(CouncilValidation.Validate(Spec("root", Of("a"), Of("b")), registry)));
    }

    [TestMethod]
    public void Validate_LongChain_EndsWithAProblem()
    {
        var registry = new CouncilRegistry();
        for (var level = 0; level < 10_000; level++)
        {
            registry.Register(CouncilKinds.SubCouncil, $"c{level}", Spec($"C{level}", Of($"c{level + 1}")));
        }

        Assert.AreEqual(CouncilProblemCodes.SubCouncilCycle, CouncilValidation.Validate(Spec("root", Of("c0")), registry).Single().Code);
    }

    [TestMethod]
    public void Validate_RoundsWrappedWithoutEnd_EndsWithAProblem()
    {
        var round = Enumerable.Range(0, 100_000).Aggregate(new RoundSpec { Type = RoundTypes.Vote }, static (inner, _) => new() { Type = RoundTypes.Iterate, Wrap = inner });

        Assert.AreEqual(CouncilProblemCodes.InvalidOverrideValue, DynamicCouncil.Create("c").WithMembers(TestCouncils.Member("ada")).WithRound(round).Validate().Single().Code);
    }

    private static MemberSpec Of(string council) => new() { Id = "of " + council, SubCouncil = council };

    private static CouncilSpec Spec(string id, params MemberSpec[] members) => new() { Id = id, Members = members, Rounds = [new() { Type = RoundTypes.Vote }] };

    private static string Told(IEnumerable<CouncilProblem> problems) => string.Join('\n', problems.Select(static problem => $"{problem.Path} {problem.Code}"));
}
