using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>The pool beside plain lists: what is lent, what lies idle, who waits.</summary>
[TestClass]
public sealed class ResourcePoolModelTests
{
    [TestMethod]
    public Task Pool_RandomSequences_DoesWhatTheModelSays() => Sequences.RunAsync("resource pool", static async random =>
    {
        var time = new ManualTimeProvider();
        var workshop = new Workshop();
        var sick = new HashSet<Resource>();
        var failing = false;
        var options = new ResourcePoolOptions<Resource>
        {
            Max = random.Next(1, 5),
            IdleLifetime = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(5),
            IsHealthy = (resource, _) => ValueTask.FromResult(!sick.Contains(resource)),
        };
        var pool = new ResourcePool<Resource>(token => failing ? throw new IOException("no connection") : workshop.MakeAsync(token), options, time);
        var now = TimeSpan.Zero;
        var lent = new List<PooledResource<Resource>>();
        var idle = new List<(Resource Resource, TimeSpan Since)>();
        var waiting = new List<(Task<PooledResource<Resource>> Task, CancellationTokenSource Cancellation)>();
        for (var step = 0; step < 80; step++)
        {
            failing = random.Next(4) == 0;
            switch (random.Next(8))
            {
                case < 3:
                    var cancellation = new CancellationTokenSource();
                    waiting.Add((pool.RentAsync(cancellation.Token).AsTask(), cancellation));
                    break;
                case < 5 when lent.Count > 0:
                    var back = random.In(lent);
                    lent.Remove(back);
                    idle.Add((back.Value, now));
                    if (random.Next(4) == 0)
                    {
                        sick.Add(back.Value);
                    }

                    back.Return();
                    Assert.ThrowsExactly<InvalidOperationException>(back.Return);
                    break;
                case 5 when lent.Count > 0:
                    var dead = random.In(lent);
                    lent.Remove(dead);
                    dead.Discard();
                    break;
                case 6 when waiting.Count > 0:
                    var cancelled = random.In(waiting);
                    waiting.Remove(cancelled);
                    await cancelled.Cancellation.CancelAsync();
                    await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled.Task);
                    break;
                case 7:
                    time.Advance(TimeSpan.FromSeconds(2));
                    now += TimeSpan.FromSeconds(2);
                    idle.RemoveAll(entry => options.IdleLifetime is { } lifetime && now - entry.Since >= lifetime);
                    break;
                default:
                    break;
            }

            while (waiting.Count > 0 && (idle.Count > 0 || lent.Count < options.Max))
            {
                // The one returned last is lent, unless it is sick: then the renter makes another.
                Resource? expected = null;
                if (idle.Count > 0)
                {
                    expected = sick.Contains(idle[^1].Resource) ? null : idle[^1].Resource;
                    idle.RemoveAt(idle.Count - 1);
                }

                var next = waiting[0].Task;
                waiting.RemoveAt(0);
                if (expected is null && failing)
                {
                    await Assert.ThrowsExactlyAsync<IOException>(() => next.WaitAsync(Condition.Patience));
                }
                else
                {
                    lent.Add(await next.WaitAsync(Condition.Patience));
                    Assert.IsTrue(expected is null || expected == lent[^1].Value, $"step {step}: the resource");
                }
            }

            Assert.AreEqual((lent.Count + idle.Count, idle.Count, waiting.Count), (pool.Size, pool.Idle, pool.Waiting), $"step {step}");
            Assert.AreEqual(pool.Size, workshop.Alive, $"step {step}: alive");
        }

        waiting.ForEach(static one => one.Cancellation.Cancel());
        lent.ForEach(static one => one.Dispose());
        await pool.DisposeAsync().AsTask().WaitAsync(Condition.Patience);
        Assert.AreEqual((0, 0), (pool.Size, workshop.Alive));
        Assert.AreEqual(0, time.ActiveTimers);
    });
}
