using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Tests.Councils.Aggregation;

/// <summary>Writes polls as the literature does: so many voters, and an order.</summary>
internal static class Polls
{
    /// <summary>A ballot such as "A > B > C".</summary>
    public static Ballot Ballot(string order, string voter = "v", double? confidence = null, double weight = 1)
        => new() { Voter = voter, Ordering = order.Split('>', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Confidence = confidence, Weight = weight };

    /// <summary>A poll over candidates such as "A B C".</summary>
    public static Poll Of(string candidates, params IEnumerable<Ballot> ballots)
        => new() { Candidates = candidates.Split(' ', StringSplitOptions.RemoveEmptyEntries), Ballots = [.. ballots] };

    /// <summary>A poll of many who agree.</summary>
    public static Poll Of(string candidates, params (int Voters, string Order)[] groups)
        => Of(candidates, groups.SelectMany(static group => Enumerable.Range(0, group.Voters).Select(number => Ballot(group.Order, $"{group.Order}/{number}"))));

    /// <summary>A poll by chance: some ballots are short, some repeat themselves, some name what is no candidate.</summary>
    public static Poll Random(Random random, TieBreak tieBreak = TieBreak.None)
    {
        var candidates = Enumerable.Range(0, random.Next(2, 6)).Select(static index => $"c{index}").ToArray();
        return new()
        {
            Candidates = candidates,
            TieBreak = tieBreak,
            Seed = random.Next(),
            Ballots = [.. Enumerable.Range(0, random.Next(1, 9)).Select(index => RandomBallot(random, candidates, $"v{index}"))],
        };
    }

    /// <summary>A poll by chance in which each ballot ranks all.</summary>
    public static Poll RandomFull(Random random, int candidates, int ballots)
    {
        var names = Enumerable.Range(0, candidates).Select(static index => $"c{index}").ToArray();
        return new() { Candidates = names, TieBreak = TieBreak.None, Ballots = [.. Enumerable.Range(0, ballots).Select(index => new Ballot { Voter = $"v{index}", Ordering = Shuffled(random, names) })] };
    }

    public static T[] Shuffled<T>(Random random, IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static Ballot RandomBallot(Random random, string[] candidates, string voter)
    {
        var order = Shuffled(random, candidates).Take(random.Next(1, candidates.Length + 1)).ToList();
        if (random.Next(4) == 0)
        {
            order.Insert(random.Next(order.Count + 1), "nobody");
        }

        if (random.Next(4) == 0)
        {
            order.Add(order[0]);
        }

        return new()
        {
            Voter = voter,
            Ordering = order,
            Confidence = random.Next(4) == 0 ? null : random.Next(11) / 10d,
            Weight = random.Next(1, 4) / 10d,
        };
    }
}
