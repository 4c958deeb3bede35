using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Definition;

namespace Arrea.Dataflow.Tests.Councils.Definition;

/// <summary>The keys of a council's JSON, one by one, and as a whole.</summary>
[TestClass]
public sealed class DynamicCouncilJsonTests
{
    [TestMethod]
    public void ToJson_SmallCouncil_IsThisText()
    {
        var council = DynamicCouncil.Create("review")
            .WithMember("ada", "openai", "m")
            .WithRounds(RoundTypes.IndependentAnalysis)
            .WithRound(new() { Type = RoundTypes.Vote, Options = ["yes", "no"] });

        Assert.AreEqual(
            """
            {
              "schema_version": 1,
              "id": "review",
              "members": [
                {
                  "id": "ada",
                  "provider": "openai",
                  "model": "m"
                }
              ],
              "rounds": [
                "independent_analysis",
                {
                  "type": "vote",
                  "opts": {
                    "options": [
                      "yes",
                      "no"
                    ]
                  }
                }
              ]
            }
            """,
            council.ToJson());
    }

    [TestMethod]
    [DataRow("\"role\":\"a sceptic\"")]
    [DataRow("\"system_prompt\":\"You say \\\"é\\\".\"")]
    [DataRow("\"provider\":\"openai\"")]
    [DataRow("\"model\":\"m\"")]
    [DataRow("\"temperature\":0.7")]
    [DataRow("\"max_tokens\":100")]
    [DataRow("\"stream\":false")]
    [DataRow("\"tools\":[\"search\"]")]
    [DataRow("\"profile\":\"careful\"")]
    [DataRow("\"profile_overrides\":{\"temperature\":1.0,\"model\":null}")]
    [DataRow("\"output_schema\":\"answer\"")]
    [DataRow("\"output_schema_inline\":{\"type\":\"object\"}")]
    [DataRow("\"sub_council\":\"others\"")]
    [DataRow("\"input_mapper\":\"shorter\"")]
    [DataRow("\"weight\":2.5")]
    [DataRow("\"confidence\":\"self_report\"")]
    [DataRow("\"retry\":{\"max\":4,\"base_ms\":250.5}")]
    [DataRow("\"timeout_ms\":1500.0001")]
    [DataRow("\"top_p\":0.9")]
    [DataRow("\"stop\":[\"END\",\"\"]")]
    [DataRow("\"seed\":-9223372036854775808")]
    [DataRow("\"reasoning_effort\":\"high\"")]
    [DataRow("\"tool_choice\":\"required\"")]
    [DataRow("\"extra\":{\"a\":[1e5,null]}")]
    [DataRow("\"unheard_of\":{\"a\":1.0}")]
    [DataRow("\"retry\":{\"max\":4,\"base_ms\":1000,\"jitter\":0.5}")]
    [DataRow("\"retry\":{\"max\":0,\"jitter\":0.5}")]
    [DataRow("\"max_tokens\":1.5")]
    [DataRow("\"seed\":123456789012345678901234567890")]
    public void FromJson_KeyOfAMember_ComesBackFromMemberAndChair(string key)
    {
        AssertComesBack("""{"schema_version":1,"id":"c","members":[{"id":"ada",""" + key + """}],"rounds":[],"chair":{"id":"chair",""" + key + "}}");
    }

    [TestMethod]
    [DataRow("\"aggregator\":\"borda\"")]
    [DataRow("\"tie_break\":\"alphabetical\"")]
    [DataRow("\"tie_break\":\"random\"")]
    [DataRow("\"tie_break\":\"none\"")]
    [DataRow("\"failure_mode\":\"continue\"")]
    [DataRow("\"failure_mode\":\"fail_fast\"")]
    [DataRow("\"router\":\"experts\"")]
    [DataRow("\"seed\":-7")]
    [DataRow("\"quorum\":2")]
    [DataRow("\"options\":[\"yes\",\"no\"]")]
    [DataRow("\"until_ref\":\"agreed\"")]
    [DataRow("\"max_iterations\":5")]
    [DataRow("\"threshold\":0.75")]
    [DataRow("\"wrap\":\"debate\"")]
    [DataRow("\"wrap\":{\"type\":\"iterate\",\"opts\":{\"wrap\":\"vote\"}}")]
    [DataRow("\"unheard_of\":[1.0]")]
    [DataRow("\"tie_break\":\"by_mood\"")]
    [DataRow("\"max_iterations\":99999999999")]
    public void FromJson_KeyOfARound_ComesBack(string key)
        => AssertComesBack("""{"schema_version":1,"id":"c","members":[],"rounds":[{"type":"iterate","opts":{""" + key + "}}]}");

