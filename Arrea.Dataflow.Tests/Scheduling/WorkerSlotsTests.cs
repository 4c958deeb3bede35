using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Tests.Scheduling;

[TestClass]
public sealed class WorkerSlotsTests
{
    [TestMethod]
    public void Request_RandomSequences_KeepToTheModel()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var slots = new WorkerSlots(random.Next(1, 5));
            var shares = new List<(SlotShare Share, int[] Granted)>();
            var wanted = new int[4];
            for (var n = 0; n < 4; n++)
            {
                var granted = new int[1];
                shares.Add((new SlotShare(slots, () => granted[0]++), granted));
            }

            for (var step = 0; step < 60; step++)
            {
                var n = random.Next(4);
                var (share, granted) = shares[n];
                switch (random.Next(4))
                {
                    case 0 or 1:
                        wanted[n]++;
                        share.Request();
                        break;
                    case 2 when granted[0] > 0:
                        granted[0]--;
                        wanted[n]--;
                        share.Release();
                        break;
                    case 3 when random.Next(5) == 0:
                        wanted[n] -= share.Withdraw();
                        break;
                }

                var held = shares.Sum(static s => s.Granted[0]);
                Assert.AreEqual(Math.Min(slots.Count, wanted.Sum()), held, $"seed {seed}, step {step}: slots stay full while somebody wants one");
                Assert.AreEqual(held, slots.Used);
            }
        }
    }

    [TestMethod]
    public void Release_OthersWait_GoesToWhoHoldsTheFewest()
    {
        var slots = new WorkerSlots(4);
        var (rich, richCount) = Share(slots);
        var (poor, poorCount) = Share(slots);
        for (var n = 0; n < 6; n++)
        {
            rich.Request();
        }

        poor.Request();
        poor.Request();
        Assert.IsTrue(rich.ShouldYield);
        rich.Release();
        Assert.AreEqual(1, poorCount());
        Assert.IsTrue(rich.ShouldYield);
        rich.Release();
        Assert.AreEqual((4, 2), (richCount(), poorCount()));
        Assert.IsFalse(rich.ShouldYield);
        Assert.IsFalse(poor.ShouldYield);
    }

    [TestMethod]
    public void Loan_OfARunningJob_IsThereWhenNoSlotIs()
    {
        var slots = new WorkerSlots(1);
        var (parent, _) = Share(slots);
        parent.Request();
        var loan = SlotLoan.Offer(parent);
        var (first, firstCount) = Share(slots, loan);
        var (second, secondCount) = Share(slots, loan);

        first.Request();
        second.Request();
        Assert.AreEqual((1, 0), (firstCount(), secondCount()));
        first.Release();
        Assert.AreEqual(1, secondCount());
        second.Release();

        Assert.IsTrue(parent.Settle(loan));
        parent.Release();
        Assert.AreEqual(0, slots.Used);
    }

    [TestMethod]
    public void Settle_WhileLent_PassesTheSlotToTheBorrower()
    {
        var slots = new WorkerSlots(1);
        var (parent, parentCount) = Share(slots);
        parent.Request();
        var loan = SlotLoan.Offer(parent);
        var (child, _) = Share(slots, loan);
        child.Request();

        Assert.IsFalse(parent.Settle(loan));
        parent.Request();
        Assert.AreEqual((1, 1), (parentCount(), slots.Used));
        child.Release();
        Assert.AreEqual((2, 1), (parentCount(), slots.Used));
        parent.Release();
        Assert.AreEqual(0, slots.Used);
    }

    private static (SlotShare Share, Func<int> Granted) Share(WorkerSlots slots, SlotLoan? parent = null)
    {
        var granted = 0;
        return (new SlotShare(slots, () => granted++, parent), () => granted);
    }
}
