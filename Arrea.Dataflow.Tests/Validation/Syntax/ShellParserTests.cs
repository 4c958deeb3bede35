using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>What holds for every parse: places, problems, arguments.</summary>
[TestClass]
public sealed class ShellParserTests
{
    [TestMethod]
    [DataRow("a 'b c'\"d $e f\"\\g", "a|b c|d |$e| f|\\g")]
    [DataRow("${a[1]:-b$c}", "${a[1]:-b$c}|1|b|$c")]
    [DataRow("`a b` \"`c \\`d\\``\"", "`a b`|a|b|`c \\`d\\``|`c \\`d\\``|`c \\`d\\``|`c \\`d\\``")]
    [DataRow("x=(a [1]=b) $((1 + $c)) <(d)", "(a [1]=b)|a|[1]=b|$((1 + $c))|1 + |$c|<(d)|d")]
    [DataRow("a\\\nb$\\\nc", "a\\\nb|$\\\nc")]
    [DataRow("$'a\\n' $\"b\"", "a\\n|b")]
    [DataRow("cat <<-E\n\ta $b\n\tE\n", "cat|E|a |$b|\n")]
    public void Span_OfParts_IsWhereTheyStand(string text, string expected)
        => Assert.AreEqual(expected, string.Join('|', Ordered(ShellParser.Parse(text)).OfType<WordPart>().Select(part => text[part.Span])));

    [TestMethod]
    [DataRow("a > b & c && d | e; f", "a > b &|c && d | e|f")]
    [DataRow("if a; then b; fi > c; (d) ", "if a; then b; fi > c|a|b|(d)|d")]
    [DataRow("f() { a; } # b\nc", "f() { a; }|a|c")]
    public void Span_OfStatements_IsWhereTheyStand(string text, string expected)
        => Assert.AreEqual(expected, string.Join('|', Ordered(ShellParser.Parse(text)).OfType<Statement>().Select(statement => text[statement.Span])));

    [TestMethod]
    [DataRow("a 'b", "'b")]
    [DataRow("a; ) b", ")")]
    [DataRow("a ${b!c} d", "${b!")]
    [DataRow("a <<E b\nc", "<<E")]
    [DataRow("if a; done", "done")]
    [DataRow("`a )`", ")")]
    [DataRow("`a \\`b )\\``", "`a \\`b )\\``")]
    public void Span_OfAProblem_IsWhereItStands(string text, string expected)
    {
        var problem = ShellParser.Parse(text).Problems.Single();

        Assert.AreEqual(expected, text[problem.Span]);
        Assert.IsFalse(problem.IsBudget);
    }

    [TestMethod]
    public void Parse_Script_KnowsItsTextAndDialect()
    {
        var script = ShellParser.Parse("a", ShellDialect.Posix);

        Assert.AreEqual("a", script.Text);
        Assert.AreEqual(ShellDialect.Posix, script.Dialect);
        Assert.AreEqual(ShellDialect.Bash, ShellParser.Parse("a").Dialect);
    }

    [TestMethod]
    public void Parse_LiteralsOfOneQuoting_AreOnePart()
    {
        var text = string.Concat(Enumerable.Repeat("'a''b'", 10_000));

        var command = Assert.IsInstanceOfType<SimpleCommand>(ShellParser.Parse(text).Body.Statements[0].Pipelines[0].Commands[0]);

        var literal = Assert.IsInstanceOfType<LiteralText>(command.Words[0].Parts.Single());
        Assert.AreEqual(20_000, literal.Text.Length);
    }

    [TestMethod]
    public void Parse_CarriageReturn_IsACharacterLikeOthers()
        => SyntaxPrinter.Check("if a; then\r⏎b; fi\r", "! The text ends too early. Expected 'then'.", ShellDialect.Bash);

    [TestMethod]
    public void Parse_BadArguments_Throws()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => ShellParser.Parse(null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ShellParser.Parse("", (ShellDialect)2));
    }

    /// <summary>All nodes in the order of the text, outer ones first.</summary>
    private static IEnumerable<SyntaxNode> Ordered(SyntaxNode node) => node.Children.SelectMany(Ordered).Prepend(node);
}
