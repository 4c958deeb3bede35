namespace Arrea.Dataflow.Commands;

/// <summary>A runner whose running commands can be reached by signals.</summary>
internal interface ISignalTarget
{
    /// <summary>The signal that commands which handle it are asked to end with, from now on, in place of their own; null for none.</summary>
    int? EndSignal { get; set; }

    /// <summary>Sends a signal to the group of every running command.</summary>
    void SignalAll(int signal);
}
