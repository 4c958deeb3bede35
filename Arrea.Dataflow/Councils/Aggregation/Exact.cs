namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Numbers whose sums are the same in any order, so that 0.1 and 0.2 are even with 0.3, whoever votes first.</summary>
internal static class Exact
{
    private const double Most = 1e9;

    // 9 digits before the point, 12 behind it: a million such numbers still add up without rounding in the 28 digits of a decimal.
    private const int Digits = 12;

    /// <summary>A number that is not negative, in units of 1e-12.</summary>
    public static decimal Of(double value) => Rounded((decimal)Math.Min(value, Most));

    public static decimal Rounded(decimal value) => Math.Round(value, Digits);
}
