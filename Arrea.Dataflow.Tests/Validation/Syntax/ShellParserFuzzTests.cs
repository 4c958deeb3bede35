using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>No text throws, and each tree keeps what trees promise.</summary>
[TestClass]
public sealed class ShellParserFuzzTests
{
    private const int Seed = 7;

    [TestMethod]
    public void Parse_MutatedTexts_GivesSoundTrees()
    {
        var count = TestScale.Choose(20_000, 2_000_000, "mutated texts that the parser reads");

        Expect.None(
            from text in ShellMutations.From(Seed, maxChanges: 8, areStrange: true).Take(count)
            from dialect in (ShellDialect[])[ShellDialect.Bash, ShellDialect.Posix]
            let fault = SyntaxTree.FaultOf(ShellParser.Parse(text, dialect))
            where fault is not null
            select $"{dialect} {text}: {fault}",
            "Trees that are not sound");
    }

    [TestMethod]
    public void Parse_PrefixesOfFragments_GiveSoundTrees()
        => Expect.None(
            from text in ShellFragments.All
            from length in Enumerable.Range(0, text.Length)
            from dialect in (ShellDialect[])[ShellDialect.Bash, ShellDialect.Posix]
            let fault = SyntaxTree.FaultOf(ShellParser.Parse(text[..length], dialect))
            where fault is not null
            select $"{dialect} {text[..length]}: {fault}",
            "Trees that are not sound");
}
