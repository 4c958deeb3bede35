namespace Arrea.Dataflow.Councils;

/// <summary>A model could not answer. Providers throw it where they know more than that a request failed.</summary>
public sealed class CouncilModelException : Exception
{
    /// <summary>Makes the exception.</summary>
    public CouncilModelException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened. Without keys and prompts.</param>
    public CouncilModelException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened. Without keys and prompts.</param>
    /// <param name="innerException">Why.</param>
    public CouncilModelException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>One of <see cref="CouncilErrorCodes"/>. Default: <see cref="CouncilErrorCodes.ProviderFailed"/>.</summary>
    public string Code { get; init; } = CouncilErrorCodes.ProviderFailed;

    /// <summary>Whether asking again may help. Default: no.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the provider asks to wait before that; null (default) where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
