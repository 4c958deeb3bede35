namespace Arrea.Dataflow.Scheduling;

/// <summary>The slots that one batch or pipeline holds of the engine's, and those it waits for.</summary>
/// <param name="slots">The engine's slots.</param>
/// <param name="onGranted">Called once for each slot asked for, when it is there; perhaps before <see cref="Request"/> returns. Must be short and must not throw.</param>
internal sealed class SlotShare(WorkerSlots slots, Action onGranted)
{
    /// <summary>Slots held. Guarded by the lock of <see cref="WorkerSlots"/>, as are the next two.</summary>
    internal int Held { get; set; }

    /// <summary>Slots asked for and not yet granted.</summary>
    internal int Wanted { get; set; }

    /// <summary>When the share began to wait.</summary>
    internal long Turn { get; set; }

    /// <summary>Whether a slot ought to be given up between two jobs, because another share lacks one.</summary>
    public bool ShouldYield => slots.Contended && slots.ShouldYield(this);

    /// <summary>Asks for one slot more.</summary>
    public void Request() => slots.Request(this);

    /// <summary>Gives one slot back.</summary>
    public void Release() => slots.Release(this);

    /// <summary>Takes back every request that has not been granted.</summary>
    public void Withdraw() => slots.Withdraw(this);

    internal void OnGranted() => onGranted();
}
