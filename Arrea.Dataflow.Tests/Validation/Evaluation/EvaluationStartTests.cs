using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>Where facts are written, and what a text begins with.</summary>
[TestClass]
public sealed class EvaluationStartTests
{
    [TestMethod]
    [DataRow("ls; rm -rf /tmp/x", "rm", "rm -rf /tmp/x")]
    [DataRow("ls; sh -c 'cd /; rm -rf x'", "rm", "'cd /; rm -rf x'")]
    [DataRow("echo \"$(rm x)\"", "rm", "rm x")]
    [DataRow("eval \"rm $x\"", "rm", "\"rm $x\"")]
    [DataRow("f() { rm x; }; f", "rm", "rm x")]
    [DataRow("sudo rm x", "rm", "rm x")]
    public void Evaluate_Command_HasTheSpanOfItsText(string text, string name, string span)
    {
        var fact = FactPrinter.Evaluate(text).Facts.OfType<Invocation>().First(command => command.Name == name);

        Assert.AreEqual(span, text[fact.Span]);
    }

    [TestMethod]
    public void Evaluate_KnownParameters_PutsThemIn()
    {
        var script = ShellParser.Parse("rm \"$1\" \"${@:2}\"; echo $# $0");

        var result = ShellEvaluator.Evaluate(script, new() { Parameters = [Value.Of("me", 0..0), Value.Of("a b", 0..0), Value.Of("/", 0..0)] });

        Assert.AreEqual("rm 'a b' /\necho 2 me", string.Join('\n', result.Facts.Select(FactPrinter.Print)));
    }

    [TestMethod]
    public void Evaluate_KnownInput_IsRead()
    {
        var script = ShellParser.Parse("read -r a; rm \"$a\"");

        var result = ShellEvaluator.Evaluate(script, new() { Input = Flow.Of(Value.Of("/etc\n", 0..0)) });

        Assert.Contains("rm /etc <'/etc\\n'", result.Facts.Select(FactPrinter.Print));
    }

    [TestMethod]
    public void Evaluate_VariableSet_IsTold()
        => Assert.AreEqual(
            "a=1\nexport b=2\nexport b=2\nexport b=3",
            string.Join('\n', FactPrinter.Evaluate("a=1; export b=2; b=3").Facts.Select(FactPrinter.Print)));

    [TestMethod]
    public void Evaluate_Posix_HasNoBraces()
        => Assert.AreEqual("echo '{a,b}'", FactPrinter.Print("echo {a,b}", ShellDialect.Posix));
}
