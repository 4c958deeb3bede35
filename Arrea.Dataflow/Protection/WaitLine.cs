namespace Arrea.Dataflow.Protection;

/// <summary>Those who wait for something, first come, first served. Its owner guards it by a lock of its own.</summary>
/// <remarks>
/// A waiter leaves the line under the lock, either served or cancelled: so what it was given is never lost. Continuations
/// run on the thread pool, so serving under the lock runs no code of a user's.
/// </remarks>
/// <typeparam name="TNeed">What a waiter needs to be served.</typeparam>
/// <typeparam name="T">What it gets.</typeparam>
/// <param name="gate">The owner's lock.</param>
/// <param name="left">Called under the lock with the need of a waiter that was cancelled: those behind it may be served now.</param>
internal sealed class WaitLine<TNeed, T>(Lock gate, Action<TNeed> left)
{
    private readonly LinkedList<Waiter> _waiting = new();

    public int Count => _waiting.Count;

    /// <summary>The one whose turn it is.</summary>
    public Waiter? First => _waiting.First?.Value;

    /// <summary>Adds a waiter at the end. Under the lock.</summary>
    public Waiter Join(TNeed need)
    {
        var waiter = new Waiter(this, need);
        _waiting.AddLast(waiter.Node);
        return waiter;
    }

    /// <summary>Serves the first. Under the lock.</summary>
    public void Serve(T value)
    {
        var waiter = First!;
        _waiting.Remove(waiter.Node);
        waiter.SetResult(value);
    }

    /// <summary>Sends everybody away. Under the lock.</summary>
    public void Dismiss(Func<Exception> error)
    {
        while (First is { } waiter)
        {
            _waiting.Remove(waiter.Node);
            waiter.SetException(error());
        }
    }

    /// <summary>Waits until served. Not under the lock.</summary>
    public static async ValueTask<T> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Cancel(token), waiter);
        return await waiter.Task.ConfigureAwait(false);
    }

    private void Cancel(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (waiter.Node.List is null)
            {
                return;
            }

            _waiting.Remove(waiter.Node);
            waiter.SetCanceled(cancellationToken);
            left(waiter.Need);
        }
    }

    internal sealed class Waiter : TaskCompletionSource<T>
    {
        private readonly WaitLine<TNeed, T> _line;

        public Waiter(WaitLine<TNeed, T> line, TNeed need)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            _line = line;
            Need = need;
            Node = new LinkedListNode<Waiter>(this);
        }

        public TNeed Need { get; }

        public LinkedListNode<Waiter> Node { get; }

        public void Cancel(CancellationToken cancellationToken) => _line.Cancel(this, cancellationToken);
    }
}
