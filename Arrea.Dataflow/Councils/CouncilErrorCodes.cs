namespace Arrea.Dataflow.Councils;

/// <summary>The codes of what goes wrong in a run.</summary>
public static class CouncilErrorCodes
{
    /// <summary>A member failed.</summary>
    public const string MemberFailed = "member_failed";

    /// <summary>A member took longer than it may.</summary>
    public const string MemberTimeout = "member_timeout";

    /// <summary>A member's answer was not what the round asks for.</summary>
    public const string InvalidOutput = "invalid_output";

    /// <summary>A member called tools more often than is allowed in one turn.</summary>
    public const string ToolLoopLimit = "tool_loop_limit";

    /// <summary>The provider refuses: too many requests.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The provider refuses the key.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The provider cannot be reached, or fails.</summary>
    public const string ProviderFailed = "provider_failed";

    /// <summary>The breaker of the provider is open: it was not asked.</summary>
    public const string CircuitOpen = "circuit_open";

    /// <summary>All members of a round failed.</summary>
    public const string AllMembersFailed = "all_members_failed";

    /// <summary>No ballot of a vote was valid.</summary>
    public const string NoBallots = "no_ballots";

    /// <summary>The run was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The run was terminated.</summary>
    public const string Terminated = "terminated";

    /// <summary>The council is not valid.</summary>
    public const string InvalidCouncil = "invalid_council";

    /// <summary>The run itself failed: a router or a condition threw, or the library has a fault.</summary>
    public const string InternalError = "internal_error";
}
