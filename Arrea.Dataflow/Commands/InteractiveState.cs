namespace Arrea.Dataflow.Commands;

/// <summary>What an <see cref="InteractiveProcess"/> is doing.</summary>
public enum InteractiveState
{
    /// <summary>A process is being started. It can be written to; it reads that when it runs.</summary>
    Starting,

    /// <summary>A process runs.</summary>
    Running,

    /// <summary>None runs; the next one starts after a wait.</summary>
    Restarting,

    /// <summary>It is being stopped, because somebody asked for it.</summary>
    Stopping,

    /// <summary>Over: it was stopped, or ended regularly.</summary>
    Stopped,

    /// <summary>Over: it crashed, and is not started again. <see cref="InteractiveResult.Reason"/> says why.</summary>
    Failed,
}
