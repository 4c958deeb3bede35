using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Hostile texts cost little, and nesting has an end.</summary>
[TestClass]
public sealed class ShellParserBudgetTests
{
    private const int Length = 64 * 1024;

    // Some 500 bytes for each character: what takes the square of its length takes far more.
    private const long MostBytes = 32L << 20;

    private static readonly string[] Pieces =
    [
        "(", "((", "$(", "$((", "${", "`", "\"$(", "\"${x:-", "<<a", "cat <<a\n", "cat <<a\na\n", "a=(", "[[ ( ", "[[ ! ", "[[ a && ", "case x in a) ",
        "\\\n", "a\\\n", "''", "\"\"", "a''", "$x", "'a'\"b\"", "if ", "if a; then ", "{ ", "{ a;", "( ", "f() ", "f()", "coproc ", "time ", "! ", "a|",
        "a&&", "a;", "a\n", "a b ", "x=1 ", "x[", "x[1]=", "x[1] ", "${x[", "$[", "${x:", "${x/", "${x:-`", "\\", "\\a", "<", "> a ", "2>", "<(", "a<(",
        "{a}>", "#\n", "# a\n", " ", "\n", "select x in ", "for x in ", "for ((", "while a; do ", "*(a", "shopt -s extglob\n*(", "]]", "[[ a =~ (", "`\\`",
        "\"`\"", "$'\\x41", "$'", "é", "$(cat <<a\n", "$(<<a\na\n)", "((1))", "((1);", "$((1);", "$(( (", "(((a);", "((a) ", "$((a) ", "cat <<a <<b <<c\n",
        "cat <<-a\n\t\t\t", "${x:-'", "\"${x:-'", "\"${x:-'}'", "$(case x in a) ", "case x in (", "function f ", "function ", "coproc a ", "x=(a [", "x=([",
        "declare a=(", "<<<", "&>", "&", ";", ";;", "|", "${#", "${!", "${x@", "$\\\n", "}", "\"a\\\nb\"", "a\\\n\\\n\\\n b ", "$((${x:-$((", "a\0${x:-\0",
    ];

    public static IEnumerable<(ShellDialect Dialect, string Before, string After)> Cases =>
        from dialect in (ShellDialect[])[ShellDialect.Bash, ShellDialect.Posix]
        from around in ((string, string)[])[("", ""), ("", ")))))))))) }; fi; esac; done"), ("cat <<z\n", "\nz\n"), ("cat <<'z'\n", "\nz\n")]
        select (dialect, around.Item1, around.Item2);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Parse_LongHostileText_TakesLittle(ShellDialect dialect, string before, string after)
    {
        var slow = new List<string>();
        foreach (var piece in Pieces)
        {
            var text = before + string.Concat(Enumerable.Repeat(piece, Length / piece.Length)) + after;
            var start = GC.GetAllocatedBytesForCurrentThread();
            var script = ShellParser.Parse(text, dialect);
            var taken = GC.GetAllocatedBytesForCurrentThread() - start;

            Assert.IsNull(SyntaxTree.FaultOf(script), piece);
            slow.AddRange(taken > MostBytes ? [$"{piece}: {taken >> 20} MB"] : []);
        }

        Expect.None(slow, "Texts that take much");
    }

    [TestMethod]
    [DataRow("(", "a", ")")]
    [DataRow("{ ", "a", "; }")]
    [DataRow("$(", "a", ")")]
    [DataRow("\"$(", "a", ")\"")]
    [DataRow("${a:-", "b", "}")]
    [DataRow("<(", "a", ")")]
    [DataRow("if ", "a", "; then b; fi")]
    [DataRow("while a; do ", "b", "; done")]
    [DataRow("case a in b) ", "c", "; esac")]
    [DataRow("f() { ", "a", "; }")]
    public void Parse_HundredLevels_ArePossibleAndOneMoreIsNot(string open, string middle, string close)
    {
        // Spaces keep parentheses from being arithmetic.
        Assert.IsEmpty(OnAThread(Nested(100), 1536).Problems);

        var problem = OnAThread(Nested(101), 1536).Problems.Single();
        Assert.IsTrue(problem.IsBudget, problem.Message);

        string Nested(int levels) => string.Concat(Enumerable.Repeat(open + (open == "(" ? " " : ""), levels)) + middle + string.Concat(Enumerable.Repeat(close, levels));
    }

    [TestMethod]
    public void Parse_DeepTextOnASmallStack_GivesUp()
    {
        foreach (var piece in Pieces)
        {
            var text = string.Concat(Enumerable.Repeat(piece, 2_000));

            Assert.IsNull(SyntaxTree.FaultOf(OnAThread(text, 256)), piece);
        }
    }

    [TestMethod]
    public void Parse_TextThatIsReadAgainAndAgain_GivesUp()
    {
        // Each pair of parentheses may begin arithmetic, up to the very end.
        var text = new string('(', Length);

        Assert.IsTrue(ShellParser.Parse(text).Problems.Single().IsBudget);
    }

    private static ShellScript OnAThread(string text, int kilobytes)
    {
        ShellScript? script = null;
        var thread = new Thread(() => script = ShellParser.Parse(text), kilobytes * 1024);
        thread.Start();
        thread.Join();
        return script!;
    }
}
