using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils;

/// <summary>One who is asked: a language model, a delegate, or a council. Immutable.</summary>
/// <remarks>What a member leaves out, its profile says; then the council's, then the application's. Options written here win over those of the profile, one by one.</remarks>
public sealed record MemberSpec
{
    /// <summary>Its name in the council. Not blank.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, for its own prompt: <c>a sceptical engineer</c>. Null (default) for nothing.</summary>
    public string? Role { get; init; }

    /// <summary>What it is told before everything else: a template over the input, <c>{{name}}</c> for a field of it, <c>{{input}}</c> for all. Null (default) for nothing.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>The provider of the model, by id; null (default) for the profile's.</summary>
    public string? Provider { get; init; }

    /// <summary>The model's name at the provider; null (default) for the profile's.</summary>
    public string? Model { get; init; }

    /// <summary>How freely it chooses words. Range: 0 to 2. Null (default) for the model's own.</summary>
    public double? Temperature { get; init; }

    /// <summary>The most tokens of one answer. More than 0; null (default) for the model's own.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The part of the probability that it chooses from. Range: 0 to 1. Null (default) for the model's own.</summary>
    public double? TopP { get; init; }

    /// <summary>Texts that end an answer. Default: none.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Makes a model that knows seeds answer alike; null (default) for none.</summary>
    public long? Seed { get; init; }

    /// <summary>How much a reasoning model thinks, in the provider's own words; null (default) for the model's own.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Whether the answer comes in pieces, told as events; null (default) for no.</summary>
    public bool? Stream { get; init; }

    /// <summary>Tools it may call, by name, besides the council's. Default: none.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Whether it must call a tool: <c>auto</c>, <c>none</c>, <c>required</c>, or the name of one; null (default) for <c>auto</c>.</summary>
    public string? ToolChoice { get; init; }

    /// <summary>The profile it takes the rest from; null (default) for the council's.</summary>
    public string? Profile { get; init; }

    /// <summary>Options of the profile that are otherwise for this member. Default: none.</summary>
    public JsonObject? ProfileOverrides { get; init; }

    /// <summary>The schema of its answers in the first round, by name; null (default) for free text.</summary>
    public string? OutputSchema { get; init; }

    /// <summary>The same, written out as JSON Schema. Not both.</summary>
    public JsonObject? OutputSchemaInline { get; init; }

    /// <summary>The council that answers in its place, by name; null (default) for none.</summary>
    public string? SubCouncil { get; init; }

    /// <summary>What makes the sub-council's input of this council's, by name; null (default) for the input itself.</summary>
    public string? InputMapper { get; init; }

    /// <summary>What its ballot counts in weighted aggregates. More than 0. Default: 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>How sure it is, is found by <c>self_report</c> or <c>logprobs</c>; <c>none</c> or null (default) for not at all.</summary>
    public string? Confidence { get; init; }

    /// <summary>How often it is asked again after a passing failure; null (default) for what the run says.</summary>
    public MemberRetry? Retry { get; init; }

    /// <summary>How long it may take, all attempts together. More than zero; null (default) for what the run says.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>More for the provider, in its own words. Default: nothing.</summary>
    public JsonObject? Extra { get; init; }

    /// <summary>Keys of its JSON that mean nothing here, or hold what cannot be used; kept so that they are written again. Default: none.</summary>
    public JsonObject? Unknown { get; init; }

    /// <summary>The model itself, instead of a provider and a name; null (default) for none. Not in JSON.</summary>
    public IChatClient? Client { get; init; }

    /// <summary>Answers instead of a model; null (default) for none. Not in JSON.</summary>
    public Func<MemberRequest, CancellationToken, ValueTask<string>>? Answer { get; init; }

    /// <summary>The id alone. Prompts may hold secrets.</summary>
    public override string ToString() => Id;
}
