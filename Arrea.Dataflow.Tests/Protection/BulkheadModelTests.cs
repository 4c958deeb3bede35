using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>The bulkhead beside a plain list of those inside and those who wait.</summary>
[TestClass]
public sealed class BulkheadModelTests
{
    [TestMethod]
    public Task Bulkhead_RandomSequences_DoesWhatTheModelSays() => Sequences.RunAsync("bulkhead", static async random =>
    {
        var options = new BulkheadOptions { Capacity = random.Next(1, 8), QueueLimit = random.Next(5) };
        var bulkhead = new Bulkhead(options);
        var inside = new List<(int Weight, BulkheadLease Lease)>();
        var waiting = new List<(int Weight, Task<BulkheadLease> Task, CancellationTokenSource Cancellation)>();
        var returned = new List<BulkheadLease>();
        for (var step = 0; step < 80; step++)
        {
            var weight = random.Next(1, options.Capacity + 1);
            var used = inside.Sum(static one => one.Weight);
            var fits = waiting.Count == 0 && weight <= options.Capacity - used;
            switch (random.Next(8))
            {
                case < 2:
                    Assert.AreEqual(fits, bulkhead.TryEnter(weight, out var lease), $"step {step}: entered");
                    if (fits)
                    {
                        inside.Add((weight, lease));
                    }

                    break;
                case < 4:
                    var cancellation = new CancellationTokenSource();
                    var task = bulkhead.EnterAsync(weight, cancellation.Token).AsTask();
                    if (fits || waiting.Count >= options.QueueLimit)
                    {
                        Assert.AreEqual(fits, (await task).IsHeld, $"step {step}: entered at once");
                        if (fits)
                        {
                            inside.Add((weight, await task));
                        }
                    }
                    else
                    {
                        waiting.Add((weight, task, cancellation));
                    }

                    break;
                case < 6 when inside.Count > 0:
                    var leaving = random.In(inside);
                    inside.Remove(leaving);
                    leaving.Lease.Dispose();
                    returned.Add(leaving.Lease);
                    break;
                case 6 when waiting.Count > 0:
                    var cancelled = random.In(waiting);
                    waiting.Remove(cancelled);
                    await cancelled.Cancellation.CancelAsync();
                    await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled.Task);
                    break;
                case 7 when returned.Count > 0:
                    random.In(returned).Dispose();
                    break;
                default:
                    break;
            }

            while (waiting.Count > 0 && waiting[0].Weight <= options.Capacity - inside.Sum(static one => one.Weight))
            {
                inside.Add((waiting[0].Weight, await waiting[0].Task.WaitAsync(Condition.Patience)));
                waiting.RemoveAt(0);
            }

            Assert.AreEqual((inside.Sum(static one => one.Weight), waiting.Count), (bulkhead.Used, bulkhead.Waiting), $"step {step}");
        }
    });
}
