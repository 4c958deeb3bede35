using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Definition;
using Arrea.Dataflow.Councils.Registry;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Councils.Definition;

/// <summary>A row for each thing that can be wrong, with its place.</summary>
[TestClass]
public sealed class CouncilValidationTests
{
    private const string Two = "\"members\":[{\"id\":\"ada\",\"profile\":\"careful\"},{\"id\":\"bob\",\"profile\":\"careful\"}]";
    private const string Ask = "\"rounds\":[\"independent_analysis\"]";

    [TestMethod]
    [DataRow("\"role\":\"r\",\"tool_choice\":\"auto\"", "")]
    [DataRow("\"temperature\":2,\"top_p\":1,\"max_tokens\":1,\"weight\":0.1,\"timeout_ms\":0.0001,\"confidence\":\"none\"", "")]
    [DataRow("\"temperature\":2.1", "temperature invalid_override_value")]
    [DataRow("\"temperature\":-0.1", "temperature invalid_override_value")]
    [DataRow("\"temperature\":1e999", "temperature invalid_override_value")]
    [DataRow("\"top_p\":1.1", "top_p invalid_override_value")]
    [DataRow("\"max_tokens\":0", "max_tokens invalid_override_value")]
    [DataRow("\"max_tokens\":1.5", "max_tokens invalid_override_value")]
    [DataRow("\"weight\":0", "weight invalid_override_value")]
    [DataRow("\"timeout_ms\":0", "timeout_ms invalid_override_value")]
    [DataRow("\"timeout_ms\":1e30", "timeout_ms invalid_override_value")]
    [DataRow("\"confidence\":\"sure\"", "confidence invalid_override_value")]
    [DataRow("\"retry\":{\"max\":0}", "retry invalid_override_value")]
    [DataRow("\"retry\":{\"max\":101}", "retry invalid_override_value")]
    [DataRow("\"retry\":{\"max\":2,\"base_ms\":-1}", "retry invalid_override_value")]
    [DataRow("\"retry\":{\"max\":2,\"jitter\":1}", "")]
    [DataRow("\"profile_overrides\":{\"temperature\":1,\"model\":null}", "profile_overrides.model missing_model")]
    [DataRow("\"profile_overrides\":{\"provider\":null}", "profile_overrides.provider missing_provider")]
    [DataRow("\"profile_overrides\":{\"temprature\":1}", "profile_overrides.temprature unknown_override_key")]
    [DataRow("\"profile_overrides\":{\"weight\":1}", "profile_overrides.weight unknown_override_key")]
    [DataRow("\"profile_overrides\":{\"temperature\":\"hot\"}", "profile_overrides.temperature invalid_override_value")]
    [DataRow("\"profile_overrides\":{\"temperature\":3}", "profile_overrides.temperature invalid_override_value")]
    [DataRow("\"profile_overrides\":{\"retry\":{\"max\":\"two\"}}", "profile_overrides.retry invalid_override_value")]
    [DataRow("\"profile_overrides\":{\"provider\":\"opnai\"}", "profile_overrides.provider unknown_provider")]
    [DataRow("\"provider\":\"opnai\"", "provider unknown_provider")]
    [DataRow("\"provider\":\"\"", "provider missing_provider")]
    [DataRow("\"model\":\" \"", "model missing_model")]
    [DataRow("\"output_schema\":\"answer\"", "")]
    [DataRow("\"output_schema\":\"anwser\"", "output_schema unknown_schema")]
    [DataRow("\"output_schema\":\"answer\",\"output_schema_inline\":{}", "output_schema schema_conflict")]
    [DataRow("\"output_schema\":\"answer\",\"profile_overrides\":{\"output_schema_inline\":{}}", "")]
    [DataRow("\"profile_overrides\":{\"output_schema\":\"answer\",\"output_schema_inline\":{}}", "profile_overrides.output_schema schema_conflict")]
    [DataRow("\"tools\":[\"search\"]", "")]
    [DataRow("\"tools\":[\"search\",\"serach\"]", "tools[1] unknown_tool")]
    [DataRow("\"tools\":[\"search\"],\"tool_choice\":\"search\"", "")]
    [DataRow("\"tool_choice\":\"search\"", "tool_choice unknown_tool")]
    [DataRow("\"tools\":[\"search\"],\"output_schema\":\"answer\"", "output_schema schema_and_tools_conflict")]
    [DataRow("\"tools\":[\"search\"],\"output_schema_inline\":{}", "output_schema_inline schema_and_tools_conflict")]
    [DataRow("\"tools\":[\"search\"],\"output_schema\":\"answer\",\"tool_choice\":\"none\"", "")]
    [DataRow("\"sub_council\":\"others\",\"input_mapper\":\"shorter\"", "")]
    [DataRow("\"sub_council\":\"oters\"", "sub_council unknown_sub_council")]
    [DataRow("\"sub_council\":\"others\",\"input_mapper\":\"longer\"", "input_mapper unknown_input_mapper")]
    public void Validate_KeyOfAMember_TellsWhatIsWrong(string keys, string expected)
    {
        // The chair is a member like any other.
        var problems = Validate("""{"id":"c","members":[{"id":"ada","profile":"careful",""" + keys + "}]," + Ask + ""","chair":{"profile":"careful",""" + keys + "}}");

        Assert.AreEqual(expected.Length == 0 ? "" : $"members[0].{expected}\nchair.{expected}", problems);
    }

