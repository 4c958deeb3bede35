using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Tests.Councils.Registry;

/// <summary>Two tiers of names, and members with their profiles.</summary>
[TestClass]
public sealed class CouncilRegistryTests
{
    private static readonly MemberProfile Low = new() { Model = "low" };
    private static readonly MemberProfile High = new() { Model = "high" };

    [TestMethod]
    public void Find_NameInBothTiers_IsTheOneRegisteredLast()
    {
        var registry = new CouncilRegistry().Register(CouncilKinds.Profile, "p", High).Configure(CouncilKinds.Profile, "p", Low);

        Assert.AreSame(High, registry.Find(CouncilKinds.Profile, "p"));
        Assert.IsTrue(registry.Unregister(CouncilKinds.Profile, "p"));
        Assert.AreSame(Low, registry.Find(CouncilKinds.Profile, "p"));
        Assert.IsFalse(registry.Unregister(CouncilKinds.Profile, "p"));
        Assert.AreSame(Low, registry.Find(CouncilKinds.Profile, "p"));
    }

    [TestMethod]
    public void Find_NameOfAnotherKindOrCase_IsNull()
    {
        var registry = new CouncilRegistry().Register(CouncilKinds.Profile, "p", High);

        Assert.IsNull(registry.Find(CouncilKinds.Profile, "P"));
        Assert.IsNull(registry.Find(CouncilKinds.Schema, "p"));
    }

    [TestMethod]
    public void NamesOf_BothTiers_AreEachOnceAndInOrder()
    {
        var registry = new CouncilRegistry().Configure(CouncilKinds.Profile, "b", Low).Register(CouncilKinds.Profile, "b", High)
            .Configure(CouncilKinds.Profile, "c", Low).Register(CouncilKinds.Profile, "a", High).Configure(CouncilKinds.Schema, "s", []);

        Assert.AreEqual("a b c", string.Join(' ', registry.NamesOf(CouncilKinds.Profile)));
    }

    [TestMethod]
    public void Kinds_AreCalledAsInTheirJson()
        => Assert.AreEqual("profile tool schema router round sub_council input_mapper council provider aggregator until", string.Join(' ', CouncilKinds.All));

    [TestMethod]
    public void Register_BuiltInRoundOrBlankName_Throws()
    {
        var registry = new CouncilRegistry();

        Assert.ThrowsExactly<ArgumentException>(() => registry.Register(CouncilKinds.Round, RoundTypes.Vote, BuiltInRounds.Find(RoundTypes.Vote)!));
        Assert.ThrowsExactly<ArgumentException>(() => registry.Configure(CouncilKinds.Profile, " ", Low));
        Assert.ThrowsExactly<ArgumentNullException>(() => registry.Configure(CouncilKinds.Profile, "p", null!));
    }

    [TestMethod]
    public void BuiltInRounds_AreAllRoundTypes()
        => CollectionAssert.AreEquivalent(typeof(RoundTypes).GetFields().Select(static field => (string)field.GetRawConstantValue()!).ToList(), BuiltInRounds.Names.ToList());

    [TestMethod]
    [DataRow("carful", " Did you mean 'careful'? There are: bold, careful.")]
    [DataRow("CAREFUL", " Did you mean 'careful'? There are: bold, careful.")]
    [DataRow("xyz", " There are: bold, careful.")]
    [DataRow("", " There are: bold, careful.")]
    public void Advice_Name_NamesTheNearest(string wrong, string expected) => Assert.AreEqual(expected, NameList.Advice(wrong, ["careful", "bold"]));

    [TestMethod]
    public void Advice_ManyOrNoNames_StaysShort()
    {
        Assert.AreEqual("", NameList.Advice("x", []));
        Assert.EndsWith(" and 980 more.", NameList.Advice("zzz", Enumerable.Range(0, 1000).Select(static number => $"name{number:D4}")));
    }

    [TestMethod]
    public void Register_ManyThreads_LosesNothing()
    {
        var registry = new CouncilRegistry();

        Parallel.For(0, 1000, number =>
        {
            registry.Register(CouncilKinds.Profile, $"p{number}", High);
            registry.Configure(CouncilKinds.Profile, $"p{number}", Low);
            _ = registry.NamesOf(CouncilKinds.Profile).Count;
            registry.Unregister(CouncilKinds.Profile, $"p{number}");
        });

        Assert.HasCount(1000, registry.NamesOf(CouncilKinds.Profile));
        Assert.AreSame(Low, registry.Find(CouncilKinds.Profile, "p999"));
    }

