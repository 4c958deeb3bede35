namespace Arrea.Dataflow.Validation.Rules;

/// <summary>Rules of a user cannot be taken: they do not read, or their examples do not hold.</summary>
public sealed class RuleException : Exception
{
    /// <summary>Makes the exception.</summary>
    public RuleException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public RuleException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Why.</param>
    public RuleException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal RuleException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>All that is wrong, each with the name of its rule.</summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
