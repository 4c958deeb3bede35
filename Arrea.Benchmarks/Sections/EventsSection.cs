using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>What an event costs that many subscribers get, each with a queue and a thread of its own, beside a Subject that calls them one after another.</summary>
internal sealed class EventsSection : ISection
{
    public string Name => "events";

    public string Question => "What does an event cost, with 1, 10 or 100 subscribers, and with one that is stuck?";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        foreach (var (subscribers, count) in ((int, int)[])[(1, 1_000_000), (10, 500_000), (100, 100_000)])
        {
            var deliveries = new EventDeliveries(quick ? count / 10 : count, subscribers);
            yield return new ArmGroup
            {
                Title = $"an event to {subscribers} subscribers",
                Count = deliveries.Count,
                Parallelism = subscribers,
                Baseline = "Rx Subject, calls them itself",
                Measure = Measure.NanosecondsPerOperation,
                Arms =
                [
                    new Arm("Arrea, until it is published", deliveries.ArreaPublishedAsync),
                    new Arm("Arrea, until all have got it", deliveries.ArreaDeliveredAsync),
                    new Arm("Arrea, one more is stuck", deliveries.ArreaStuckAsync),
                    new Arm("Rx Subject, calls them itself", deliveries.SubjectAsync),
                    .. Slow(deliveries, subscribers),
                ],
                Goals = subscribers == 10 ? [new Goal("Arrea, until it is published", Bound.AtMost, 3, "Rx Subject, calls them itself")] : [],
            };
        }
    }

    // With 100 subscribers an ObserveOn for each takes minutes.
    private static Arm[] Slow(EventDeliveries deliveries, int subscribers)
    {
        var channels = new Arm("a channel each", deliveries.ChannelsAsync);
        return subscribers > 10 ? [channels] : [channels, new Arm("Rx ObserveOn(TaskPool) each", deliveries.ObserveOnAsync)];
    }
}
