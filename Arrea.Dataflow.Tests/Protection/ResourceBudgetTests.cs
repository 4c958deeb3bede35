using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class ResourceBudgetTests
{
    [TestMethod]
    public void Release_FreesTheOldestReservationOfThatHolder()
    {
        var budget = new ResourceBudget(new() { Capacity = 10 });
        Assert.IsTrue(budget.Reserve("a", 3));
        Assert.IsTrue(budget.Reserve("b", 4));
        Assert.IsTrue(budget.Reserve("a", 2));

        Assert.AreEqual(3, budget.Release("a"));
        Assert.AreEqual((6L, 2L, 4L), (budget.Used, budget.UsedBy("a"), budget.UsedBy("b")));
        Assert.AreEqual(2, budget.Release("a"));
        Assert.AreEqual(0, budget.Release("a"));
        Assert.AreEqual(0, budget.Release("nobody"));
        Assert.AreEqual(4, budget.Used);
    }

    [TestMethod]
    public void Reserve_BeyondCapacityOrQuota_ReservesNothing()
    {
        var budget = new ResourceBudget(new() { Capacity = 10, Quota = 6 });
        Assert.IsTrue(budget.Reserve("a", 5));
        Assert.IsFalse(budget.Reserve("a", 2), "over the quota");
        Assert.IsFalse(budget.Reserve("b", 6), "over the capacity");
        Assert.IsFalse(budget.Reserve("b", long.MaxValue));
        Assert.IsTrue(budget.Reserve("b", 5));

        Assert.AreEqual(10, budget.Used);
    }

    [TestMethod]
    public void ReleaseAll_FreesEverythingOfThatHolder()
    {
        var budget = new ResourceBudget(new() { Capacity = 10 });
        budget.Reserve("a", 3);
        budget.Reserve("a", 2);
        budget.Reserve("b", 1);

        Assert.AreEqual(5, budget.ReleaseAll("a"));
        Assert.AreEqual(0, budget.ReleaseAll("a"));
        Assert.AreEqual(1, budget.Used);
    }

    [TestMethod]
    public void Reserve_LessThanOne_Throws()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ResourceBudget().Reserve("a", 0));
}
