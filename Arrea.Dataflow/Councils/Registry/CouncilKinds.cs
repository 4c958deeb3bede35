using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils.Aggregation;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils.Registry;

/// <summary>The kinds of named things.</summary>
public static class CouncilKinds
{
    /// <summary>Options that members share.</summary>
    public static CouncilKind<MemberProfile> Profile { get; } = new("profile");

    /// <summary>Tools that models may call.</summary>
    public static CouncilKind<AITool> Tool { get; } = new("tool");

    /// <summary>JSON Schemas of answers.</summary>
    public static CouncilKind<JsonObject> Schema { get; } = new("schema");

    /// <summary>Who takes part in a round: the ids of members, out of those that could.</summary>
    public static CouncilKind<Func<RoutingRequest, IReadOnlyList<string>>> Router { get; } = new("router");

    /// <summary>Types of rounds of one's own.</summary>
    public static CouncilKind<IRoundDefinition> Round { get; } = new("round");

    /// <summary>Councils that answer in a member's place.</summary>
    public static CouncilKind<CouncilSpec> SubCouncil { get; } = new("sub_council");

    /// <summary>Makes the input of a sub-council of that of the council.</summary>
    public static CouncilKind<Func<string, string>> InputMapper { get; } = new("input_mapper");

    /// <summary>Councils by name. Members may name these too as their sub-council.</summary>
    public static CouncilKind<CouncilSpec> Council { get; } = new("council");

    /// <summary>Providers: the client of a model, by the model's name. Asked for each call.</summary>
    public static CouncilKind<Func<string, IChatClient>> Provider { get; } = new("provider");

    /// <summary>Aggregators beside those that are built in.</summary>
    public static CouncilKind<IAggregator> Aggregator { get; } = new("aggregator");

    /// <summary>What ends a round that repeats: true for enough.</summary>
    public static CouncilKind<Predicate<IterationState>> Until { get; } = new("until");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CouncilKind> All { get; } = Array.AsReadOnly<CouncilKind>([Profile, Tool, Schema, Router, Round, SubCouncil, InputMapper, Council, Provider, Aggregator, Until]);
}
