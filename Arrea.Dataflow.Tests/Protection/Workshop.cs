using System.Collections.Concurrent;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>Makes resources for pools, and counts them.</summary>
internal sealed class Workshop
{
    private TaskCompletionSource? _gate;

    public ConcurrentQueue<Resource> Made { get; } = new();

    public int Alive => Made.Count(static resource => !resource.IsDisposed);

    /// <summary>Holds the next resource up until the gate opens; if it fails, so does the making.</summary>
    public TaskCompletionSource Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask<Resource> MakeAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _gate, null) is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        var resource = new Resource(Made.Count + 1);
        Made.Enqueue(resource);
        return resource;
    }
}

/// <summary>Something that must not be used by two at once, nor after its end.</summary>
internal sealed class Resource(int number) : IDisposable
{
    private int _users;

    public int Number => number;

    public bool IsDisposed { get; private set; }

    /// <summary>Marks it as used; false when somebody else uses it, or it is gone.</summary>
    public bool TryUse() => Interlocked.Increment(ref _users) == 1 && !IsDisposed;

    public void Leave() => Interlocked.Decrement(ref _users);

    public void Dispose() => IsDisposed = true;
}
