using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Commands of each kind, as they stand in the tree.</summary>
[TestClass]
public sealed class ShellParserCommandsTests
{
    [TestMethod]
    [DataRow("a; b & c", "a; b &; c")]
    [DataRow("a && b || c; d", "a && b || c; d")]
    [DataRow("a | b |& c", "a | b | c")]
    [DataRow("! a | b && ! ! c", "! a | b && c")]
    [DataRow("time a | b; time -p -- ! c; time; a | time b", "time a | b; time ! c; time; a | time b")]
    [DataRow("a &⏎⏎b;⏎# c⏎d", "a &; b; d")]
    [DataRow("a &&⏎# b⏎c |⏎⏎d", "a && c | d")]
    [DataRow("⏎ ⏎", "")]
    public void Parse_Lists_JoinPipelines(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("a > b < c >> d <> e >| f", "a <> b> << c> <>> d> <<> e> <>| f>")]
    [DataRow("a 2> b 10<c 2>&1 >&- <&3-", "a <2> b> <10< c> <2>& 1> <>& -> <<& 3->")]
    [DataRow("a &> b &>> c >& d", "a <&> b> <&>> c> <>& d>")]
    [DataRow("a {b}> c {d} > e", "a {d} <{b}> c> <> e>")]
    [DataRow("a <<< b <<<\"c d\"", "a <<<< b> <<<< \"c d\">")]
    [DataRow("> a", "<> a>")]
    [DataRow("< a b > c", "b << a> <> c>")]
    [DataRow("A=1 > b", "A=1 <> b>")]
    [DataRow("(a) > b 2>&1 | c", "(a) <> b> <2>& 1> | c")]
    [DataRow("a 2 > b 2x> c", "a 2 2x <> b> <> c>")]
    [DataRow(">&-a b <&- c <& -d", "a b c d <>& -> <<& -> <<& ->")]
    public void Parse_Redirections_HaveDescriptorOperatorAndTarget(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("{ a; b; }", "{a; b}")]
    [DataRow("(a; b)", "(a; b)")]
    [DataRow("{ (a) }", "{(a)}")]
    [DataRow("if a; then b; elif c; then d; else e; fi", "(if [a ? b] [c ? d] [e])")]
    [DataRow("while a; do b; done < c", "(while [a] [b]) << c>")]
    [DataRow("until (a) do (b) done", "(until [(a)] [(b)])")]
    [DataRow("for a in b \"c d\" $e; do f; done", "(for a in b \"c d\" ${e} [f])")]
    [DataRow("for a; do b; done", "(for a [b])")]
    [DataRow("for a do b; done", "(for a [b])")]
    [DataRow("for a in; do b; done", "(for a in [b])")]
    [DataRow("for a⏎in b⏎do⏎c⏎done", "(for a in b [c])")]
    [DataRow("for a in b; { c; }", "(for a in b [c])")]
    [DataRow("for ((a = 0; a < 1; a++)); do b; done", "(for a = 0 a < 1 a++ [b])")]
    [DataRow("for ((;;)) { a; }", "(for - - - [a])")]
    [DataRow("select a in b; do c; done", "(select a in b [c])")]
    [DataRow("case a in b|\"c\") d;; (e) f;& *) g;;& esac", "(case a [b|\"c\" => d;;] [e => f;&] [* => g;;&])")]
    [DataRow("case a in b) esac", "(case a [b => ])")]
    [DataRow("case $a in⏎⏎b)⏎c⏎d⏎;;⏎esac > e", "(case ${a} [b => c; d;;]) <> e>")]
    [DataRow("[[ -f a && ! ( $b == *(c|d) || e =~ ^(f g)+|h$ ) ]]", "[[-f a && ! ( ${b} == *(c|d) || e =~ ^(f g)+|h$ )]]")]
    [DataRow("[[ a < b ]] && [[ c -nt d ]]", "[[a < b]] && [[c -nt d]]")]
    [DataRow("[[ ⏎ -f a &&⏎ -n b⏎ ]] > c", "[[-f a && -n b]] <> c>")]
    public void Parse_Compounds_HaveBodies(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("a() { b; }; a", "(function a {b}); a")]
    [DataRow("a () (b) > c", "(function a (b) <> c>)")]
    [DataRow("a()⏎{ b; }", "(function a {b})")]
    [DataRow("function a { b; }", "(function a {b})")]
    [DataRow("function a() { b; }", "(function a {b})")]
    [DataRow("function a ( b )", "(function a (b))")]
    [DataRow("a-b.c() if d; then e; fi", "(function a-b.c (if [d ? e]))")]
    [DataRow(":(){ :|:& };:", "(function : {: | : &}); :")]
    public void Parse_Functions_AreDefined(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("coproc a b", "(coproc - a b)")]
    [DataRow("coproc { a; }", "(coproc - {a})")]
    [DataRow("coproc A { a; } > b", "(coproc A {a} <> b>)")]
    [DataRow("coproc A (a)", "(coproc A (a))")]
    [DataRow("coproc A a", "(coproc - A a)")]
    public void Parse_Coprocesses_MayHaveNames(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("cat <<A; b⏎c $d \\$e \"f⏎A⏎g", "cat <<< A \"c \"+q${d}+\" $e \"f\\n\">; b; g")]
    [DataRow("cat <<'A' <<-B⏎$a\\⏎b⏎A⏎‖c $d⏎‖B⏎e", "cat <<< 'A' '$a\\\\\\nb\\n'> <<<- B \"c \"+q${d}+\"\\n\">; e")]
    [DataRow("cat <<-\"A B\"⏎‖‖a⏎‖ b⏎‖A B", "cat <<<- \"A B\" 'a\\n b\\n'>")]
    [DataRow("cat <<A | b &&⏎c⏎A⏎d", "cat <<< A \"c\\n\"> | b && d")]
    [DataRow("$(cat <<A⏎b ) c⏎A⏎)", "$(cat <<< A \"b ) c\\n\">)")]
    [DataRow("$(cat <<A⏎b⏎A)", "$(cat <<< A \"b\\n\">)")]
    [DataRow("a <<A $(b <<B⏎c⏎B⏎)⏎d⏎A", "a $(b <<< B \"c\\n\">) <<< A \"d\\n\">")]
    [DataRow("{ cat <<A⏎b⏎A⏎} > c", "{cat <<< A \"b\\n\">} <> c>")]
    [DataRow("cat <<A⏎b\\⏎c⏎A", "cat <<< A \"bc\\n\">")]
    [DataRow("cat <<A⏎$(b <<B⏎c⏎B⏎)⏎A", "cat <<< A q$(b <<< B \"c\\n\">)+\"\\n\">")]
    [DataRow("cat <<$a⏎b⏎$a", "cat <<< $a \"b\\n\">")]
    [DataRow("cat <<A⏎A", "cat <<< A ->")]
    public void Parse_HereDocuments_AreReadBehindTheLine(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);
}
