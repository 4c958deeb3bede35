namespace Arrea.Dataflow.Policies;

/// <summary>What to do after an attempt that failed or timed out.</summary>
public enum PolicyAction
{
    /// <summary>Run the same job again, as long as retries are left; then as <see cref="Stop"/>.</summary>
    Retry,

    /// <summary>End this job; a worker with several tasks drops the rest of them.</summary>
    Stop,

    /// <summary>End this job; a worker with several tasks goes on with the next one.</summary>
    Continue,

    /// <summary>Ask <see cref="ErrorPolicy.Handler"/>. Only for errors.</summary>
    Custom,
}
