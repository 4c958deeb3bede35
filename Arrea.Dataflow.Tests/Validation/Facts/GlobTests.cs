using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Tests.Validation.Facts;

[TestClass]
public sealed class GlobTests
{
    [TestMethod]
    [DataRow("", "", true)]
    [DataRow("", "a", false)]
    [DataRow("*", "", true)]
    [DataRow("*", "a/b", true)]
    [DataRow("a*", "ab", true)]
    [DataRow("a*", "ba", false)]
    [DataRow("*a", "ba", true)]
    [DataRow("*ab", "aab", true)]
    [DataRow("a*a", "a", false)]
    [DataRow("a*b*c", "a-b-b-c", true)]
    [DataRow("a*b*c", "a-c-b", false)]
    [DataRow("*x*", "axb", true)]
    [DataRow("a?c", "abc", true)]
    [DataRow("a?c", "ac", false)]
    [DataRow("*?b*", "ab", true)]
    [DataRow("4???", "4755", true)]
    [DataRow("4???", "444", false)]
    public void Fits_Pattern_StandsForTexts(string pattern, string text, bool expected) => Assert.AreEqual(expected, Glob.Fits(pattern, text));

    [TestMethod]
    [DataRow("a", "A", true)]
    [DataRow("A*c", "aBC", true)]
    [DataRow("*B*", "abc", true)]
    [DataRow("?B", "ab", true)]
    [DataRow("a?*C", "Abbc", true)]
    [DataRow("a*", "BA", false)]
    public void Fits_WithoutRegardToCase_TakesCapitalLettersForSmallOnes(string pattern, string text, bool expected)
        => Assert.AreEqual(expected, Glob.Fits(pattern, text, comparison: StringComparison.OrdinalIgnoreCase));
}
