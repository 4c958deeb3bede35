namespace Arrea.Dataflow.Protection;

/// <summary>What a <see cref="CircuitBreaker"/> does with calls.</summary>
public enum CircuitState
{
    /// <summary>It lets every call through, and counts failures.</summary>
    Closed = 0,

    /// <summary>It refuses every call, until its time is over.</summary>
    Open = 1,

    /// <summary>It lets one call through at a time, to find out whether things work again.</summary>
    HalfOpen = 2,
}
