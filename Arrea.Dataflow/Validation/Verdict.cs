namespace Arrea.Dataflow.Validation;

/// <summary>What the validator says of a command: <see cref="Accepted"/>, <see cref="Dangerous"/>, <see cref="Injection"/> or <see cref="Invalid"/>.</summary>
public abstract record Verdict
{
    private protected Verdict()
    {
    }

    /// <summary>Whether nothing speaks against the command. Whether it may run is for <see cref="ValidationOptions.Stops"/> to say: some profiles let the others run as well.</summary>
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
/// <param name="Span">Where, in characters of the command: units of UTF-16, as in every string of .NET.</param>
/// <param name="Why">What it would do. It may quote the command.</param>
public sealed record Dangerous(string Rule, string Pattern, Range Span, string Why) : Verdict
{
    /// <summary>The rule and the place. Never the reason, which may quote the command and its secrets.</summary>
    /// <returns>Such as <c>dangerous: no_rm_rf at 0..8</c>.</returns>
    public override string ToString() => $"dangerous: {Rule} at {Span}";
}

/// <summary>What the command would do is decided only as it runs.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Span">Where, in characters of the command: units of UTF-16, as in every string of .NET.</param>
/// <param name="Why">What cannot be vouched for. It may quote the command.</param>
public sealed record Injection(string Rule, Range Span, string Why) : Verdict
{
    /// <summary>The rule and the place. Never the reason, which may quote the command and its secrets.</summary>
    /// <returns>Such as <c>injection: dynamic_command at 0..9</c>.</returns>
    public override string ToString() => $"injection: {Rule} at {Span}";
}

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
