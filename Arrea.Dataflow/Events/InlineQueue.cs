namespace Arrea.Dataflow.Events;

/// <summary>Events on their way to inline subscribers. Whoever comes first delivers for all who come while it does.</summary>
/// <remarks>This keeps calls in order and apart without a lock around them, and makes publishing from within a call safe.</remarks>
/// <param name="gate">The hub's lock.</param>
internal sealed class InlineQueue(Lock gate)
{
    // No event stands for the end of the stream.
    private readonly Queue<(LeaderEvent? Event, EventSubscription[] To)> _pending = new();
    private bool _delivering;

    /// <summary>Whether everything is delivered. Under the lock only.</summary>
    public bool IsIdle => !_delivering && _pending.Count == 0;

    /// <summary>Adds an event, or the end, for those subscribed now. Under the lock only; then call <see cref="Deliver"/> outside of it.</summary>
    public void Add(LeaderEvent? leaderEvent, EventSubscription[] to) => _pending.Enqueue((leaderEvent, to));

    /// <summary>Delivers what is pending, unless another call is at it and will.</summary>
    public void Deliver()
    {
        var mine = false;
        while (TryTake(ref mine, out var next))
        {
            foreach (var subscription in next.To)
            {
                if (next.Event is null)
                {
                    subscription.Complete();
                }
                else
                {
                    subscription.Deliver(next.Event);
                }
            }
        }
    }

    private bool TryTake(ref bool mine, out (LeaderEvent? Event, EventSubscription[] To) next)
    {
        lock (gate)
        {
            if (_delivering && !mine)
            {
                next = default;
                return false;
            }

            _delivering = mine = _pending.TryDequeue(out next);
            return mine;
        }
    }
}
