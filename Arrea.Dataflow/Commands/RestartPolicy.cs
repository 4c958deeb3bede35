namespace Arrea.Dataflow.Commands;

/// <summary>Whether an <see cref="InteractiveProcess"/> that ended by itself is started again.</summary>
public enum RestartPolicy
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>After a crash: an exit code other than 0, a signal, or ended as unhealthy. Exit code 0 is its regular end.</summary>
    OnFailure,

    /// <summary>After any end, and also when it could not be started.</summary>
    Always,
}