    [TestMethod]
    [DataRow("member", "council", "member")]
    [DataRow(null, "council", "council")]
    [DataRow(null, null, "app")]
    public void Resolve_Profiles_PicksOne(string? ofMember, string? ofCouncil, string expected)
    {
        var registry = new CouncilRegistry { DefaultProfile = "app" };
        foreach (var name in new[] { "member", "council", "app" })
        {
            registry.Configure(CouncilKinds.Profile, name, new() { Model = "model of " + name, Temperature = name == "app" ? 1 : null });
        }

        var resolved = registry.Resolve(new() { Id = "c", DefaultProfile = ofCouncil }, new() { Id = "ada", Profile = ofMember });

        // Only one is picked: what it leaves out, the others do not fill in.
        Assert.AreEqual((expected, "model of " + expected, expected == "app" ? 1.0 : null), (resolved.Profile, resolved.Model, resolved.Temperature));
    }

    [TestMethod]
    public void Resolve_OptionsOfAllKinds_AreReplacedKeyByKey()
    {
        var registry = new CouncilRegistry().Configure(CouncilKinds.Profile, "p", new()
        {
            SystemPrompt = "profile",
            Provider = "profile",
            Model = "profile",
            Temperature = 0.1,
            MaxTokens = 1,
            TopP = 0.1,
            Stop = ["profile"],
            Seed = 1,
            ReasoningEffort = "profile",
            Stream = true,
            Tools = ["profile"],
            ToolChoice = "profile",
            OutputSchema = "profile",
            Confidence = "none",
            Retry = new() { MaxAttempts = 9 },
            Timeout = TimeSpan.FromSeconds(9),
            Extra = new JsonObject { ["profile"] = 1 },
        });

        var all = registry.Resolve(new() { Id = "c" }, new() { Id = "ada", Profile = "p" });
        var some = registry.Resolve(new() { Id = "c" }, new()
        {
            Id = "ada",
            Profile = "p",
            Model = "member",
            Stop = ["member"],
            ProfileOverrides = new JsonObject { ["model"] = "override", ["provider"] = "override", ["seed"] = null, ["tools"] = new JsonArray(), ["temperature"] = "hot", ["timeout_ms"] = 5, ["output_schema_inline"] = new JsonObject() },
        });

        Assert.AreEqual(("profile", "profile", "profile", 0.1, 1, 0.1, "profile", 1L, "profile", true), (all.SystemPrompt, all.Provider, all.Model, all.Temperature, all.MaxTokens, all.TopP, all.Stop[0], all.Seed, all.ReasoningEffort, all.Stream));
        Assert.AreEqual(("profile", "profile", "profile", "none", 9, 9.0, 1), (all.Tools[0], all.ToolChoice, all.OutputSchema, all.Confidence, all.Retry!.MaxAttempts, all.Timeout!.Value.TotalSeconds, all.Extra!.Count));
        Assert.AreEqual(("override", "member", "member", null, 0, 5.0, "profile"), (some.Provider, some.Model, some.Stop[0], some.Seed, some.Tools.Count, some.Timeout!.Value.TotalMilliseconds, some.SystemPrompt));
        Assert.AreEqual((null, 0), (some.OutputSchema, some.OutputSchemaInline!.Count));
        Assert.IsNull(some.Temperature);
        Assert.IsNull(some.ProfileOverrides);
    }

    [TestMethod]
    public void Resolve_ProfileThatIsNotThere_ChangesNothingElse()
    {
        var resolved = new CouncilRegistry().Resolve(new() { Id = "c" }, new() { Id = "ada", Profile = "gone", Model = "m" });

        Assert.AreEqual(("ada", "gone", "m", null), (resolved.Id, resolved.Profile, resolved.Model, resolved.Provider));
    }

    [TestMethod]
    public void MemberProfile_HasEveryKeyOfAProfile()
    {
        // A key that a profile lacks could be overridden and never set.
        var full = new MemberProfile
        {
            SystemPrompt = "x",
            Provider = "x",
            Model = "x",
            Temperature = 1,
            MaxTokens = 1,
            TopP = 1,
            Stop = ["x"],
            Seed = 1,
            ReasoningEffort = "x",
            Stream = true,
            Tools = ["x"],
            ToolChoice = "x",
            OutputSchema = "x",
            OutputSchemaInline = [],
            Confidence = "x",
            Retry = new(),
            Timeout = TimeSpan.Zero,
            Extra = [],
        }.AsMember();

        Assert.AreEqual("", string.Join(' ', Dataflow.Councils.Keys.MemberKeys.OfProfile.Where(key => !key.IsSet(full)).Select(static key => key.Name)));
        Assert.HasCount(typeof(MemberProfile).GetProperties().Length, Dataflow.Councils.Keys.MemberKeys.OfProfile);
    }
}
