namespace Arrea.Dataflow.Policies;

/// <summary>What a policy decided after a failed attempt. The default value is <see cref="Stop"/>.</summary>
public readonly record struct PolicyDecision
{
    private readonly PolicyAction? _action;

    private PolicyDecision(PolicyAction action, TimeSpan? delay = null)
    {
        _action = action;
        Delay = delay;
    }

    /// <summary>Run the job again, after the wait that the policy computes.</summary>
    public static PolicyDecision Retry { get; } = new(PolicyAction.Retry);

    /// <summary>End the job; a worker with several tasks drops the rest.</summary>
    public static PolicyDecision Stop { get; } = new(PolicyAction.Stop);

    /// <summary>End the job; a worker with several tasks goes on.</summary>
    public static PolicyDecision Continue { get; } = new(PolicyAction.Continue);

    /// <summary>What to do: <see cref="PolicyAction.Retry"/>, <see cref="PolicyAction.Stop"/> or <see cref="PolicyAction.Continue"/>.</summary>
    public PolicyAction Action => _action ?? PolicyAction.Stop;

    /// <summary>The wait before the retry; null for the one that the policy computes.</summary>
    public TimeSpan? Delay { get; }

    /// <summary>Run the job again after a wait of its own.</summary>
    /// <param name="delay">The wait: zero or more.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public static PolicyDecision RetryAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new PolicyDecision(PolicyAction.Retry, delay);
    }
}
