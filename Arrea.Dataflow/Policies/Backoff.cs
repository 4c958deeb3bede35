namespace Arrea.Dataflow.Policies;

/// <summary>How the wait before a retry grows.</summary>
public enum Backoff
{
    /// <summary>Always <see cref="ErrorPolicy.RetryDelay"/>.</summary>
    Constant,

    /// <summary><see cref="ErrorPolicy.RetryDelay"/> times the number of the retry, from 1.</summary>
    Linear,

    /// <summary><see cref="ErrorPolicy.RetryDelay"/>, doubled with each retry after the first, less a random part (<see cref="ErrorPolicy.Jitter"/>).</summary>
    Exponential,
}
