namespace Arrea.Dataflow.Scheduling;

/// <summary>Keeps the caller's execution context out of work that serves others too.</summary>
internal static class ContextFlow
{
    /// <summary>Suppresses the flow until disposed; does nothing where it is suppressed already.</summary>
    public static AsyncFlowControl? Suppress() => ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
}
