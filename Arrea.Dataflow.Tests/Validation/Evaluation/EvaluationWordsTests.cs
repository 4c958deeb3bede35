namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>Words: quotes, braces, tildes, parameters and their operators, splitting.</summary>
[TestClass]
public sealed class EvaluationWordsTests
{
    [TestMethod]
    [DataRow("rm -rf ${X:?}/build", "rm -rf {?$X}/build")]
    [DataRow("rm -rf \"${X:-build}\"", "rm -rf {?$X}\nrm -rf build")]
    [DataRow("rm -rf \"${X:=/}\"", "rm -rf {?$X}\nrm -rf /")]
    [DataRow("echo a{b,c}d \"a{b,c}\" a\\{b,c}", "echo abd acd 'a{b,c}' 'a{b,c}'")]
    [DataRow("echo {a,b{1..3}}x {01..03} {a..e..2} {} {a}", "echo ax b1x b2x b3x 01 02 03 a c e '{}' '{a}'")]
    [DataRow("x=1; x1=a; x2=b; echo $x{1,2}", "echo a b")]
    [DataRow("echo ~root ~/x \"~/x\" x=~/y ~$USER", "echo {~root} {~}/x ~/x x=~/y ~{?$USER}")]
    [DataRow("x=~/a:~/b; echo \"$x\"", "echo {~}/a:{~}/b")]
    [DataRow("x=hello.tar.gz; echo ${x%.*} ${x%%.*} ${x#*.} ${x##*.} ${x/l/L} ${x//l/L} ${x^} ${x^^} ${#x} ${x:1:3} ${x: -2}", "echo hello.tar hello tar.gz gz heLlo.tar.gz heLLo.tar.gz Hello.tar.gz HELLO.TAR.GZ 12 ell gz")]
    [DataRow("a=(1 2 '3 4'); echo \"${a[@]}\" ${#a[@]} \"${a[2]}\" ${a[@]:1:1}", "echo 1 2 '3 4' 3 '3 4' 2")]
    [DataRow("echo ${HOME:0:1} ${PATH:0:1}", "echo / /")]
    [DataRow("rm${IFS}-rf${IFS}/", "rm -rf /")]
    [DataRow("IFS=_; x=rm_-rf_/; $x", "rm -rf /")]
    [DataRow("unset x; ${x-rm} -rf /", "unset x\nrm -rf /")]
    [DataRow("x=abc; ${x:+rm} -rf /", "rm -rf /")]
    [DataRow("n=c; c=rm; ${!n} -rf /", "rm -rf /")]
    [DataRow("${!X}", "unknown CommandName (Outside)")]
    [DataRow("declare -l c=RM; $c -rf /", "declare -l c=rm\nrm -rf /")]
    [DataRow("declare -A m; m[x]=rm; ${m[x]} -rf /", "declare -A m\nrm -rf /")]
    [DataRow("a=(); a+=(rm); a+=(-rf /); \"${a[@]}\"", "rm -rf /")]
    [DataRow("$(printf '\\x72\\x6d') -rf /", "printf \\x72\\x6d [Substitution]\nrm -rf /")]
    [DataRow("`echo rm` -rf /", "echo rm [Substitution]\nrm -rf /")]
    [DataRow("\"$(echo rm -rf /)\"", "echo rm -rf / [Substitution]\n'rm -rf /'")]
    [DataRow("echo $((2**3 + 0x10 + 010 + (5>3?1:0)))", "echo 33")]
    [DataRow("echo \"${#X}\" $# $?", "echo {#} {#} {#}")]
    [DataRow("set -f; echo *; set +f; echo *", "set -f\necho *\nset +f\necho {*}")]
    [DataRow("set -- a b c; shift; echo \"$1\" $# \"$*\" \"$@\"", "set -- a b c\nshift\necho b 2 'b c' b c")]
    [DataRow("rm -rf \"$STEAMROOT/\"*", "rm -rf {?$STEAMROOT}/{*}")]
    [DataRow("chmod -R 755 \"${DIR%/*}\"", "chmod -R 755 {?${DIR%/*}}")]
    [DataRow("/b?n/r? -rf /", "/b{?}n/r{?} -rf /\nrm -rf /")]
    [DataRow("x='$(rm -rf /)'; echo \"${x@P}\"", "hidden $(rm -rf /)\nrm -rf / [Substitution]\n: '' [Substitution]\necho {?${x@P}}")]
    [DataRow("x=5; (( x++ )); echo $x", "echo 6")]
    [DataRow("for x; do rm \"$x\"; done", "rm {?$@}\nrm {?$@}")]
    public void Evaluate_Text_TellsWhatWouldRun(string text, string facts)
        => Assert.AreEqual(facts, FactPrinter.Print(text));
}