    [TestMethod]
    [DataRow("\"name\":\"A council\",\"members\":[],\"rounds\":[]")]
    [DataRow("\"members\":[],\"rounds\":[],\"default_profile\":\"careful\"")]
    [DataRow("\"members\":[],\"rounds\":[],\"router\":\"experts\"")]
    [DataRow("\"members\":[],\"rounds\":[],\"tools\":[\"search\"]")]
    [DataRow("\"members\":[],\"rounds\":[],\"metadata\":{}")]
    [DataRow("\"members\":[],\"rounds\":[],\"metadata\":{\"owner\":null}")]
    [DataRow("\"members\":[],\"rounds\":[],\"unheard_of\":null,\"more\":1.50")]
    [DataRow("\"members\":[],\"rounds\":[{\"type\":\"vote\",\"note\":\"kept\"}]")]
    [DataRow("\"members\":[],\"rounds\":[\"vote\",\"my_round\"]")]
    public void FromJson_KeyOfTheCouncil_ComesBack(string keys) => AssertComesBack($$"""{"schema_version":1,"id":"c",{{keys}}}""");

    [TestMethod]
    public void FromJson_AllKeysOfARound_AreRead()
    {
        var round = DynamicCouncil.FromJson("""
            {"id": "c", "rounds": [{"type": "iterate", "opts": {
              "aggregator": "borda", "tie_break": "none", "failure_mode": "fail_fast", "router": "experts", "seed": 4, "quorum": 2, "options": ["a"],
              "wrap": "vote", "until_ref": "agreed", "max_iterations": 5, "threshold": 0.5, "mine": 1}}]}
            """).Rounds[0];

        Assert.AreEqual(
            (RoundTypes.Iterate, "borda", TieBreak.None, FailureMode.FailFast, "experts", 4, 2, "a", RoundTypes.Vote, "agreed", 5, 0.5),
            (round.Type, round.Aggregator, round.TieBreak, round.FailureMode, round.Router, round.Seed, round.Quorum, round.Options[0], round.Wrap!.Type, round.UntilRef, round.MaxIterations, round.Threshold));
        Assert.AreEqual("""{"mine":1}""", round.Extra!.ToJsonString());
    }

    [TestMethod]
    public void FromJson_AllKeysOfAMember_AreRead()
    {
        var member = DynamicCouncil.FromJson("""
            {"id": "c", "members": [{"id": "ada", "role": "r", "system_prompt": "s", "provider": "p", "model": "m", "temperature": 0.5, "max_tokens": 9, "stream": true, "tools": ["t"],
              "profile": "f", "profile_overrides": {"seed": 1}, "output_schema": "o", "output_schema_inline": {"a": 1}, "sub_council": "c", "input_mapper": "i", "weight": 2, "confidence": "logprobs",
              "retry": {"max": 4, "base_ms": 10}, "timeout_ms": 1500, "top_p": 0.25, "stop": ["x"], "seed": 7, "reasoning_effort": "low", "tool_choice": "none", "extra": {"b": 2}, "mine": 3}]}
            """).Members[0];

        Assert.AreEqual(("ada", "r", "s", "p", "m", 0.5, 9, true, "t", "f"), (member.Id, member.Role, member.SystemPrompt, member.Provider, member.Model, member.Temperature, member.MaxTokens, member.Stream, member.Tools[0], member.Profile));
        Assert.AreEqual(("o", "c", "i", 2.0, "logprobs", 4, 10.0), (member.OutputSchema, member.SubCouncil, member.InputMapper, member.Weight, member.Confidence, member.Retry!.MaxAttempts, member.Retry.BaseDelay.TotalMilliseconds));
        Assert.AreEqual((1500.0, 0.25, "x", 7L, "low", "none"), (member.Timeout!.Value.TotalMilliseconds, member.TopP, member.Stop[0], member.Seed, member.ReasoningEffort, member.ToolChoice));
        Assert.AreEqual(
            """{"seed":1} {"a":1} {"b":2} {"mine":3}""",
            string.Join(' ', new[] { member.ProfileOverrides, member.OutputSchemaInline, member.Extra, member.Unknown }.Select(static tree => tree!.ToJsonString())));
    }

