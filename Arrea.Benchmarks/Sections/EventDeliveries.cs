using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Threading.Channels;
using Arrea.Benchmarks.Compare;
using Arrea.Dataflow.Events;

namespace Arrea.Benchmarks.Sections;

/// <summary>The arms of <see cref="EventsSection"/>: each makes as many events and brings each to all subscribers, which count them.</summary>
internal sealed class EventDeliveries(int count, int subscribers)
{
    public int Count => count;

    public Task<Sample> ArreaPublishedAsync() => ArreaAsync(isDeliveryTimed: false, isOneStuck: false);

    public Task<Sample> ArreaDeliveredAsync() => ArreaAsync(isDeliveryTimed: true, isOneStuck: false);

    public Task<Sample> ArreaStuckAsync() => ArreaAsync(isDeliveryTimed: false, isOneStuck: true);

    public async Task<Sample> SubjectAsync()
    {
        using var subject = new Subject<LeaderEvent>();
        var counting = Enumerable.Range(0, subscribers).Select(static _ => new CountingObserver()).ToList();
        counting.ForEach(observer => subject.Subscribe(observer));
        var sample = await Meter.AllocatedAsync(() =>
        {
            PublishTo(subject);
            return Task.CompletedTask;
        });
        Check(counting);
        return sample;
    }

    public async Task<Sample> ObserveOnAsync()
    {
        using var subject = new Subject<LeaderEvent>();
        var counting = Enumerable.Range(0, subscribers).Select(static _ => new CountingObserver()).ToList();
        counting.ForEach(observer => subject.ObserveOn(TaskPoolScheduler.Default).Subscribe(observer));
        var sample = await Meter.AllocatedAsync(() =>
        {
            PublishTo(subject);
            subject.OnCompleted();
            return Task.WhenAll(counting.Select(static observer => observer.Completed));
        });
        Check(counting);
        return sample;
    }

    public async Task<Sample> ChannelsAsync()
    {
        var channels = Enumerable.Range(0, subscribers).Select(static _ => Channel.CreateUnbounded<LeaderEvent>(new() { SingleReader = true, SingleWriter = true })).ToList();
        var counting = channels.ConvertAll(static _ => new CountingObserver());
        var readers = channels.Zip(counting, static (channel, observer) => Task.Run(() => ReadAsync(channel.Reader, observer))).ToList();
        var sample = await Meter.AllocatedAsync(() =>
        {
            for (var i = 0; i < count; i++)
            {
                var made = Make();
                channels.ForEach(channel => channel.Writer.TryWrite(made));
            }

            channels.ForEach(static channel => channel.Writer.Complete());
            return Task.WhenAll(readers);
        });
        Check(counting);
        return sample;
    }

    private async Task<Sample> ArreaAsync(bool isDeliveryTimed, bool isOneStuck)
    {
        var hub = new EventHub(EventDelivery.Queued, TimeProvider.System, static error => throw new WrongWorkException($"A subscriber failed: {error.Message}"));
        using var letGo = new ManualResetEventSlim();
        var counting = Enumerable.Range(0, subscribers).Select(static _ => new CountingObserver()).ToList();
        counting.ForEach(observer => hub.Subscribe(observer));
        if (isOneStuck)
        {
            hub.Subscribe(Observer.Create<LeaderEvent>(_ => letGo.Wait()));
        }

        var sample = await Meter.AllocatedAsync(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                hub.Publish(Make());
            }

            if (isDeliveryTimed)
            {
                hub.Complete();
                await hub.Drained;
            }
        });

        hub.Complete();
        letGo.Set();
        await hub.Drained;
        Check(counting);
        return sample;
    }

    private static CustomEvent Make() => new("tick");

    private static async Task ReadAsync(ChannelReader<LeaderEvent> reader, CountingObserver observer)
    {
        await foreach (var made in reader.ReadAllAsync())
        {
            observer.OnNext(made);
        }
    }

    private void PublishTo(Subject<LeaderEvent> subject)
    {
        for (var i = 0; i < count; i++)
        {
            subject.OnNext(Make());
        }
    }

    private void Check(List<CountingObserver> counting)
        => counting.ForEach(observer => WrongWorkException.Require(count, observer.Seen, "events that a subscriber saw, or was told that it lost"));
}
