namespace Arrea.Dataflow.Protection;

/// <summary>Room in a <see cref="Bulkhead"/>. Dispose it to give the room back.</summary>
/// <remarks>A second disposal, of this value or a copy of it, does nothing; nor does that of the default value, which holds no room.</remarks>
public readonly record struct BulkheadLease : IDisposable
{
    private readonly Bulkhead? _bulkhead;
    private readonly LeaseId _id;

    internal BulkheadLease(Bulkhead bulkhead, LeaseId id)
    {
        _bulkhead = bulkhead;
        _id = id;
    }

    /// <summary>Whether room was granted; false for a refusal. Stays true after disposal.</summary>
    public bool IsHeld => _bulkhead is not null;

    /// <summary>Gives the room back.</summary>
    public void Dispose() => _bulkhead?.Leave(_id);
}