    [TestMethod]
    [DataRow("{}", "members[0].id blank_member_id\nmembers[0].provider missing_provider")]
    [DataRow("{\"id\":\" \",\"profile\":\"careful\"}", "members[0].id blank_member_id")]
    [DataRow("{\"id\":\"ada\",\"profile\":\"carful\"}", "members[0].profile unknown_profile")]
    [DataRow("{\"id\":\"ada\"}", "members[0].provider missing_provider")]
    [DataRow("{\"id\":\"ada\",\"provider\":\"openai\"}", "members[0].model missing_model")]
    [DataRow("{\"id\":\"ada\",\"provider\":\"x\"}", "members[0].provider unknown_provider\nmembers[0].model missing_model")]
    [DataRow("{\"id\":\"ada\",\"sub_council\":\"others\"}", "")]
    public void Validate_Member_TellsWhatIsWrong(string member, string expected)
        => Assert.AreEqual(expected, Validate($$"""{"id":"c","members":[{{member}}],{{Ask}}}"""));

    [TestMethod]
    [DataRow("\"independent_analysis\"", "")]
    [DataRow("\"vote\"", "")]
    [DataRow("\"vot\"", "rounds[0] unknown_round_type")]
    [DataRow("{}", "rounds[0] unknown_round_type")]
    [DataRow("\"peer_review\"", "rounds[0] missing_prior_round")]
    [DataRow("\"anonymized_peer_review\"", "rounds[0] missing_prior_round")]
    [DataRow("\"critique\"", "rounds[0] missing_prior_round")]
    [DataRow("\"debate\"", "rounds[0] missing_prior_round")]
    [DataRow("\"pairwise_elimination\"", "rounds[0] missing_prior_round")]
    [DataRow("\"ranking\"", "rounds[0] missing_prior_round")]
    [DataRow("{\"type\":\"ranking\",\"opts\":{\"options\":[\"a\",\"b\"]}}", "")]
    [DataRow("\"independent_analysis\",\"peer_review\",\"critique\",\"ranking\",\"debate\",\"pairwise_elimination\",\"anonymized_peer_review\"", "")]
    [DataRow("\"synthesis\"", "rounds[0] missing_prior_round\nrounds[0] chair_required")]
    [DataRow("\"vote\",\"weighted_synthesis\"", "rounds[1] chair_required")]
    [DataRow("\"iterate\"", "rounds[0].opts.wrap unknown_round_type")]
    [DataRow("{\"type\":\"iterate\",\"opts\":{\"wrap\":\"debate\"}}", "rounds[0].opts.wrap missing_prior_round")]
    [DataRow("{\"type\":\"iterate\",\"opts\":{\"wrap\":\"dbate\"}}", "rounds[0].opts.wrap unknown_round_type")]
    [DataRow("{\"type\":\"iterate\",\"opts\":{\"wrap\":\"vote\",\"max_iterations\":0}}", "rounds[0].opts.max_iterations invalid_max_iterations")]
    [DataRow("{\"type\":\"iterate\",\"opts\":{\"wrap\":\"vote\",\"max_iterations\":1e12}}", "rounds[0].opts.max_iterations invalid_max_iterations")]
    [DataRow("{\"type\":\"iterate\",\"opts\":{\"wrap\":\"vote\",\"until_ref\":\"agreed\"}}", "")]
    [DataRow("{\"type\":\"iterate\",\"opts\":{\"wrap\":\"vote\",\"until_ref\":\"agred\"}}", "rounds[0].opts.until_ref invalid_override_value")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"wrap\":\"vote\"}}", "rounds[0].opts.wrap invalid_override_value")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"quorum\":2}}", "")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"quorum\":3}}", "rounds[0].opts.quorum not_enough_members")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"quorum\":0}}", "rounds[0].opts.quorum invalid_override_value")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"tie_break\":\"mood\"}}", "rounds[0].opts.tie_break invalid_override_value")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"failure_mode\":\"panic\"}}", "rounds[0].opts.failure_mode invalid_override_value")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"aggregator\":\"borda\"}}", "")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"aggregator\":\"bordo\"}}", "rounds[0].opts.aggregator invalid_override_value")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"router\":\"experts\"}}", "")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"router\":\"expert\"}}", "rounds[0].opts.router unknown_router")]
    [DataRow("{\"type\":\"vote\",\"opts\":{\"options\":[\"a\",\"a\"]}}", "rounds[0].opts.options invalid_override_value")]
    public void Validate_Rounds_TellsWhatIsWrong(string rounds, string expected)
        => Assert.AreEqual(expected, Validate($$"""{"id":"c",{{Two}},"rounds":[{{rounds}}]}"""));

    [TestMethod]
    [DataRow("peer_review", true)]
    [DataRow("anonymized_peer_review", true)]
    [DataRow("critique", true)]
    [DataRow("ranking", true)]
    [DataRow("debate", true)]
    [DataRow("pairwise_elimination", true)]
    [DataRow("vote", false)]
    [DataRow("independent_analysis", false)]
    public void Validate_OneMember_IsTooFewForRoundsAboutOthers(string round, bool isTooFew)
        => Assert.AreEqual(
            isTooFew ? "rounds[1] not_enough_members" : "",
            Validate($$"""{"id":"c","members":[{"id":"ada","profile":"careful"}],"rounds":["independent_analysis","{{round}}"]}"""));

    [TestMethod]
    [DataRow("", "members no_members\nrounds no_rounds")]
    [DataRow("\"members\":[]," + Ask, "members no_members")]
    [DataRow(Two, "rounds no_rounds")]
    [DataRow(Two + "," + Ask, "")]
    [DataRow("\"schema_version\":2," + Two + "," + Ask, "schema_version unsupported_schema_version")]
    [DataRow(Two + "," + Ask + ",\"default_profile\":\"carful\"", "default_profile unknown_profile")]
    [DataRow(Two + "," + Ask + ",\"router\":\"expert\"", "router unknown_router")]
    [DataRow(Two + "," + Ask + ",\"tools\":[\"search\",\"find\"]", "tools[1] unknown_tool")]
    [DataRow("\"members\":[{\"id\":\"ada\",\"sub_council\":\"others\"},{\"id\":\"ada\",\"sub_council\":\"others\"}]," + Ask, "members[1].id duplicate_member_id")]
    [DataRow(Two + "," + Ask + ",\"chair\":{\"id\":\"bob\",\"profile\":\"careful\"}", "chair.id duplicate_member_id")]
    [DataRow("\"members\":[{\"id\":\"ada\",\"output_schema\":\"answer\",\"profile\":\"careful\"}]," + Ask + ",\"tools\":[\"search\"]", "members[0].output_schema schema_and_tools_conflict")]
    public void Validate_Council_TellsWhatIsWrong(string keys, string expected)
        => Assert.AreEqual(expected, Validate("{\"id\":\"c\"" + (keys.Length == 0 ? "" : ",") + keys + "}"));

    [TestMethod]
    public void Validate_WithoutARegistry_KnowsNoNames()
        => Assert.AreEqual("members[0].provider unknown_provider", Told(DynamicCouncil.Create("c").WithMember("ada", "openai", "m").WithRounds(RoundTypes.Vote).Validate()));

    [TestMethod]
    public void Validate_WrongProfile_TellsWhereItsValueComesFrom()
    {
        var registry = TestCouncils.Registry().Register(CouncilKinds.Profile, "wild", new() { Provider = "nowhere", Model = "m", Temperature = 9, Tools = ["find", "look"], OutputSchema = "none" });
        var council = DynamicCouncil.Create("c").WithMembers(new MemberSpec { Id = "ada", Profile = "wild" }, new MemberSpec { Id = "bob" }).WithDefaultProfile("wild").WithRounds(RoundTypes.Vote);

        const string wrong = "invalid_override_value unknown_schema unknown_tool unknown_tool schema_and_tools_conflict unknown_provider";

        Assert.AreEqual(
            string.Join('\n', wrong.Split(' ').Select(static code => "members[0].profile " + code).Concat(wrong.Split(' ').Select(static code => "default_profile " + code))),
            Told(council.Validate(registry)));
    }

    [TestMethod]
    public void Validate_DefaultProfileOfTheApplication_CountsLastAndIsLookedAt()
    {
        var registry = TestCouncils.Registry();
        var council = DynamicCouncil.Create("c").WithMembers(new MemberSpec { Id = "ada" }).WithRounds(RoundTypes.Vote);

        registry.DefaultProfile = "careful";
        Assert.IsEmpty(council.Validate(registry));
        registry.DefaultProfile = "gone";
        Assert.AreEqual("default_profile unknown_profile", Told(council.Validate(registry)));
    }

    [TestMethod]
    public void Validate_RoundOfOnesOwn_NeedsWhatItSays()
    {
        var registry = TestCouncils.Registry().Register(CouncilKinds.Round, "duel", new Duel());
        var council = DynamicCouncil.Create("c").WithMembers(TestCouncils.Member("ada")).WithRounds("duel");

        Assert.AreEqual("rounds[0] missing_prior_round\nrounds[0] not_enough_members\nrounds[0] chair_required", Told(council.Validate(registry)));
        Assert.IsEmpty(DynamicCouncil.Create("c").WithMembers("abc".Select(static id => TestCouncils.Member(id.ToString()))).WithRounds("vote", "duel").WithChair(TestCouncils.Member("chair")).Validate(registry));
    }

    [TestMethod]
    public void Validate_Message_SaysWhichNameWasMeantAndWhatToDo()
    {
        var problem = DynamicCouncil.Create("c").WithMembers(new MemberSpec { Id = "ada", Profile = "Carful" }).WithRounds(RoundTypes.Vote).Validate(TestCouncils.Registry())[0];

        Assert.AreEqual("members[0].profile: unknown_profile: There is no profile 'Carful'. Did you mean 'careful'? There are: careful. Register it, or name another.", problem.ToString());
    }

    [TestMethod]
    public async Task Validate_CouncilsByChance_TellsInSentencesAndNeverThrows()
        => await Sequences.RunAsync("validation of councils", random =>
        {
            foreach (var problem in new RandomCouncil(random).Next().Validate(TestCouncils.Registry()))
            {
                Assert.IsTrue(problem.Message.EndsWith('.') && problem.Message.Contains(". ", StringComparison.Ordinal), problem.Message);
                Assert.IsFalse(problem.ToString().Any(static letter => char.IsControl(letter) || letter == '\u202E'), problem.Message);
                Assert.Contains(problem.Code, Codes);
            }

            return Task.CompletedTask;
        });

    [TestMethod]
    public void Validate_ValuesThatOnlyCodeCanMake_AreTold()
    {
        var council = DynamicCouncil.Create("c")
            .WithMember(TestCouncils.Member("ada") with { Temperature = double.NaN, Weight = double.PositiveInfinity, Unknown = new JsonObject { ["seed"] = "x", ["id"] = 1, ["other"] = 2 } })
            .WithRound(new() { Type = RoundTypes.Vote, TieBreak = (TieBreak)9, FailureMode = (FailureMode)9, Threshold = double.NaN });

        Assert.AreEqual(
            "members[0].temperature members[0].weight members[0].seed members[0].id rounds[0].opts.tie_break rounds[0].opts.failure_mode rounds[0].opts.threshold",
            string.Join(' ', council.Validate().Select(static problem => problem.Path)));
    }

    private static readonly HashSet<string> Codes = [.. typeof(CouncilProblemCodes).GetFields().Select(static field => (string)field.GetRawConstantValue()!)];

    private static string Validate(string json) => Told(DynamicCouncil.FromJson(json).Validate(TestCouncils.Registry()));

    private static string Told(IEnumerable<CouncilProblem> problems) => string.Join('\n', problems.Select(static problem => $"{problem.Path} {problem.Code}"));

    private sealed class Duel : IRoundDefinition
    {
        public bool NeedsPriorAnswers => true;

        public bool OptionsWillDo => false;

        public int FewestMembers => 3;

        public bool NeedsChair => true;
    }
}
