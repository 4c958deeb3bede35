namespace Arrea.Dataflow.Councils.Definition;

/// <summary>What can be wrong with a council.</summary>
public static class CouncilProblemCodes
{
    /// <summary>Nobody is asked.</summary>
    public const string NoMembers = "no_members";

    /// <summary>Nothing is asked.</summary>
    public const string NoRounds = "no_rounds";

    /// <summary>Two members, or a member and the chair, have the same id.</summary>
    public const string DuplicateMemberId = "duplicate_member_id";

    /// <summary>A member has no id.</summary>
    public const string BlankMemberId = "blank_member_id";

    /// <summary>There is no round of this type.</summary>
    public const string UnknownRoundType = "unknown_round_type";

    /// <summary>There is no profile of this name.</summary>
    public const string UnknownProfile = "unknown_profile";

    /// <summary>There is no tool of this name.</summary>
    public const string UnknownTool = "unknown_tool";

    /// <summary>There is no schema of this name.</summary>
    public const string UnknownSchema = "unknown_schema";

    /// <summary>There is no router of this name.</summary>
    public const string UnknownRouter = "unknown_router";

    /// <summary>There is no council of this name.</summary>
    public const string UnknownSubCouncil = "unknown_sub_council";

    /// <summary>There is no input mapper of this name.</summary>
    public const string UnknownInputMapper = "unknown_input_mapper";

    /// <summary>There is no provider of this name.</summary>
    public const string UnknownProvider = "unknown_provider";

    /// <summary>Nothing answers for a member: no provider, client, delegate or council.</summary>
    public const string MissingProvider = "missing_provider";

    /// <summary>A provider is named, and none of its models.</summary>
    public const string MissingModel = "missing_model";

    /// <summary>A key of <c>profile_overrides</c> is none of a profile's.</summary>
    public const string UnknownOverrideKey = "unknown_override_key";

    /// <summary>An option, of a profile's or put in its place, has a value that it cannot have.</summary>
    public const string InvalidOverrideValue = "invalid_override_value";

    /// <summary>A schema is named and written out at once.</summary>
    public const string SchemaConflict = "schema_conflict";

    /// <summary>A member must answer by a schema, and may call tools.</summary>
    public const string SchemaAndToolsConflict = "schema_and_tools_conflict";

    /// <summary>A round is the chair's, and there is none.</summary>
    public const string ChairRequired = "chair_required";

    /// <summary>A round judges answers of an earlier one, and comes first.</summary>
    public const string MissingPriorRound = "missing_prior_round";

    /// <summary>A round needs more members than there are.</summary>
    public const string NotEnoughMembers = "not_enough_members";

    /// <summary>A number of repetitions is less than one.</summary>
    public const string InvalidMaxIterations = "invalid_max_iterations";

    /// <summary>A council is, by way of others, a member of itself.</summary>
    public const string SubCouncilCycle = "sub_council_cycle";

    /// <summary>The JSON is of another version.</summary>
    public const string UnsupportedSchemaVersion = "unsupported_schema_version";

    /// <summary>A member answers by code, which JSON cannot hold.</summary>
    public const string InlineFunctionNotSerialisable = "inline_function_not_serialisable";
}
