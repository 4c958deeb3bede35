using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Tests.Validation.Syntax;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>No text throws, and none takes long.</summary>
[TestClass]
public sealed class EvaluationBudgetTests
{
    // A kilobyte for each byte of the text: what takes the square of its length takes far more.
    private const long MostBytes = 64L << 20;

    [TestMethod]
    public void Evaluate_HostileTexts_TakesLittle()
    {
        var slow = new List<string>();
        foreach (var (name, text) in HostileScripts.All)
        {
            var script = ShellParser.Parse(text);
            var start = GC.GetAllocatedBytesForCurrentThread();
            var result = ShellEvaluator.Evaluate(script, EvaluationStart.Default);
            var taken = GC.GetAllocatedBytesForCurrentThread() - start;
            slow.AddRange(taken > MostBytes ? [$"{name}: {taken >> 20} MB, {result.Facts.Count} facts"] : []);
        }

        Expect.None(slow, "Texts that take much");
    }

    [TestMethod]
    public void Evaluate_MutatedTexts_TellsFactsInsideTheText()
    {
        var count = TestScale.Choose(4_000, 400_000, "mutated texts that are evaluated");

        Expect.None(
            from text in ShellMutations.From(11, maxChanges: 6, areStrange: true).Take(count)
            from dialect in (ShellDialect[])[ShellDialect.Bash, ShellDialect.Posix]
            from fact in FactPrinter.Evaluate(text, dialect).Facts
            where fact.Span.Start.IsFromEnd || fact.Span.End.IsFromEnd || fact.Span.Start.Value > fact.Span.End.Value || fact.Span.End.Value > text.Length
            select $"{dialect} {text}: {FactPrinter.Print(fact)} at {fact.Span}",
            "Facts outside the text");
    }

    [TestMethod]
    [DataRow("x=aaaaaaaa; while a; do x=$x$x; y=$x$x$x$x; done; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do x=$x$x; done")]
    [DataRow("echo {1..99999999}")]
    [DataRow("f() { f; f; f; f; f; f; f; f; f; f; f; f; f; f; f; f; f; f; f; f; f; f; }; f; f; f; f; f; f; f; f; f")]
    public void Evaluate_TooMuchWork_SaysSo(string text) => Assert.IsTrue(FactPrinter.Evaluate(text).IsOutOfBudget);

    [TestMethod]
    public void Evaluate_SmallBudget_StopsEarly()
    {
        var script = ShellParser.Parse("ls; ls; ls; ls; rm -rf /");

        var result = ShellEvaluator.Evaluate(script, new() { Budget = 40 });

        Assert.IsTrue(result.IsOutOfBudget);
        Assert.IsLessThan(5, result.Facts.Count);
    }

    [TestMethod]
    public void Evaluate_ProgramsNestedTooDeep_SaysSo()
    {
        var text = string.Concat(Enumerable.Repeat("env ", 30)) + "ls";

        Assert.IsTrue(FactPrinter.Evaluate(text).IsOutOfBudget);
    }
}
