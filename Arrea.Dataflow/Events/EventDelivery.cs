namespace Arrea.Dataflow.Events;

/// <summary>How events reach their subscribers.</summary>
public enum EventDelivery
{
    /// <summary>
    /// Each subscriber reads at its own pace on its own thread; who is too slow loses the oldest events and is told so by
    /// <see cref="EventsDropped"/>. A job never waits for a subscriber. The default.
    /// </summary>
    Queued,

    /// <summary>
    /// A subscriber is called on the thread that publishes, one call at a time, and loses nothing. For embedding and for
    /// subscribers that are quick: a slow one slows the job whose thread it is on, and what other jobs publish meanwhile piles up.
    /// </summary>
    Inline,
}
