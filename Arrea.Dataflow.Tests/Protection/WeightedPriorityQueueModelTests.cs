using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>The queue beside a plain list that is sorted anew each time.</summary>
[TestClass]
public sealed class WeightedPriorityQueueModelTests
{
    [TestMethod]
    public Task Queue_RandomSequences_DoesWhatTheModelSays() => Sequences.RunAsync("priority queue", static async random =>
    {
        var options = new WeightedPriorityQueueOptions { Capacity = random.Next(1, 6), Budget = random.Next(1, 6) };
        var queue = new WeightedPriorityQueue<Item>(options);
        var items = new List<Item>();
        var givers = new List<(Item Item, Task<bool> Task, CancellationTokenSource Cancellation)>();
        var takers = new List<(Task<QueueLease<Item>> Task, CancellationTokenSource Cancellation)>();
        var taken = new List<QueueLease<Item>>();
        var completed = false;
        for (var step = 0; step < 80; step++)
        {
            var item = new Item(random.Next(3), random.Next(1, options.Budget + 1));
            var hasRoom = !completed && givers.Count == 0 && items.Count < options.Capacity;
            var cancellation = new CancellationTokenSource();
            switch (random.Next(12))
            {
                case < 2:
                    Assert.AreEqual(hasRoom, queue.TryEnqueue(item, item.Priority, item.Weight), $"step {step}: enqueued");
                    items.AddRange(hasRoom ? [item] : []);
                    break;
                case < 4:
                    givers.Add((item, queue.EnqueueAsync(item, item.Priority, item.Weight, cancellation.Token).AsTask(), cancellation));
                    break;
                case 4:
                    var canTake = takers.Count == 0 && First() is not null;
                    Assert.AreEqual(canTake, queue.TryDequeue(out var lease), $"step {step}: dequeued");
                    if (canTake)
                    {
                        Take(lease);
                    }

                    break;
                case < 7:
                    takers.Add((queue.DequeueAsync(cancellation.Token).AsTask(), cancellation));
                    break;
                case < 9 when taken.Count > 0:
                    var back = random.In(taken);
                    taken.Remove(back);
                    back.Dispose();
                    back.Dispose();
                    break;
                case 9 when givers.Count > 0:
                    var giver = random.In(givers);
                    givers.Remove(giver);
                    await giver.Cancellation.CancelAsync();
                    await Assert.ThrowsAsync<OperationCanceledException>(() => giver.Task);
                    break;
                case 10 when takers.Count > 0:
                    var taker = random.In(takers);
                    takers.Remove(taker);
                    await taker.Cancellation.CancelAsync();
                    await Assert.ThrowsAsync<OperationCanceledException>(() => taker.Task);
                    break;
                case 11 when random.Next(20) == 0:
                    queue.Complete();
                    completed = true;
                    break;
                default:
                    break;
            }

            await SettleAsync();
            Assert.AreEqual((items.Count, taken.Sum(static one => one.Weight)), (queue.Count, queue.Used), $"step {step}");
        }

        Item? First() => items.OrderByDescending(static item => item.Priority).FirstOrDefault() is { } first && first.Weight <= options.Budget - taken.Sum(static one => one.Weight) ? first : null;

        void Take(QueueLease<Item> lease)
        {
            Assert.AreSame(First(), lease.Item);
            items.Remove(lease.Item);
            taken.Add(lease);
        }

        async Task SettleAsync()
        {
            bool moved;
            do
            {
                moved = false;
                while (givers.Count > 0 && (completed || items.Count < options.Capacity))
                {
                    Assert.AreEqual(!completed, await givers[0].Task.WaitAsync(Condition.Patience));
                    items.AddRange(completed ? [] : [givers[0].Item]);
                    givers.RemoveAt(0);
                    moved = true;
                }

                while (takers.Count > 0 && First() is not null)
                {
                    Take(await takers[0].Task.WaitAsync(Condition.Patience));
                    takers.RemoveAt(0);
                    moved = true;
                }
            }
            while (moved);

            while (completed && items.Count == 0 && takers.Count > 0)
            {
                Assert.IsFalse((await takers[0].Task.WaitAsync(Condition.Patience)).IsHeld);
                takers.RemoveAt(0);
            }
        }
    });

    private sealed class Item(int priority, int weight)
    {
        public int Priority => priority;

        public int Weight => weight;
    }
}
