using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>The budget beside one plain list of reservations.</summary>
[TestClass]
public sealed class ResourceBudgetModelTests
{
    [TestMethod]
    public Task Budget_RandomSequences_DoesWhatTheModelSays() => Sequences.RunAsync("resource budget", static random =>
    {
        var capacity = random.Next(1, 30);
        long? quota = random.Next(2) == 0 ? null : random.Next(1, 40);
        var budget = new ResourceBudget(new() { Capacity = capacity, Quota = quota });
        var reserved = new List<(string Holder, long Amount)>();
        for (var step = 0; step < 100; step++)
        {
            var holder = $"holder {random.Next(4)}";
            var own = reserved.Where(one => one.Holder == holder).ToList();
            switch (random.Next(8))
            {
                case < 5:
                    var amount = random.Next(1, 12);
                    var fits = reserved.Sum(static one => one.Amount) + amount <= capacity && own.Sum(static one => one.Amount) + amount <= (quota ?? capacity);
                    Assert.AreEqual(fits, budget.Reserve(holder, amount), $"step {step}: reserved");
                    reserved.AddRange(fits ? [(holder, amount)] : []);
                    break;
                case < 7:
                    Assert.AreEqual(own.FirstOrDefault().Amount, budget.Release(holder), $"step {step}: released");
                    reserved.Remove(own.FirstOrDefault());
                    break;
                default:
                    Assert.AreEqual(own.Sum(static one => one.Amount), budget.ReleaseAll(holder), $"step {step}: released all");
                    reserved.RemoveAll(one => one.Holder == holder);
                    break;
            }

            Assert.AreEqual(reserved.Sum(static one => one.Amount), budget.Used);
            Assert.AreEqual(reserved.Where(one => one.Holder == holder).Sum(static one => one.Amount), budget.UsedBy(holder));
            Assert.IsTrue(budget.Used >= 0 && budget.Used <= budget.Capacity);
        }

        return Task.CompletedTask;
    });
}
