using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>A member's options as models take them.</summary>
internal static class TurnOptions
{
    public static ChatOptions Of(MemberSpec member) => new()
    {
        ModelId = member.Model,
        Temperature = (float?)member.Temperature,
        MaxOutputTokens = member.MaxTokens,
        TopP = (float?)member.TopP,
        Seed = member.Seed,
        StopSequences = member.Stop.Count == 0 ? null : [.. member.Stop],
        AdditionalProperties = MoreOf(member),
    };

    private static AdditionalPropertiesDictionary? MoreOf(MemberSpec member)
    {
        if (member.Extra is null && member.ReasoningEffort is null)
        {
            return null;
        }

        var more = new AdditionalPropertiesDictionary();
        foreach (var (name, value) in member.Extra ?? [])
        {
            more[name] = value?.DeepClone();
        }

        if (member.ReasoningEffort is { } effort)
        {
            more["reasoning_effort"] = effort;
        }

        return more;
    }
}
