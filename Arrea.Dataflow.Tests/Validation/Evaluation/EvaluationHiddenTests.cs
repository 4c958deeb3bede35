namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>What hides: evaluation in the names of variables and in arithmetic, and fork bombs.</summary>
[TestClass]
public sealed class EvaluationHiddenTests
{
    [TestMethod]
    [DataRow("printf -v 'a[$(id)]' x", "printf -v 'a[$(id)]' x\nhidden a[$(id)]\nid [Substitution]\n: 'a['{?$(id)}']' [Substitution]")]
    [DataRow("let 'a[$(id)]=1'", "let 'a[$(id)]=1'\nhidden a[$(id)]=1\nid [Substitution]\n: 'a['{?$(id)}']=1' [Substitution]")]
    [DataRow("let \"$X\"", "let {?$X}\nhidden $X")]
    [DataRow("x='a[$(id)]'; echo $((x))", "hidden a[$(id)]\nid [Substitution]\n: 'a['{?$(id)}']' [Substitution]\necho {#}")]
    [DataRow("test -v \"a[$X]\"", "test -v 'a['{?$X}']'\nhidden a[$X]")]
    [DataRow("[[ -v a[$X] ]]", "hidden a[$X]")]
    [DataRow("read \"a[$X]\" <<< x", "read 'a['{?$X}']' <'x\\n'\nhidden a[$X]")]
    [DataRow("unset 'a[$(id)]'", "unset 'a[$(id)]'\nhidden a[$(id)]\nid [Substitution]\n: 'a['{?$(id)}']' [Substitution]")]
    [DataRow("declare 'a[$(id)]=1'", "hidden a[$(id)]\nid [Substitution]\n: 'a['{?$(id)}']' [Substitution]\ndeclare 'a[$(id)]=1'")]
    [DataRow("x='a[$(id)]'; [[ $x -eq 1 ]]", "hidden a[$(id)]\nid [Substitution]\n: 'a['{?$(id)}']' [Substitution]")]
    [DataRow("echo $(( $X + 1 ))", "echo {#}")]
    [DataRow("echo ${x@P}", "hidden ${x@P}\necho {?${x@P}}")]
    [DataRow("f(){ f|f& };f", "endless [Background]")]
    [DataRow(":(){ :|:& };:", "endless [Background]")]
    [DataRow("a() { b & b; }; b() { a & a; }; a", "endless [Background]\nendless [Background]")]
    [DataRow("walk() { for f in \"$1\"/*; do walk \"$f\"; done; }; walk .", "")]
    [DataRow("while true; do x & done", "true\nx [Background]\ntrue\nx [Background]\nendless")]
    [DataRow("while true; do x & sleep 1; done", "true\nx [Background]\nsleep 1\ntrue\nx [Background]\nsleep 1")]
    [DataRow("for ((;;)); do (x &) ; done", "x [Background]\nendless")]
    [DataRow("$0 & $0", "unknown CommandName (Outside) [Background]\nendless [Background]\nunknown CommandName (Outside)")]
    [DataRow("bash \"$0\" & bash \"$0\"", "bash {?$0} [Background]\nendless [Background]\nbash {?$0}")]
    [DataRow("echo './x & ./x' > x; sh x", "echo './x & ./x'\n>x content='./x & ./x\\n'\nsh x\n./x [Background]\nendless [Background]\n./x")]
    [DataRow("perl -e 'fork while 1'", "perl -e 'fork while 1'\nunknown Code perl\nendless")]
    public void Evaluate_Text_TellsWhatWouldRun(string text, string facts)
        => Assert.AreEqual(facts, FactPrinter.Print(text));
}
