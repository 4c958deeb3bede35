using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Registry;

/// <summary>Options that members share by its name. Immutable. What is left out, the model or the run decides.</summary>
/// <remarks>
/// <para>One profile is picked: the member's, else the council's default, else the registry's. Its options are then replaced one by one:</para>
/// <list type="table">
/// <listheader><term>Option</term><description>Comes from</description></listheader>
/// <item><term>Written at the member</term><description>The member.</description></item>
/// <item><term>Else in its <c>profile_overrides</c></term><description>There; <c>null</c> takes the profile's away.</description></item>
/// <item><term>Else</term><description>The profile.</description></item>
/// </list>
/// </remarks>
public sealed record MemberProfile
{
    /// <summary>What members are told before everything else. As <see cref="MemberSpec.SystemPrompt"/>.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>The provider, by name.</summary>
    public string? Provider { get; init; }

    /// <summary>The model, as the provider calls it.</summary>
    public string? Model { get; init; }

    /// <summary>How freely it chooses words. Range: 0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>The most tokens of one answer. More than 0.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The part of the probability that it chooses from. Range: 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Texts that end an answer. Default: none.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Makes a model that knows seeds answer alike.</summary>
    public long? Seed { get; init; }

    /// <summary>How much a reasoning model thinks, in the provider's own words.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Whether answers come in pieces.</summary>
    public bool? Stream { get; init; }

    /// <summary>Tools, by name. Default: none.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Whether a tool must be called. As <see cref="MemberSpec.ToolChoice"/>.</summary>
    public string? ToolChoice { get; init; }

    /// <summary>The schema of answers, by name.</summary>
    public string? OutputSchema { get; init; }

    /// <summary>The same, written out. Not both.</summary>
    public JsonObject? OutputSchemaInline { get; init; }

    /// <summary>How sure a member is, is found by <c>self_report</c> or <c>logprobs</c>; <c>none</c> for not at all.</summary>
    public string? Confidence { get; init; }

    /// <summary>How often a member is asked again.</summary>
    public MemberRetry? Retry { get; init; }

    /// <summary>How long a member may take, all attempts together. More than zero.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>More for the provider, in its own words.</summary>
    public JsonObject? Extra { get; init; }

    /// <summary>Provider and model. Prompts may hold secrets.</summary>
    public override string ToString() => $"{Provider}:{Model}";

    /// <summary>A member that says the same, for the merging of the two.</summary>
    internal MemberSpec AsMember() => new()
    {
        Id = "",
        SystemPrompt = SystemPrompt,
        Provider = Provider,
        Model = Model,
        Temperature = Temperature,
        MaxTokens = MaxTokens,
        TopP = TopP,
        Stop = Stop,
        Seed = Seed,
        ReasoningEffort = ReasoningEffort,
        Stream = Stream,
        Tools = Tools,
        ToolChoice = ToolChoice,
        OutputSchema = OutputSchema,
        OutputSchemaInline = OutputSchemaInline,
        Confidence = Confidence,
        Retry = Retry,
        Timeout = Timeout,
        Extra = Extra,
    };
}
