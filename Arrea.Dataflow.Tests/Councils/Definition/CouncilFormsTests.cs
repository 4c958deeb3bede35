using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Definition;

namespace Arrea.Dataflow.Tests.Councils.Definition;

/// <summary>The two forms of a council come to the same, and a dynamic one is a value.</summary>
[TestClass]
public sealed class CouncilFormsTests
{
    [TestMethod]
    public void ToSpec_BothForms_AreTheSameButForTheId()
    {
        var (written, made) = (new Review().ToSpec(), Dynamic().ToSpec());

        Assert.AreEqual(("Review", "dynamic:review"), (written.Id, made.Id));
        Assert.AreEqual((written.Name, written.DefaultProfile, written.Router, written.Tools[0], written.Chair), (made.Name, made.DefaultProfile, made.Router, made.Tools[0], made.Chair! with { Stop = written.Chair!.Stop, Tools = written.Chair.Tools }));
        Assert.AreEqual("ada, bob", string.Join(", ", written.Members));
        Assert.AreEqual("ada, bob", string.Join(", ", made.Members));
        Assert.AreEqual("vote", written.Rounds.Single().Type);
        Assert.AreEqual("vote", made.Rounds.Single().Type);
    }

    [TestMethod]
    public void Validate_BothForms_TellTheSame()
    {
        Assert.AreEqual(string.Join('\n', Dynamic().Validate()), string.Join('\n', new Review().Validate()));
        Assert.IsNotEmpty(new Review().Validate());
        Assert.AreEqual(string.Join('\n', Dynamic().Validate(TestCouncils.Registry())), string.Join('\n', new Review().Validate(TestCouncils.Registry())));
        Assert.IsEmpty(new Review().Validate(TestCouncils.Registry()));
    }

    [TestMethod]
    public void ToSpec_CouncilWithDefaults_HasNoneOfTheRest()
    {
        var spec = new Bare().ToSpec();

        Assert.AreEqual(("Bare", null, null, null, null, 0), (spec.Id, spec.Name, spec.Chair, spec.DefaultProfile, spec.Router, spec.Tools.Count));
    }

    [TestMethod]
    public void With_Step_LeavesTheCouncilItStartedFromAlone()
    {
        var empty = DynamicCouncil.Create("review");
        var full = Dynamic();

        Assert.AreEqual((0, 0, null), (empty.Members.Count, empty.Rounds.Count, empty.Chair));
        Assert.AreEqual(3, full.WithMember("eve", "openai", "m").Members.Count);
        Assert.AreEqual(2, full.Members.Count);
    }

    [TestMethod]
    public void With_ObjectThatChangesAfterwards_IsACopy()
    {
        var (tree, tools) = (new JsonObject { ["a"] = 1 }, new List<string> { "search" });
        var council = DynamicCouncil.Create("c").WithMetadata(tree).WithTools(tools).WithMember(new MemberSpec { Id = "ada", Extra = tree, Tools = tools })
            .WithRound(new() { Type = RoundTypes.Vote, Extra = tree, Options = tools }).WithChair(new MemberSpec { Id = "chair", ProfileOverrides = tree });
        var before = council.ToJson();

        tree["b"] = 2;
        tools.Clear();

        Assert.AreEqual(before, council.ToJson());
    }

    [TestMethod]
    public void Equals_SameContent_IsEqual()
    {
        Assert.AreEqual(Dynamic(), Dynamic());
        Assert.AreEqual(Dynamic().GetHashCode(), Dynamic().GetHashCode());
        Assert.AreNotEqual(Dynamic(), Dynamic().WithName("other"));
        Assert.IsFalse(Dynamic().Equals(null));
    }

    [TestMethod]
    public void Equals_OtherCodeOrWhatCannotBeWritten_IsNotEqual()
    {
        var member = TestCouncils.Member("ada");
        var council = DynamicCouncil.Create("c").WithMember(member);
        var unwritable = DynamicCouncil.Create("c").WithMember(member with { Weight = double.NaN });

        Assert.AreEqual(council, DynamicCouncil.Create("c").WithMember(member));
        Assert.AreNotEqual(council, DynamicCouncil.Create("c").WithMember(member with { Answer = static (_, _) => ValueTask.FromResult("no") }));
        Assert.AreNotEqual(unwritable, DynamicCouncil.Create("c").WithMember(member with { Weight = double.NaN }));
        Assert.AreEqual(unwritable, unwritable);
    }

    [TestMethod]
    public void ToString_CouncilWithPrompts_IsTheIdAlone()
        => Assert.AreEqual("dynamic:c", DynamicCouncil.Create("c").WithMember(new MemberSpec { Id = "ada", SystemPrompt = "secret" }).ToString());

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    public void Create_BlankId_Throws(string id) => Assert.ThrowsExactly<ArgumentException>(() => DynamicCouncil.Create(id));

    private static DynamicCouncil Dynamic() => DynamicCouncil.Create("review").WithName("A review").WithMembers(Review.Ada, Review.Bob).WithRounds(RoundTypes.Vote)
        .WithChair(Review.TheChair).WithDefaultProfile("careful").WithRouter("experts").WithTools("search");

    private sealed class Review : Council
    {
        public static readonly MemberSpec Ada = new() { Id = "ada" };
        public static readonly MemberSpec Bob = new() { Id = "bob" };
        public static readonly MemberSpec TheChair = new() { Id = "chair" };

        public override string Name => "A review";

        public override IReadOnlyList<MemberSpec> Members => [Ada, Bob];

        public override IReadOnlyList<RoundSpec> Rounds => [new() { Type = RoundTypes.Vote }];

        public override MemberSpec Chair => TheChair;

        public override string DefaultProfile => "careful";

        public override string Router => "experts";

        public override IReadOnlyList<string> Tools => ["search"];
    }

    private sealed class Bare : Council
    {
        public override IReadOnlyList<MemberSpec> Members => [];

        public override IReadOnlyList<RoundSpec> Rounds => [];
    }
}
