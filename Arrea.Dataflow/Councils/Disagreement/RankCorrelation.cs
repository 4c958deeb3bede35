using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Councils.Disagreement;

/// <summary>How alike orders are: M. G. Kendall's τ-b (The treatment of ties in ranking problems, 1945).</summary>
public static class RankCorrelation
{
    /// <summary>The most candidates that are compared: the effort grows with the second power.</summary>
    internal const int MostCandidates = 512;

    /// <summary>τ-b of two orders: pairs of candidates in the same order less those in opposite order, in parts of √((pairs that the one puts in an order) × (those that the other does)).</summary>
    /// <param name="first">Some of the candidates, the best first. Those left out are even, behind the others. Of one that stands twice the first place counts; others than the candidates do not.</param>
    /// <param name="second">Another order of them.</param>
    /// <param name="candidates">The candidates. Up to 512.</param>
    /// <returns>1: the same order; −1: the reverse; 0: nothing in common. Null where either puts nothing in an order, and for more candidates than can be compared.</returns>
    public static double? Tau(IEnumerable<string> first, IEnumerable<string> second, IReadOnlyCollection<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(candidates);
        var names = candidates.Distinct(StringComparer.Ordinal).ToList();
        return names.Count > MostCandidates ? null : TauOf(Ranks(first, names), Ranks(second, names));
    }

    /// <summary>The mean of τ-b over all pairs of orders, where it is defined.</summary>
    /// <param name="orders">The orders, as in <see cref="Tau"/>.</param>
    /// <param name="candidates">The candidates. Up to 512.</param>
    /// <returns>From −1 to 1; null where no pair has one.</returns>
    public static double? MeanTau(IEnumerable<IEnumerable<string>> orders, IReadOnlyCollection<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(candidates);
        return Mean(orders.Select(static order => (order, "")), candidates);
    }

    /// <summary>The same for ballots. Of a voter that is a candidate and does not rank itself, its ballot says nothing.</summary>
    internal static double? MeanTauOf(IEnumerable<FirstChoice> ballots, IReadOnlyCollection<string> candidates)
        => Mean(ballots.Select(static ballot => ((IEnumerable<string>)ballot.Order, ballot.Order.Contains(ballot.Ballot.Voter) ? "" : ballot.Ballot.Voter)), candidates);

    private static double? Mean(IEnumerable<(IEnumerable<string> Order, string Own)> orders, IReadOnlyCollection<string> candidates)
    {
        var names = candidates.Distinct(StringComparer.Ordinal).ToList();
        if (names.Count > MostCandidates)
        {
            return null;
        }

        var ranks = orders.Select(order => (Of: Ranks(order.Order, names), Own: names.IndexOf(order.Own))).ToList();

        // In the order of size, so that the sum does not depend on that of the voters.
        double[] all = [.. ranks.SelectMany((one, index) => ranks.Skip(index + 1).Select(other => TauOf(one.Of, other.Of, one.Own, other.Own))).OfType<double>().Order()];
        return all.Length == 0 ? null : Math.Clamp(all.Average(), -1, 1);
    }

    private static double? TauOf(int[] first, int[] second, params ReadOnlySpan<int> without)
    {
        var (agreement, ordered, orderedToo) = (0L, 0L, 0L);
        for (var one = 0; one < first.Length; one++)
        {
            for (var other = one + 1; other < first.Length && !without.Contains(one); other++)
            {
                if (without.Contains(other))
                {
                    continue;
                }

                var (left, right) = (first[one].CompareTo(first[other]), second[one].CompareTo(second[other]));
                agreement += left * right;
                ordered += left * left;
                orderedToo += right * right;
            }
        }

        return ordered == 0 || orderedToo == 0 ? null : agreement / Math.Sqrt((double)ordered * orderedToo);
    }

    private static int[] Ranks(IEnumerable<string> order, List<string> names)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in order)
        {
            places.TryAdd(name, places.Count);
        }

        return [.. names.Select(name => places.GetValueOrDefault(name, int.MaxValue))];
    }
}
