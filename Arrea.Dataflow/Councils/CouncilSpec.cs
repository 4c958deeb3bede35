namespace Arrea.Dataflow.Councils;

/// <summary>What a council is: who is asked, in which rounds, and who writes the answer. Immutable. What is wrong with it, validation says, not the setter.</summary>
public sealed record CouncilSpec
{
    /// <summary>Its name in events, results and the registry. A dynamic council is <c>dynamic:&lt;id&gt;</c>.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people; null (default) for none.</summary>
    public string? Name { get; init; }

    /// <summary>Who is asked, in the order in which they are shown. Ids are unique.</summary>
    public IReadOnlyList<MemberSpec> Members { get; init; } = [];

    /// <summary>The rounds, in their order, the chair's not among them.</summary>
    public IReadOnlyList<RoundSpec> Rounds { get; init; } = [];

    /// <summary>Who writes the final answer in a last round of its own; null (default) for nobody.</summary>
    public MemberSpec? Chair { get; init; }

    /// <summary>The profile of members that name none; null (default) for the application's.</summary>
    public string? DefaultProfile { get; init; }

    /// <summary>The router that chooses who takes part in each round; null (default) for all.</summary>
    public string? Router { get; init; }

    /// <summary>Tools that all members have, by name. Default: none.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];
}
