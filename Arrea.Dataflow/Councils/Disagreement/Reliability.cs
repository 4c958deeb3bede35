using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Councils.Disagreement;

/// <summary>How often a member was right about one kind of question.</summary>
public sealed record Reliability
{
    /// <summary>The member.</summary>
    public required string Member { get; init; }

    /// <summary>The kind of question; empty (default) for all that have none.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>How often it was right. 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Right { get; init => field = Check.InRange(value, 0, long.MaxValue); }

    /// <summary>How often it was wrong. 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Wrong { get; init => field = Check.InRange(value, 0, long.MaxValue); }

    /// <summary>The mean of the Beta distribution that is left of an even one: (right + 1) / (right + wrong + 2), Laplace's rule of succession (1774). ½ without any experience. Range: more than 0, less than 1.</summary>
    public double Mean => (Right + 1d) / (Right + (double)Wrong + 2d);
}
