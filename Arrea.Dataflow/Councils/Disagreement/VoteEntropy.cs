namespace Arrea.Dataflow.Councils.Disagreement;

/// <summary>How far votes are spread: C. E. Shannon's entropy (A Mathematical Theory of Communication, 1948) of the shares of the candidates.</summary>
/// <param name="Bits">−Σ p log₂ p, p the share of each candidate that has votes. 0: all agree; 1: as much as between two halves. Range: 0 and more.</param>
/// <param name="Normalized"><paramref name="Bits"/> in parts of the most there could be, log₂ of the number of voters or of candidates, whichever is smaller. Range: 0 to 1; 0 also where nobody could disagree.</param>
public sealed record VoteEntropy(double Bits, double Normalized)
{
    /// <summary>Measures choices.</summary>
    /// <param name="choices">What each voter chose.</param>
    /// <param name="candidates">How many could be chosen. 0 (default): anything, so that all could differ.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="candidates"/> is negative.</exception>
    public static VoteEntropy Of(IEnumerable<string> choices, int candidates = 0)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentOutOfRangeException.ThrowIfNegative(candidates);

        // In the order of size, so that the sum does not depend on that of the voters.
        int[] counts = [.. choices.CountBy(static choice => choice, StringComparer.Ordinal).Select(static pair => pair.Value).Order()];
        var voters = counts.Sum();
        var bits = counts.Sum(count => (double)count / voters * Math.Log2((double)voters / count));
        var most = Math.Log2(candidates == 0 ? voters : Math.Min(voters, candidates));
        return new(bits, counts.Length < 2 ? 0 : Math.Min(1, bits / most));
    }
}
