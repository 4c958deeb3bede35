using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Tests.Scheduling;

[TestClass]
public sealed class WorkerSlotsResizeTests
{
    [TestMethod]
    public void Resize_RandomSequences_KeepToTheModel()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var slots = new WorkerSlots(random.Next(1, 5));
            var held = new int[4];
            var wanted = new int[4];
            var shares = Enumerable.Range(0, 4).Select(n => new SlotShare(slots, () =>
            {
                held[n]++;
                Assert.IsLessThanOrEqualTo(slots.Count, slots.Used, $"seed {seed}: no slot is given out beyond the number");
            })).ToList();

            for (var step = 0; step < 60; step++)
            {
                var n = random.Next(4);
                var before = held.Sum();
                switch (random.Next(5))
                {
                    case 0 or 1:
                        wanted[n]++;
                        shares[n].Request();
                        break;
                    case 2 or 3 when held[n] > 0:
                        held[n]--;
                        wanted[n]--;
                        before--;
                        shares[n].Release();
                        break;
                    case 4:
                        var count = random.Next(1, 8);
                        slots.Resize(() => count);
                        Assert.AreEqual(count, slots.Count);
                        break;
                    default:
                        break;
                }

                // Nobody loses a slot; who waits gets one as soon as there is one.
                Assert.AreEqual(Math.Max(before, Math.Min(slots.Count, wanted.Sum())), held.Sum(), $"seed {seed}, step {step}");
                Assert.AreEqual(held.Sum(), slots.Used);
                Assert.AreEqual(slots.Used > slots.Count, shares[n].MustReturn);
            }
        }
    }

    [TestMethod]
    public void MustReturn_BorrowedSlot_Stays()
    {
        var slots = new WorkerSlots(2);
        var lender = new SlotShare(slots, static () => { });
        lender.Request();
        var nested = new SlotShare(slots, static () => { }, SlotLoan.Offer(lender));
        nested.Request();
        new SlotShare(slots, static () => { }).Request();

        slots.Resize(static () => 1);

        Assert.IsTrue(lender.MustReturn);
        Assert.IsFalse(nested.MustReturn);
        nested.Request();
        Assert.IsFalse(nested.MustReturn, "it has but the one it borrowed");
    }
}