    [TestMethod]
    public void FromJson_NullAndDefaultsAndWholeNumbersInOtherWords_AreWrittenPlainly()
    {
        var council = DynamicCouncil.FromJson("""
            {"id":"c","name":null,"members":[{"id":"ada","weight":1.0,"max_tokens":1e2,"tools":[],"retry":{},"role":null}],"rounds":[{"type":"vote","opts":{"tie_break":"first","max_iterations":3}}],"chair":{}}
            """);

        AssertJson(
            """{"schema_version":1,"id":"c","members":[{"id":"ada","max_tokens":100,"retry":{"max":2,"base_ms":1000}}],"rounds":["vote"],"chair":{"id":"chair"}}""",
            council.ToJson());
    }

    [TestMethod]
    public void FromJson_ByteOrderMark_IsPassed() => Assert.AreEqual("c", DynamicCouncil.FromJson("\uFEFF{\"id\":\"c\"}").Id);

    [TestMethod]
    public void ToJson_MemberThatAnswersByCode_NamesEachOfThem()
    {
        var code = new MemberSpec { Id = "ada", Answer = static (_, _) => ValueTask.FromResult("") };
        var council = DynamicCouncil.Create("c").WithMembers(code, new MemberSpec { Id = "bob" }, code).WithChair(code);

        var error = Assert.ThrowsExactly<CouncilFormatException>(() => council.ToJson());

        Assert.AreEqual("members[0] members[2] chair", string.Join(' ', error.Problems.Select(static problem => problem.Path)));
        Assert.IsTrue(error.Problems.All(static problem => problem.Code == CouncilProblemCodes.InlineFunctionNotSerialisable));
        Assert.AreEqual("members[0]", error.Path);
        Assert.IsNull(error.Line);
    }

    [TestMethod]
    public void ToJson_NumberThatIsNone_SaysWhere()
    {
        var council = DynamicCouncil.Create("c").WithMembers(new MemberSpec { Id = "ada" }, new MemberSpec { Id = "bob", Temperature = double.NaN });

        Assert.AreEqual("members[1]", Assert.ThrowsExactly<CouncilFormatException>(() => council.ToJson()).Path);
    }

    [TestMethod]
    public void ToJson_RoundsWrappedWithoutEnd_SaysWhere()
    {
        var round = Enumerable.Range(0, 100_000).Aggregate(new RoundSpec { Type = RoundTypes.Vote }, static (inner, _) => new() { Type = RoundTypes.Iterate, Wrap = inner });

        Assert.AreEqual("rounds[0]", Assert.ThrowsExactly<CouncilFormatException>(() => DynamicCouncil.Create("c").WithRound(round).ToJson()).Path);
    }

    [TestMethod]
    public void ToJson_KnownKeysAmongTheKeptOnes_AreWrittenOnceAndStayInPlace()
    {
        var council = DynamicCouncil.Create("c")
            .WithMember(new MemberSpec { Id = "ada", Model = "m", Unknown = new JsonObject { ["x"] = 1, ["model"] = "other", ["seed"] = 5, ["id"] = "eve" } })
            .WithRound(new() { Type = RoundTypes.Vote, Unknown = new JsonObject { ["type"] = "x" }, Extra = new JsonObject { ["x"] = 1, ["wrap"] = "vote", ["seed"] = 2 } });

        var json = council.ToJson();

        AssertJson("""{"schema_version":1,"id":"c","members":[{"id":"ada","model":"m","seed":5,"x":1}],"rounds":[{"type":"vote","opts":{"seed":2,"wrap":"vote","x":1}}]}""", json);
        Assert.AreEqual(json, DynamicCouncil.FromJson(json).ToJson());
    }

    private static void AssertComesBack(string compact)
    {
        var council = DynamicCouncil.FromJson(compact);
        var json = council.ToJson();

        AssertJson(compact, json);
        Assert.AreEqual(json, DynamicCouncil.FromJson(json).ToJson());
        Assert.AreEqual(council, DynamicCouncil.FromJson(json));
    }

    // Without the layout; numbers stay as they are spelt.
    private static void AssertJson(string compact, string json)
        => Assert.AreEqual(compact, JsonNode.Parse(json)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}
