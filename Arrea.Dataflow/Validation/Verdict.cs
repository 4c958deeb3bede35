namespace Arrea.Dataflow.Validation;

/// <summary>What the validator says of a command: <see cref="Accepted"/>, <see cref="Dangerous"/>, <see cref="Injection"/> or <see cref="Invalid"/>.</summary>
public abstract record Verdict
{
    private protected Verdict()
    {
    }

    /// <summary>Whether the command may run.</summary>
    public bool IsAccepted => this is Accepted;
}

/// <summary>Nothing speaks against the command.</summary>
public sealed record Accepted : Verdict
{
    internal static Accepted Instance { get; } = new();
}

/// <summary>The command would do harm.</summary>
/// <param name="Rule">The rule that it breaks: <c>no_rm_rf</c> …</param>
/// <param name="Pattern">What was found, as people know it: <c>rm -rf</c> …</param>
/// <param name="Span">Where, in characters of the command.</param>
/// <param name="Why">What it would do.</param>
public sealed record Dangerous(string Rule, string Pattern, Range Span, string Why) : Verdict;

/// <summary>What the command would do is decided only as it runs.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Span">Where, in characters of the command.</param>
/// <param name="Why">What cannot be vouched for.</param>
public sealed record Injection(string Rule, Range Span, string Why) : Verdict;

/// <summary>The text is no command at all.</summary>
/// <param name="Reason">What is wrong with its form.</param>
public sealed record Invalid(InvalidReason Reason) : Verdict;

/// <summary>What is wrong with the form of a command.</summary>
public enum InvalidReason
{
    /// <summary>It is empty, or white space alone.</summary>
    Empty,

    /// <summary>It is longer than 64 KiB in UTF-8.</summary>
    TooLong,

    /// <summary>It holds a NUL character, at which the system would cut it off.</summary>
    Nul,

    /// <summary>It holds half a surrogate pair, which UTF-8 cannot carry.</summary>
    IllFormed,
}
