using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils.Definition.Json;
using Arrea.Dataflow.Councils.Keys;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Definition;

/// <summary>A council that is made while the program runs: step by step, or of JSON. An immutable value: each step gives a new one.</summary>
/// <remarks>
/// <para>Two are equal when their JSON is, and the clients and delegates of their members are the same.</para>
/// <para>JSON objects that are handed in are copied. Those that are handed out belong to the council: do not change them.</para>
/// </remarks>
/// <example>
/// <code>
/// var council = DynamicCouncil.Create("review")
///     .WithMember("ada", "openai", "a-model")
///     .WithMember("bob", "anthropic", "another")
///     .WithRounds(RoundTypes.IndependentAnalysis, RoundTypes.PeerReview)
///     .WithChair("chair", "openai", "a-model");
/// </code>
/// </example>
public sealed partial class DynamicCouncil : IEquatable<DynamicCouncil>
{
    /// <summary>The version of the JSON that is written: 1.</summary>
    public const int CurrentSchemaVersion = 1;

    internal DynamicCouncil(string id) => Id = id;

    private DynamicCouncil(DynamicCouncil other)
    {
        (Id, Name, SchemaVersion) = (other.Id, other.Name, other.SchemaVersion);
        (Members, Rounds, Chair) = (other.Members, other.Rounds, other.Chair);
        (DefaultProfile, Router, Tools) = (other.DefaultProfile, other.Router, other.Tools);
        (Metadata, Unknown) = (other.Metadata, other.Unknown);
    }

    /// <summary>The version of the JSON it was read from, else <see cref="CurrentSchemaVersion"/>. Validation refuses any other.</summary>
    public int SchemaVersion { get; internal init; } = CurrentSchemaVersion;

    /// <summary>Its name in events and results, behind <c>dynamic:</c>.</summary>
    public string Id { get; }

    /// <summary>A name for people; null for none.</summary>
    public string? Name { get; internal init; }

    /// <summary>Who is asked, in order.</summary>
    public IReadOnlyList<MemberSpec> Members { get; internal init; } = [];

    /// <summary>What is asked, in order. The chair's round follows by itself unless the last one is a synthesis.</summary>
    public IReadOnlyList<RoundSpec> Rounds { get; internal init; } = [];

    /// <summary>Who writes the final answer; null for nobody.</summary>
    public MemberSpec? Chair { get; internal init; }

    /// <summary>The profile of members that name none; null for the application's.</summary>
    public string? DefaultProfile { get; internal init; }

    /// <summary>The router that chooses who takes part in each round; null for all.</summary>
    public string? Router { get; internal init; }

    /// <summary>Tools that all members have, by name.</summary>
    public IReadOnlyList<string> Tools { get; internal init; } = [];

    /// <summary>Whatever you want to keep with it. Means nothing here; null for nothing.</summary>
    public JsonObject? Metadata { get; internal init; }

    /// <summary>Keys of its JSON that mean nothing here; they are written again. Null for none.</summary>
    public JsonObject? Unknown { get; internal init; }

    /// <summary>Reads a council. What is well-formed and wrong, <see cref="Validate()"/> tells.</summary>
    /// <param name="json">The text. Keys that mean nothing here are kept.</param>
    /// <returns>The council.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="CouncilFormatException">The text is no JSON, a value has the wrong type, a key is there twice, or the council has no id. The error names path and line.</exception>
    public static DynamicCouncil FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CouncilJson.Read(json);
    }

    /// <summary>Writes the council: keys in a fixed order, unknown ones after the known, values that are the default left out. Reading and writing again gives the same text.</summary>
    /// <returns>The JSON, indented, without a line break at its end.</returns>
    /// <exception cref="CouncilFormatException">A member answers by code (<c>inline_function_not_serialisable</c>), or holds what JSON cannot. <see cref="CouncilFormatException.Problems"/> names them.</exception>
    public string ToJson()
    {
        var problems = CodeProblems();
        if (problems.Count > 0)
        {
            throw new CouncilFormatException(problems);
        }

        // What is written is read back: so it can be, and a key that a program has kept twice over is in its own place.
        return CouncilJson.Write(CouncilJson.Read(CouncilJson.Write(this)));
    }

    /// <summary>What a run is made of. Its id is <c>dynamic:</c> and this id.</summary>
    /// <returns>The specification.</returns>
    public CouncilSpec ToSpec() => new()
    {
        Id = "dynamic:" + Id,
        Name = Name,
        Members = Members,
        Rounds = Rounds,
        Chair = Chair,
        DefaultProfile = DefaultProfile,
        Router = Router,
        Tools = Tools,
    };

    /// <summary>Everything that is wrong with it where nothing is registered: no profile, no tool, no provider.</summary>
    /// <returns>The problems, in the order of the JSON; none when it can be started.</returns>
    public IReadOnlyList<CouncilProblem> Validate() => Validate(new CouncilRegistry());

    /// <summary>Everything that is wrong with it.</summary>
    /// <param name="registry">The things that it may name.</param>
    /// <returns>The problems, in the order of the JSON; none when it can be started.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="registry"/> is null.</exception>
    public IReadOnlyList<CouncilProblem> Validate(CouncilRegistry registry)
    {
        var problems = CouncilValidation.Validate(ToSpec(), registry);
        return SchemaVersion == CurrentSchemaVersion
            ? problems
            : [new("schema_version", CouncilProblemCodes.UnsupportedSchemaVersion, $"It is {SchemaVersion}, and this library reads version {CurrentSchemaVersion}. Write the council anew, or use a library that knows its version."), .. problems];
    }

    /// <summary>Whether another council is the same.</summary>
    /// <param name="other">The other; null is not.</param>
    /// <returns>True when their JSON is the same, and so are the clients and delegates of their members.</returns>
    public bool Equals(DynamicCouncil? other)
        => other is not null && (ReferenceEquals(this, other) || (Code().SequenceEqual(other.Code()) && Text() is { } text && text == other.Text()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DynamicCouncil);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(JsonText.Whole(Id), Members.Count, Rounds.Count);

    /// <summary>The id alone. Prompts may hold secrets.</summary>
    public override string ToString() => "dynamic:" + Id;

    // What cannot be written is equal to itself alone.
    private string? Text()
    {
        try
        {
            return CouncilJson.Write(this);
        }
        catch (CouncilFormatException)
        {
            return null;
        }
    }

    private IEnumerable<(object? Client, object? Answer)> Code()
        => (Chair is null ? Members : [.. Members, Chair]).Select(static member => ((object?)member.Client, (object?)member.Answer));

    private List<CouncilProblem> CodeProblems()
        => [.. Members.Select(static (member, index) => (Member: member, Path: $"members[{index}]"))
            .Concat(Chair is null ? [] : [(Chair, "chair")])
            .Where(static found => found.Member.Client is not null || found.Member.Answer is not null)
            .Select(static found => new CouncilProblem(
                found.Path,
                CouncilProblemCodes.InlineFunctionNotSerialisable,
                $"It answers by {(found.Member.Client is null ? "a delegate" : "a client")} of the program, which JSON cannot hold. Name a provider and a model, or a sub-council, instead."))];
}
