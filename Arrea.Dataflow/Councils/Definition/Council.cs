using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Definition;

/// <summary>A council that is written in C#: derive from it, and say who is asked what. Compiles to the same <see cref="CouncilSpec"/> as a <see cref="DynamicCouncil"/>.</summary>
/// <example>
/// <code>
/// public sealed class Review : Council
/// {
///     public override IReadOnlyList&lt;MemberSpec> Members { get; } = [new() { Id = "ada", Profile = "careful" }, new() { Id = "bob", Profile = "bold" }];
///     public override IReadOnlyList&lt;RoundSpec> Rounds { get; } = [new() { Type = RoundTypes.IndependentAnalysis }, new() { Type = RoundTypes.PeerReview }];
/// }
/// </code>
/// </example>
public abstract class Council
{
    /// <summary>Its name in events and results. Default: the name of the type.</summary>
    public virtual string Id => GetType().Name;

    /// <summary>A name for people; null (default) for none.</summary>
    public virtual string? Name => null;

    /// <summary>Who is asked, in order.</summary>
    public abstract IReadOnlyList<MemberSpec> Members { get; }

    /// <summary>What is asked, in order. The chair's round follows by itself unless the last one is a synthesis.</summary>
    public abstract IReadOnlyList<RoundSpec> Rounds { get; }

    /// <summary>Who writes the final answer; null (default) for nobody.</summary>
    public virtual MemberSpec? Chair => null;

    /// <summary>The profile of members that name none; null (default) for the application's.</summary>
    public virtual string? DefaultProfile => null;

    /// <summary>The router that chooses who takes part in each round; null (default) for all.</summary>
    public virtual string? Router => null;

    /// <summary>Tools that all members have, by name. Default: none.</summary>
    public virtual IReadOnlyList<string> Tools => [];

    /// <summary>What a run is made of.</summary>
    /// <returns>The specification. What the properties say later does not change it.</returns>
    public CouncilSpec ToSpec() => new()
    {
        Id = Id,
        Name = Name,
        Members = [.. Members],
        Rounds = [.. Rounds],
        Chair = Chair,
        DefaultProfile = DefaultProfile,
        Router = Router,
        Tools = [.. Tools],
    };

    /// <summary>Everything that is wrong with it where nothing is registered: no profile, no tool, no provider.</summary>
    /// <returns>The problems; none when it can be started.</returns>
    public IReadOnlyList<CouncilProblem> Validate() => Validate(new CouncilRegistry());

    /// <summary>Everything that is wrong with it.</summary>
    /// <param name="registry">The things that it may name.</param>
    /// <returns>The problems; none when it can be started.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="registry"/> is null.</exception>
    public IReadOnlyList<CouncilProblem> Validate(CouncilRegistry registry) => CouncilValidation.Validate(ToSpec(), registry);
}
