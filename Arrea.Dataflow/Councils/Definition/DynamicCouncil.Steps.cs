using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Definition;

/// <content>The steps in which one is made.</content>
public sealed partial class DynamicCouncil
{
    /// <summary>A council without members and rounds.</summary>
    /// <param name="id">Its id. Not blank.</param>
    /// <returns>The council.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is blank.</exception>
    public static DynamicCouncil Create(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new(id);
    }

    /// <summary>With a name for people.</summary>
    /// <param name="name">The name; null for none.</param>
    /// <returns>The new council.</returns>
    public DynamicCouncil WithName(string? name) => new(this) { Name = name };

    /// <summary>With one more member: a model of a provider.</summary>
    /// <param name="id">The member's id.</param>
    /// <param name="provider">The provider, by name.</param>
    /// <param name="model">The model, as the provider calls it.</param>
    /// <returns>The new council.</returns>
    public DynamicCouncil WithMember(string id, string provider, string model) => WithMembers(new MemberSpec { Id = id, Provider = provider, Model = model });

    /// <summary>With one more member.</summary>
    /// <param name="member">The member.</param>
    /// <returns>The new council.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="member"/> is null.</exception>
    public DynamicCouncil WithMember(MemberSpec member) => WithMembers(member);

    /// <summary>With more members.</summary>
    /// <param name="members">The members, after those that are there.</param>
    /// <returns>The new council.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="members"/> or one of them is null.</exception>
    public DynamicCouncil WithMembers(params IEnumerable<MemberSpec> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return new(this) { Members = [.. Members, .. members.Select(Copy)] };
    }

    /// <summary>With one more round.</summary>
    /// <param name="round">The round.</param>
    /// <returns>The new council.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="round"/> is null.</exception>
    public DynamicCouncil WithRound(RoundSpec round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return new(this) { Rounds = [.. Rounds, Copy(round)] };
    }

    /// <summary>With more rounds, without options.</summary>
    /// <param name="types">Their types: of <see cref="RoundTypes"/>, or of the registry.</param>
    /// <returns>The new council.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="types"/> or one of them is null.</exception>
    public DynamicCouncil WithRounds(params IEnumerable<string> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        return new(this)
        {
            Rounds = [.. Rounds, .. types.Select(static type =>
            {
                ArgumentNullException.ThrowIfNull(type, nameof(types));
                return new RoundSpec { Type = type };
            })],
        };
    }

    /// <summary>With a chair: a model of a provider.</summary>
    /// <param name="id">The chair's id; no member's.</param>
    /// <param name="provider">The provider, by name.</param>
    /// <param name="model">The model, as the provider calls it.</param>
    /// <returns>The new council.</returns>
    public DynamicCouncil WithChair(string id, string provider, string model) => WithChair(new MemberSpec { Id = id, Provider = provider, Model = model });

    /// <summary>With a chair.</summary>
    /// <param name="chair">The chair; null for none.</param>
    /// <returns>The new council.</returns>
    public DynamicCouncil WithChair(MemberSpec? chair) => new(this) { Chair = chair is null ? null : Copy(chair) };

    /// <summary>With a profile for members that name none.</summary>
    /// <param name="profile">Its name; null for none.</param>
    /// <returns>The new council.</returns>
    public DynamicCouncil WithDefaultProfile(string? profile) => new(this) { DefaultProfile = profile };

    /// <summary>With a router.</summary>
    /// <param name="router">Its name; null for none.</param>
    /// <returns>The new council.</returns>
    public DynamicCouncil WithRouter(string? router) => new(this) { Router = router };

    /// <summary>With tools for all members, in place of those that were there.</summary>
    /// <param name="tools">Their names.</param>
    /// <returns>The new council.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tools"/> is null.</exception>
    public DynamicCouncil WithTools(params IEnumerable<string> tools) => new(this) { Tools = [.. tools ?? throw new ArgumentNullException(nameof(tools))] };

    /// <summary>With something to keep, in place of what was there.</summary>
    /// <param name="metadata">What to keep; null for nothing.</param>
    /// <returns>The new council.</returns>
    public DynamicCouncil WithMetadata(JsonObject? metadata) => new(this) { Metadata = Copy(metadata) };

    private static MemberSpec Copy(MemberSpec member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member with
        {
            Stop = [.. member.Stop],
            Tools = [.. member.Tools],
            ProfileOverrides = Copy(member.ProfileOverrides),
            OutputSchemaInline = Copy(member.OutputSchemaInline),
            Extra = Copy(member.Extra),
            Unknown = Copy(member.Unknown),
        };
    }

    private static RoundSpec Copy(RoundSpec round)
    {
        // A chain of rounds in rounds may be longer than a stack is deep.
        var chain = new Stack<RoundSpec>();
        for (var inner = round; inner is not null; inner = inner.Wrap)
        {
            chain.Push(inner);
        }

        return chain.Aggregate((RoundSpec?)null, static (inner, outer) => outer with { Wrap = inner, Options = [.. outer.Options], Extra = Copy(outer.Extra), Unknown = Copy(outer.Unknown) })!;
    }

    private static JsonObject? Copy(JsonObject? tree) => (JsonObject?)tree?.DeepClone();
}
