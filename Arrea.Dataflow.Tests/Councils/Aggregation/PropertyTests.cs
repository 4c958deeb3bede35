using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Aggregation;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Councils.Aggregation;

/// <summary>What social choice asks of its rules, over polls by chance.</summary>
[TestClass]
public sealed class PropertyTests
{
    private static IEnumerable<object[]> All => Aggregators.ByName.Keys.Select(static name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(All))]
    public Task Anonymity_BallotsInAnotherOrder_SameResult(string name) => ForEachAsync("anonymity of " + name, random =>
    {
        foreach (var tieBreak in Enum.GetValues<TieBreak>())
        {
            var poll = Polls.Random(random, tieBreak);
            var shuffled = poll with { Ballots = Polls.Shuffled(random, poll.Ballots) };

            AssertSame(Aggregators.ByName[name].Aggregate(poll), Aggregators.ByName[name].Aggregate(shuffled));
        }
    });

    [TestMethod]
    [DynamicData(nameof(All))]
    public Task Anonymity_WithoutCandidates_SameWinnerUnlessTheFirstWins(string name) => ForEachAsync("anonymity of free " + name, random =>
    {
        foreach (var tieBreak in new[] { TieBreak.Alphabetical, TieBreak.Random, TieBreak.None })
        {
            var poll = Polls.Random(random, tieBreak) with { Candidates = [] };
            var shuffled = poll with { Ballots = Polls.Shuffled(random, poll.Ballots) };

            Assert.AreEqual(Aggregators.ByName[name].Aggregate(poll).Winner, Aggregators.ByName[name].Aggregate(shuffled).Winner);
        }
    });

    [TestMethod]
    [DynamicData(nameof(All))]
    public Task Neutrality_CandidatesRenamed_RenamesTheResult(string name) => ForEachAsync("neutrality of " + name, random =>
    {
        foreach (var tieBreak in new[] { TieBreak.Random, TieBreak.None })
        {
            var poll = Polls.Random(random, tieBreak);
            var names = poll.Candidates.Zip(Polls.Shuffled(random, poll.Candidates)).ToDictionary(static pair => pair.First, static pair => pair.Second);
            string Renamed(string label) => names.GetValueOrDefault(label, label);
            var renamed = poll with
            {
                Candidates = [.. poll.Candidates.Select(Renamed)],
                Ballots = [.. poll.Ballots.Select(ballot => ballot with { Ordering = [.. ballot.Ordering.Select(Renamed)] })],
            };

            var (before, after) = (Aggregators.ByName[name].Aggregate(poll), Aggregators.ByName[name].Aggregate(renamed));

            Assert.AreEqual(before.Winner is { } winner ? Renamed(winner) : null, after.Winner);
            Assert.IsTrue(before.Scores.All(score => after.Scores[Renamed(score.Key)].Equals(score.Value)));
        }
    });

    [TestMethod]
    [DynamicData(nameof(All))]
    public Task Neutrality_CandidatesInAnotherOrder_SameWinnerUnlessTheTieBreakLooks(string name) => ForEachAsync("order of candidates for " + name, random =>
    {
        foreach (var tieBreak in new[] { TieBreak.Alphabetical, TieBreak.None })
        {
            var poll = Polls.Random(random, tieBreak);

            Assert.AreEqual(
                Aggregators.ByName[name].Aggregate(poll).Winner,
                Aggregators.ByName[name].Aggregate(poll with { Candidates = Polls.Shuffled(random, poll.Candidates) }).Winner);
        }
    });

    [TestMethod]
    [DataRow("condorcet")]
    [DataRow("schulze")]
    public Task CondorcetCriterion_OneBeatsAll_Wins(string name)
    {
        var seen = 0;
        return ForEachAsync("Condorcet criterion for " + name, random =>
        {
            var poll = Polls.Random(random);
            if (poll.Candidates.SingleOrDefault(one => poll.Candidates.All(other => other == one || Margin(poll, one, other) > 0)) is { } winner)
            {
                seen++;
                Assert.AreEqual(winner, Aggregators.ByName[name].Aggregate(poll).Winner);
            }
            else if (name == "condorcet")
            {
                var unbeaten = poll.Candidates.Any(one => poll.Candidates.All(other => Margin(poll, one, other) >= 0));
                var result = Aggregators.Condorcet.Aggregate(poll);
                Assert.AreEqual((null, !unbeaten, unbeaten ? "tie" : "cycle"), (result.Winner, result.Cycle, (string?)result.Raw["outcome"]));
            }
        }, () => Assert.IsGreaterThan(20, seen));
    }

    [TestMethod]
    [DataRow("plurality")]
    [DataRow("borda")]
    [DataRow("schulze")]
    public Task Monotonicity_WinnerRaised_StillWins(string name)
    {
        var seen = 0;
        return ForEachAsync("monotonicity of " + name, random =>
        {
            var poll = Polls.RandomFull(random, random.Next(2, 6), random.Next(1, 9));
            if (Aggregators.ByName[name].Aggregate(poll).Winner is not { } winner)
            {
                return;
            }

            seen++;
            var raised = random.Next(poll.Ballots.Count);
            var order = poll.Ballots[raised].Ordering.Where(label => label != winner).ToList();
            order.Insert(random.Next(poll.Ballots[raised].Ordering.ToList().IndexOf(winner) + 1), winner);
            Ballot[] ballots = [.. poll.Ballots];
            ballots[raised] = ballots[raised] with { Ordering = order };

            Assert.AreEqual(winner, Aggregators.ByName[name].Aggregate(poll with { Ballots = ballots }).Winner);
        }, () => Assert.IsGreaterThan(20, seen));
    }

    [TestMethod]
    [DataRow("plurality")]
    [DataRow("borda")]
    public Task Consistency_TwoGroupsElectTheSame_SoDoBothTogether(string name)
    {
        var seen = 0;
        return ForEachAsync("consistency of " + name, random =>
        {
            var (one, other) = (Polls.RandomFull(random, 3, random.Next(1, 6)), Polls.RandomFull(random, 3, random.Next(1, 6)));
            if (Aggregators.ByName[name].Aggregate(one).Winner is { } winner && Aggregators.ByName[name].Aggregate(other).Winner == winner)
            {
                seen++;
                Assert.AreEqual(winner, Aggregators.ByName[name].Aggregate(one with { Ballots = [.. one.Ballots, .. other.Ballots] }).Winner);
            }
        }, () => Assert.IsGreaterThan(20, seen));
    }

    [TestMethod]
    public Task PeerRanking_FullBallots_OrdersAsBorda() => ForEachAsync("peer ranking and Borda", random =>
    {
        var poll = Polls.RandomFull(random, random.Next(2, 6), random.Next(1, 9));

        Assert.AreEqual(Aggregators.Borda.Aggregate(poll).Winner, Aggregators.PeerRanking.Aggregate(poll).Winner);
    });

    [TestMethod]
    public Task Schulze_StrongestPaths_AreThoseOfASearch() => ForEachAsync("paths of Schulze", random =>
    {
        var poll = Polls.Random(random);
        var paths = Aggregators.Schulze.Aggregate(poll).Raw["paths"]!;
        foreach (var from in poll.Candidates)
        {
            foreach (var to in poll.Candidates.Where(to => to != from))
            {
                Assert.AreEqual(Strongest(poll, from, to, [from]), (int)paths[from]![to]!, $"{from} {to}");
            }
        }
    });

    private static async Task ForEachAsync(string what, Action<Random> check, Action? atTheEnd = null)
    {
        await Sequences.RunAsync(150, 5000, $"polls for {what}", seed =>
        {
            check(new Random(seed));
            return Task.CompletedTask;
        });
        atTheEnd?.Invoke();
    }

    private static void AssertSame(AggregateResult expected, AggregateResult actual)
    {
        Assert.AreEqual((expected.Winner, expected.Cycle, expected.Error), (actual.Winner, actual.Cycle, actual.Error));
        CollectionAssert.AreEqual(expected.Scores.ToArray(), actual.Scores.ToArray());
    }

    private static int Strongest(Poll poll, string from, string to, IReadOnlyList<string> passed)
        => poll.Candidates.Where(next => !passed.Contains(next) && Margin(poll, from, next) > 0).Select(next =>
            Math.Min(Preferring(poll, from, next), next == to ? int.MaxValue : Strongest(poll, next, to, [.. passed, next]))).DefaultIfEmpty(0).Max();

    private static int Margin(Poll poll, string one, string other) => Preferring(poll, one, other) - Preferring(poll, other, one);

    private static int Preferring(Poll poll, string one, string other)
        => poll.Ballots.Count(ballot => ballot.Ordering.Contains(one) && (!ballot.Ordering.Contains(other) || ballot.Ordering.ToList().IndexOf(one) < ballot.Ordering.ToList().IndexOf(other)));
}
