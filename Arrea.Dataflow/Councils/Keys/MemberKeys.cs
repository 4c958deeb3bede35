using System.Text.Json;
using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Keys;

/// <summary>The keys of a member, in the order in which they are written. <c>id</c> comes before them all.</summary>
internal static class MemberKeys
{
    public const string Id = "id";
    public const string Schema = "output_schema";
    public const string SchemaInline = "output_schema_inline";

    public static IReadOnlyList<MemberKey> All { get; } =
    [
        Text("role", static m => m.Role, static (m, v) => m with { Role = v }, inProfile: false),
        Text("system_prompt", static m => m.SystemPrompt, static (m, v) => m with { SystemPrompt = v }),
        Text("provider", static m => m.Provider, static (m, v) => m with { Provider = v }),
        Text("model", static m => m.Model, static (m, v) => m with { Model = v }),
        Number("temperature", static m => m.Temperature, static (m, v) => m with { Temperature = v }, static v => v is >= 0 and <= 2, "from 0 to 2"),
        new MemberKey<int?>("max_tokens", JsonShape.Number, static m => m.MaxTokens, static (m, v) => m with { MaxTokens = v }, static e => JsonNumbers.Short(e), static (json, v) => json.WriteNumberValue(v!.Value))
        {
            Check = static v => v > 0 ? null : "must be more than 0",
        },
        new MemberKey<bool?>("stream", JsonShape.Switch, static m => m.Stream, static (m, v) => m with { Stream = v }, static e => e.GetBoolean(), static (json, v) => json.WriteBooleanValue(v!.Value)),
        Texts("tools", static m => m.Tools, static (m, v) => m with { Tools = v ?? [] }),
        Text("profile", static m => m.Profile, static (m, v) => m with { Profile = v }, inProfile: false),
        Tree("profile_overrides", static m => m.ProfileOverrides, static (m, v) => m with { ProfileOverrides = v }, inProfile: false),
        Text(Schema, static m => m.OutputSchema, static (m, v) => m with { OutputSchema = v }, group: "schema"),
        Tree(SchemaInline, static m => m.OutputSchemaInline, static (m, v) => m with { OutputSchemaInline = v }, group: "schema"),
        Text("sub_council", static m => m.SubCouncil, static (m, v) => m with { SubCouncil = v }, inProfile: false),
        Text("input_mapper", static m => m.InputMapper, static (m, v) => m with { InputMapper = v }, inProfile: false),
        Number(
            "weight", static m => m.Weight == 1 ? null : m.Weight, static (m, v) => m with { Weight = v ?? 1 },
            static v => v > 0 && double.IsFinite(v), "more than 0", inProfile: false),
        new MemberKey<string?>("confidence", JsonShape.Text, static m => m.Confidence, static (m, v) => m with { Confidence = v }, static e => e.GetString(), WriteText)
        {
            Check = static v => v is "self_report" or "logprobs" or "none" ? null : "must be self_report, logprobs or none",
        },
        new MemberKey<MemberRetry?>("retry", JsonShape.Object, static m => m.Retry, static (m, v) => m with { Retry = v }, RetryKey.Read, RetryKey.Write),
        new MemberKey<TimeSpan?>(
            "timeout_ms", JsonShape.Number, static m => m.Timeout, static (m, v) => m with { Timeout = v },
            static e => JsonNumbers.Milliseconds(e), static (json, v) => json.WriteNumberValue(JsonNumbers.Milliseconds(v!.Value)))
        {
            Check = static v => v > TimeSpan.Zero ? null : "must be more than 0",
        },
        Number("top_p", static m => m.TopP, static (m, v) => m with { TopP = v }, static v => v is >= 0 and <= 1, "from 0 to 1"),
        Texts("stop", static m => m.Stop, static (m, v) => m with { Stop = v ?? [] }),
        new MemberKey<long?>("seed", JsonShape.Number, static m => m.Seed, static (m, v) => m with { Seed = v }, static e => JsonNumbers.Whole(e), static (json, v) => json.WriteNumberValue(v!.Value)),
        Text("reasoning_effort", static m => m.ReasoningEffort, static (m, v) => m with { ReasoningEffort = v }),
        Text("tool_choice", static m => m.ToolChoice, static (m, v) => m with { ToolChoice = v }),
        Tree("extra", static m => m.Extra, static (m, v) => m with { Extra = v }),
    ];

    /// <summary>Those that a profile has too.</summary>
    public static IReadOnlyList<MemberKey> OfProfile { get; } = [.. All.Where(static key => key.InProfile)];

    private static readonly IReadOnlyDictionary<string, MemberKey> ByName = All.ToDictionary(static key => key.Name);

    public static MemberKey? Find(string name) => ByName.GetValueOrDefault(name);

    private static MemberKey<string?> Text(string name, Func<MemberSpec, string?> get, Func<MemberSpec, string?, MemberSpec> set, bool inProfile = true, string? group = null)
        => new(name, JsonShape.Text, get, set, static value => value.GetString(), WriteText) { InProfile = inProfile, Group = group };

    private static MemberKey<double?> Number(
        string name, Func<MemberSpec, double?> get, Func<MemberSpec, double?, MemberSpec> set, Func<double, bool> isRight, string range, bool inProfile = true)
        => new(name, JsonShape.Number, get, set, static value => JsonNumbers.Real(value), static (json, value) => json.WriteNumberValue(value!.Value))
        {
            InProfile = inProfile,
            Check = value => isRight(value!.Value) ? null : $"must be {range}",
        };

    private static MemberKey<IReadOnlyList<string>?> Texts(string name, Func<MemberSpec, IReadOnlyList<string>?> get, Func<MemberSpec, IReadOnlyList<string>?, MemberSpec> set)
        => new(name, JsonShape.Texts, get, set, static value => [.. value.EnumerateArray().Select(static item => item.GetString()!)], static (json, value) => JsonText.Write(json, value!));

    private static MemberKey<JsonObject?> Tree(
        string name, Func<MemberSpec, JsonObject?> get, Func<MemberSpec, JsonObject?, MemberSpec> set, bool inProfile = true, string? group = null)
        => new(name, JsonShape.Object, get, set, static value => JsonObject.Create(value.Clone()), static (json, value) => JsonText.Write(json, value))
        {
            InProfile = inProfile,
            Group = group,
        };

    private static void WriteText(Utf8JsonWriter json, string? value) => json.WriteStringValue(JsonText.Whole(value!));
}
