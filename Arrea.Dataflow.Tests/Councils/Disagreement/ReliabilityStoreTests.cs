using Arrea.Dataflow.Councils.Disagreement;

namespace Arrea.Dataflow.Tests.Councils.Disagreement;

[TestClass]
public sealed class ReliabilityStoreTests
{
    [TestMethod]
    public void Of_Unknown_IsHalf()
    {
        var reliability = new ReliabilityStore().Of("m1", "maths");

        Assert.AreEqual((0.5, 0L, 0L), (reliability.Mean, reliability.Right, reliability.Wrong));
    }

    [TestMethod]
    public void Of_Experience_IsTheMeanOfTheBeta()
    {
        var store = new ReliabilityStore();
        store.AddRight("m1", "maths");
        store.AddRight("m1", "maths");
        store.AddWrong("m1", "maths");
        store.AddWrong("m1");
        store.AddRight("m2", "maths");

        Assert.AreEqual(3 / 5d, store.Of("m1", "maths").Mean);
        Assert.AreEqual(1 / 3d, store.Of("m1").Mean);
        Assert.AreEqual(2 / 3d, store.Of("m2", "maths").Mean);
        Assert.AreEqual(0.5, store.Of("m2").Mean);
    }

    [TestMethod]
    public void Snapshot_IntoAnother_KnowsTheSame()
    {
        var store = new ReliabilityStore([new() { Member = "b", Right = 1 }, new() { Member = "a", Bucket = "z", Wrong = 2 }, new() { Member = "b", Right = 3, Wrong = 1 }]);
        var copy = new ReliabilityStore(store.Snapshot());

        CollectionAssert.AreEqual(
            new Reliability[] { new() { Member = "a", Bucket = "z", Wrong = 2 }, new() { Member = "b", Right = 4, Wrong = 1 } },
            copy.Snapshot().ToArray());
    }

    [TestMethod]
    public void Add_FromManyThreads_LosesNothing()
    {
        var store = new ReliabilityStore();

        Parallel.For(0, 10_000, index =>
        {
            if (index % 4 == 0)
            {
                store.AddWrong("m", $"{index % 3}");
            }
            else
            {
                store.AddRight("m", $"{index % 3}");
            }
        });

        Assert.AreEqual((7500L, 2500L), (store.Snapshot().Sum(static entry => entry.Right), store.Snapshot().Sum(static entry => entry.Wrong)));
    }

    [TestMethod]
    public void Counts_BelowZero_Throw()
    {
        Assert.AreEqual("Right", Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new Reliability { Member = "m", Right = -1 }).ParamName);
        Assert.AreEqual("Wrong", Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new Reliability { Member = "m", Wrong = -1 }).ParamName);
    }

    [TestMethod]
    public void Add_Full_StaysInRange()
    {
        var full = new Reliability { Member = "m", Right = long.MaxValue, Wrong = long.MaxValue };

        Assert.AreEqual(0.5, full.Mean);
    }
}
