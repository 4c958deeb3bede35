using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>The plain shell, where it is another than bash.</summary>
[TestClass]
public sealed class ShellParserPosixTests
{
    [TestMethod]
    [DataRow("[[ a ]]; function b; select c; coproc d; time e", "[[ a ]]; function b; select c; coproc d; time e")]
    [DataRow("$'a\\n' $\"b\"", "$+'a\\\\n' $+\"b\"")]
    [DataRow("a &> b >&-c", "a &; <> b> <>& -c>")]
    [DataRow("((a)); ( (b) )", "((a)); ((b))")]
    [DataRow("a=$[1] b+=c d[1]=e {f}> g 22> h", "a=$[1] b+=c d[1]=e {f} 22 <> g> <> h>")]
    [DataRow("f() a", "(function f a)")]
    [DataRow("f() g() { h; }", "(function f (function g {h}))")]
    [DataRow("$((1 + 'a'))", "$(= 1 + 'a')")]
    [DataRow("\"${a:-'}\"", "q${a :- \"'\"}")]
    public void Parse_PlainShell_KnowsNoWordsOfBash(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Posix);

    [TestMethod]
    [DataRow("a <<< b", "! Unexpected '<'. Expected a word behind '<<'.")]
    [DataRow("a <(b)", "! Unexpected '('. Expected a word behind '<'.")]
    [DataRow("a |& b", "! Unexpected '&'.")]
    [DataRow("a=(b)", "! Unexpected '('.")]
    [DataRow("${a/b/c}", "! What stands in ${…} is not an expansion.")]
    [DataRow("${a:1}", "! What stands in ${…} is not an expansion.")]
    [DataRow("${!a}", "! What stands in ${…} is not an expansion.")]
    [DataRow("case a in b) c;& esac", "! Unexpected ';'. Expected 'esac'.")]
    [DataRow("! ! a", "! Unexpected '!'.")]
    [DataRow("f-g() { a; }", "! That is no name for a function.")]
    [DataRow("$((a); b)", "! An arithmetic expansion has no end.")]
    [DataRow("for a in b; { c; }", "! Unexpected '{'. Expected 'do'.")]
    [DataRow("for ((;;)) do a; done", "! Unexpected '('. Expected the name of a variable.")]
    public void Parse_PlainShell_RefusesWhatOnlyBashKnows(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Posix);
}
