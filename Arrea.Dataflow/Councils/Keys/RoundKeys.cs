namespace Arrea.Dataflow.Councils.Keys;

/// <summary>The options of a round, in the order in which they are written. <see cref="Wrap"/>, which is a round itself, comes after them.</summary>
internal static class RoundKeys
{
    public const string Wrap = "wrap";
    public const string MaxIterations = "max_iterations";

    private static readonly (TieBreak Value, string Word)[] TieBreaks =
        [(TieBreak.First, "first"), (TieBreak.Alphabetical, "alphabetical"), (TieBreak.Random, "random"), (TieBreak.None, "none")];

    private static readonly (FailureMode Value, string Word)[] FailureModes = [(FailureMode.Continue, "continue"), (FailureMode.FailFast, "fail_fast")];

    public static IReadOnlyList<RoundKey> All { get; } =
    [
        Text("aggregator", static r => r.Aggregator, static (r, v) => r with { Aggregator = v }),
        Word("tie_break", TieBreaks, static r => r.TieBreak == TieBreak.First ? null : r.TieBreak, static (r, v) => r with { TieBreak = v ?? TieBreak.First }),
        Word("failure_mode", FailureModes, static r => r.FailureMode, static (r, v) => r with { FailureMode = v }),
        Text("router", static r => r.Router, static (r, v) => r with { Router = v }),
        Whole("seed", static r => r.Seed, static (r, v) => r with { Seed = v }, static _ => null),
        Whole("quorum", static r => r.Quorum, static (r, v) => r with { Quorum = v }, static v => v > 0 ? null : "must be more than 0"),
        new RoundKey<IReadOnlyList<string>>(
            "options", JsonShape.Texts, static r => r.Options, static (r, v) => r with { Options = v ?? [] },
            static e => [.. e.EnumerateArray().Select(static item => item.GetString()!)], static (json, v) => JsonText.Write(json, v))
        {
            Check = static v => v.All(static option => !string.IsNullOrWhiteSpace(option)) && v.Distinct(StringComparer.Ordinal).Count() == v.Count ? null : "must name each choice once, and none may be blank",
        },
        Text("until_ref", static r => r.UntilRef, static (r, v) => r with { UntilRef = v }),
        Whole(MaxIterations, static r => r.MaxIterations == 3 ? null : r.MaxIterations, static (r, v) => r with { MaxIterations = v ?? 3 }, static v => v > 0 ? null : "must be more than 0"),
        new RoundKey<double?>(
            "threshold", JsonShape.Number, static r => r.Threshold, static (r, v) => r with { Threshold = v },
            static e => JsonNumbers.Real(e), static (json, v) => json.WriteNumberValue(v!.Value))
        {
            Check = static v => double.IsFinite(v!.Value) ? null : "must be a number",
        },
    ];

    private static readonly Dictionary<string, RoundKey> ByName = All.ToDictionary(static key => key.Name);

    public static bool IsKnown(string key) => key == Wrap || ByName.ContainsKey(key);

    public static bool IsSet(RoundSpec round, string key) => key == Wrap ? round.Wrap is not null : ByName.TryGetValue(key, out var known) && known.IsSet(round);

    private static RoundKey<string?> Text(string name, Func<RoundSpec, string?> get, Func<RoundSpec, string?, RoundSpec> set)
        => new(name, JsonShape.Text, get, set, static value => value.GetString(), static (json, value) => json.WriteStringValue(JsonText.Whole(value!)));

    private static RoundKey<int?> Whole(string name, Func<RoundSpec, int?> get, Func<RoundSpec, int?, RoundSpec> set, Func<int, string?> check)
        => new(name, JsonShape.Number, get, set, static value => JsonNumbers.Short(value), static (json, value) => json.WriteNumberValue(value!.Value))
        {
            Check = value => check(value!.Value),
        };

    private static RoundKey<T?> Word<T>(string name, (T Value, string Word)[] words, Func<RoundSpec, T?> get, Func<RoundSpec, T?, RoundSpec> set)
        where T : struct, Enum
        => new(
            name, JsonShape.Text, get, set,
            value => Array.FindIndex(words, entry => value.ValueEquals(entry.Word)) is var at and >= 0 ? words[at].Value : null,
            (json, value) => json.WriteStringValue(WordOf(words, value!.Value)))
        {
            Check = value => Array.Exists(words, entry => entry.Value.Equals(value!.Value)) ? null : $"must be one of {string.Join(", ", words.Select(static entry => entry.Word))}",
        };

    // A value that has no word is one that somebody made of a number. It is written so, for validation to tell of it again.
    private static string WordOf<T>((T Value, string Word)[] words, T value)
        where T : struct, Enum
        => Array.Find(words, entry => entry.Value.Equals(value)).Word ?? value.ToString();
}
