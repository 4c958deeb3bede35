using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Words: quotes, joined lines, names, arrays, patterns.</summary>
[TestClass]
public sealed class ShellParserWordsTests
{
    [TestMethod]
    [DataRow("ls -l 'a b'\"c $d\"e\\ f", "ls -l 'a b'+\"c \"+q${d}+e+\\ +f")]
    [DataRow("r''m \"\"", "r+''+m \"\"")]
    [DataRow("\\sudo \\r\\m", "\\s+udo \\rm")]
    [DataRow("\"a\\\"b\\$c\\`d\\\\e\\f\"", "\"a\"b$c`d\\\\e\\\\f\"")]
    [DataRow("'a\\'", "'a\\\\'")]
    [DataRow("$'\\x41\\101\\u00e9\\U1F600\\cA\\e[0m\\'\\\\\\q'", "$'AAé😀[0m'\\\\\\\\q'")]
    [DataRow("$'\\xc3\\xa9 a\\0b' c", "$'é a' c")]
    [DataRow("$\"a $x\" \"$'a'\" $", "\"a \"+q${x} \"$'a'\" $")]
    [DataRow("\"a⏎b\" 'a⏎b'", "\"a\\nb\" 'a\\nb'")]
    [DataRow("a#b #c", "a#b")]
    [DataRow("x\"$y\"'z'", "x+q${y}+'z'")]
    [DataRow("\"\"$x ''\"\"", "\"\"+${x} ''+\"\"")]
    [DataRow("\\", "\\\\")]
    public void Parse_Quotes_ArePartsOfTheWord(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("ec\\⏎ho a\\⏎ b", "echo a b")]
    [DataRow("\"a\\⏎b\" 'a\\⏎b'", "\"ab\" 'a\\\\\\nb'")]
    [DataRow("i\\⏎f a; the\\⏎n b; fi", "(if [a ? b])")]
    [DataRow("$\\⏎x ${\\⏎x\\⏎y:\\⏎-z} $\\⏎(ls) $(\\⏎(1))", "${x} ${xy :- z} $(ls) $(= 1)")]
    [DataRow("a &\\⏎& b |\\⏎| c >\\⏎> d", "a && b || c <>> d>")]
    [DataRow("A\\⏎B=1 c", "AB=1 c")]
    public void Parse_JoinedLines_AreAsIfNeverCut(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("echo } if then { do time [[ !", "echo } if then { do time [[ !")]
    [DataRow("{ls; }ls", "{ls; }ls")]
    [DataRow("a[1]=2 b[c d]+=e f[1] g+=h", "a[1]=2 b[c d]+=e f[1] g+=h")]
    [DataRow("1a=2 a-b=c a=", "1a=2 a-b=c a=")]
    [DataRow("a=~/b:c b=\"d e\"f", "a=~/b:c b=\"d e\"+f")]
    [DataRow("echo a=(", "! Unexpected '('.")]
    public void Parse_Names_AreOnesWhereTheShellHasThem(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("a=() b=(c 'd e' $f) g+=(h) i", "a=() b=(c 'd e' ${f}) g+=(h) i")]
    [DataRow("a=(⏎b # c⏎[1 + 2]=d [e]+=f⏎)", "a=(b [1 + 2]=d [e]+=f)")]
    [DataRow("declare -A a=([x y]=1) b=c; export d=($(e))", "declare -A a=+([x y]=1) b=c; export d=+($(e))")]
    [DataRow("a=b(", "! Unexpected '('.")]
    public void Parse_Arrays_AreOneLiteral(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("shopt -s extglob⏎rm !(a|b c) +([0-9])", "shopt -s extglob; rm !(a|b c) +([0-9])")]
    [DataRow("shopt -s extglob; rm !(a)", "shopt -s extglob ! Unexpected '('.")]
    [DataRow("rm !(a)", "! Unexpected '('.")]
    [DataRow("shopt -s extglob⏎shopt -u extglob⏎rm ?(a)", "shopt -s extglob; shopt -u extglob ! Unexpected '('.")]
    public void Parse_ExtendedPatterns_NeedTheOptionOnAnEarlierLine(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);
}
