using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Definition;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Councils.Definition;

/// <summary>Councils by chance: some valid, many not, with the names that break things.</summary>
internal sealed class RandomCouncil(Random random)
{
    public static readonly string[] Names =
    [
        "", " ", "ada", "bob", "chair", "id", "type", "retry", "openai", "é", "日本", "👍", "\uD83D", "\uDC4D", "\"]; evil", "<script>", "\u202Eevil", "line\nbreak", "\0", "\uFEFF", "a.b[0]", "{{input}}", "max", "quorum", "wrap",
    ];

    private static readonly string[] Types =
    [
        RoundTypes.IndependentAnalysis, RoundTypes.PeerReview, RoundTypes.AnonymizedPeerReview, RoundTypes.Critique, RoundTypes.Ranking, RoundTypes.Vote,
        RoundTypes.Iterate, RoundTypes.PairwiseElimination, RoundTypes.Debate, RoundTypes.Synthesis, RoundTypes.WeightedSynthesis, "my_round", "",
    ];

    public DynamicCouncil Next()
    {
        var council = DynamicCouncil.Create("c" + Name())
            .WithName(Maybe(Name))
            .WithMembers(Several(Member))
            .WithChair(Maybe(Member))
            .WithDefaultProfile(Maybe(Name))
            .WithRouter(Maybe(Name))
            .WithTools(Several(Name))
            .WithMetadata(Maybe(() => Tree(0)));
        return Several(() => Round(0)).Aggregate(council, static (made, round) => made.WithRound(round));
    }

    public MemberSpec Member() => new()
    {
        Id = Name(),
        Role = Maybe(Name),
        SystemPrompt = Maybe(Name),
        Provider = Maybe(Name),
        Model = Maybe(Name),
        Temperature = MaybeNumber(() => Number()),
        MaxTokens = MaybeNumber(() => random.Next(-5, int.MaxValue)),
        TopP = MaybeNumber(() => random.NextDouble()),
        Stop = Several(Name),
        Seed = MaybeNumber(() => random.NextInt64(long.MinValue, long.MaxValue)),
        ReasoningEffort = Maybe(Name),
        Stream = MaybeNumber(() => random.Next(2) == 0),
        Tools = Several(Name),
        ToolChoice = Maybe(Name),
        Profile = Maybe(Name),
        ProfileOverrides = Maybe(() => Tree(0)),
        OutputSchema = Maybe(Name),
        OutputSchemaInline = Maybe(() => Tree(0)),
        SubCouncil = Maybe(Name),
        InputMapper = Maybe(Name),
        Weight = random.Next(2) == 0 ? 1 : Number(),
        Confidence = Maybe(Name),
        Retry = Maybe(() => new MemberRetry { MaxAttempts = random.Next(1, 101), BaseDelay = TimeSpan.FromTicks(random.NextInt64(0, TimeSpan.TicksPerHour)) }),
        Timeout = MaybeNumber(() => TimeSpan.FromTicks(random.NextInt64(long.MinValue, long.MaxValue))),
        Extra = Maybe(() => Tree(0)),
        Unknown = Maybe(() => Kept(0)),
    };

    public RoundSpec Round(int depth) => new()
    {
        Type = random.In(Types),
        Aggregator = Maybe(Name),
        TieBreak = (TieBreak)random.Next(4),
        FailureMode = MaybeNumber(() => (FailureMode)random.Next(2)),
        Router = Maybe(Name),
        Seed = MaybeNumber(() => random.Next()),
        Quorum = MaybeNumber(() => random.Next(-1, 5)),
        Options = Several(Name),
        Wrap = depth < 3 ? Maybe(() => Round(depth + 1)) : null,
        UntilRef = Maybe(Name),
        MaxIterations = random.Next(3) == 0 ? random.Next(-2, 9) : 3,
        Threshold = MaybeNumber(() => Number()),
        Extra = Maybe(() => Kept(0)),
        Unknown = Maybe(() => Kept(0)),
    };

    public string Name() => random.In(Names);

    private double Number() => random.In([0, -1, 0.1, 1e-300, 1e300, Math.PI, random.NextDouble() * 3]);

    // Keys that are not known: what a known key must be, is the business of other tests.
    private JsonObject Kept(int depth) => new(Several(() => random.Next(1000)).Distinct().Select(number => KeyValuePair.Create($"x{number}{random.In(["", "é", "\""])}", Node(depth + 1))));

    private JsonObject Tree(int depth) => new(Several(() => random.In(["temperature", "model", "a", "é", "b", "tools", "stop", "x\ny"])).Distinct().Select(key => KeyValuePair.Create(key, Node(depth + 1))));

    private JsonNode? Node(int depth) => random.Next(depth > 3 ? 6 : 8) switch
    {
        0 => null,
        1 => JsonValue.Create(Name()),
        2 => JsonValue.Create(Number()),
        3 => JsonValue.Create(random.Next(2) == 0),
        4 => JsonValue.Create(random.NextInt64()),
        5 => JsonNode.Parse(random.In(["1.0", "1e5", "-0", "1E+2", "123456789012345678901234567890", "\"\\u00e9\\/\""])),
        6 => Tree(depth),
        _ => new JsonArray([.. Several(() => Node(depth + 1))]),
    };

    private T? Maybe<T>(Func<T> make)
        where T : class
        => random.Next(3) == 0 ? make() : null;

    private T? MaybeNumber<T>(Func<T> make)
        where T : struct
        => random.Next(3) == 0 ? make() : null;

    private List<T> Several<T>(Func<T> make) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => make())];
}
