using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Expansions, and what runs inside of words.</summary>
[TestClass]
public sealed class ShellParserExpansionsTests
{
    [TestMethod]
    [DataRow("$a${b}$1${10}$@$*$#$?$-$$$!$_$0x", "${a}+${b}+${1}+${10}+${@}+${*}+${#}+${?}+${-}+${$}+${!}+${_}+${0}+x")]
    [DataRow("${a-b}${a:-b c}${a:=d}${a=e}${a:?f}${a?g}${a:+h}${a+i}", "${a - b}+${a :- b c}+${a := d}+${a = e}+${a :? f}+${a ? g}+${a :+ h}+${a + i}")]
    [DataRow("${a#b}${a##*/}${a%.c}${a%%.*}", "${a # b}+${a ## */}+${a % .c}+${a %% .*}")]
    [DataRow("${a/b/c}${a//b}${a/#b/c}${a/%b}${a/\\//x}${a///b}", "${a / b c}+${a // b}+${a /# b c}+${a /% b}+${a / \\/ x}+${a // - b}")]
    [DataRow("${a:1}${a:1:2}${a: -1}${a:(b?1:2):c}", "${a : 1}+${a : 1 2}+${a :  -1}+${a : (b?1:2) c}")]
    [DataRow("${a^}${a^^[b]}${a,}${a,,}${a@Q}", "${a ^ -}+${a ^^ [b]}+${a , -}+${a ,, -}+${a @ Q}")]
    [DataRow("${#a}${#}${#-}${#:-a}${#@}${##}${##a}", "${len a}+${#}+${len -}+${# :- a}+${len @}+${len #}+${# # a}")]
    [DataRow("${!a}${!a:-b}${!a*}${!a@}${!a[@]}${!}${!#}", "${ref a}+${ref a :- b}+${ref a *}+${ref a @}+${ref a[@]}+${!}+${ref #}")]
    [DataRow("${a[1]}${a[b c]:-d}${#a[@]}${a[$i]}${a[*]#b}", "${a[1]}+${a[b c] :- d}+${len a[@]}+${a[${i}]}+${a[*] # b}")]
    public void Parse_Parameters_HaveNameAndOperator(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("\"${a:-b 'c' \"d\" \\} \\e}\"", "q${a :- \"b 'c' d } \\\\e\"}")]
    [DataRow("\"${a:-'}'}\"", "q${a :- \"'}'\"}")]
    [DataRow("${a:-'b}'\"c}\"\\}d}", "${a :- 'b}'+\"c}\"+\\}+d}")]
    [DataRow("\"${a%'}'*}\"", "q${a % '}'+*}")]
    [DataRow("${a:-${b:-${c}}}", "${a :- ${b :- ${c}}}")]
    [DataRow("${a:-$(ls; echo })`b`}", "${a :- $(ls; echo })+`b`}")]
    [DataRow("${a:-<(b)}", "${a :- <(b)}")]
    public void Parse_Operands_KeepTheQuotesOfWhatIsAround(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("a $(b | c; d) \"$(e \"$f\")\"", "a $(b | c; d) q$(e q${f})")]
    [DataRow("$() $( ) $(⏎a # )⏎)", "$() $() $(a)")]
    [DataRow("$(case x in a) b;; (c) d; esac)", "$((case x [a => b;;] [c => d]))")]
    [DataRow("$(echo ')' \\))", "$(echo ')' \\))")]
    [DataRow("a=$(b) c=`d`", "a=$(b) c=`d`")]
    [DataRow("$(<f)", "$(<< f>)")]
    public void Parse_Substitutions_HoldStatements(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("`a` \"`b`\" ``", "`a` q`b` ``")]
    [DataRow("`a \\`b \\\\\\`c\\\\\\`\\` \\$d \\\\e`", "`a `b `c`` ${d} \\e`")]
    [DataRow("\"`a \\\"b\\\"`\" `a \\\"b\\\"`", "q`a \"b\"` `a \\\"+b+\\\"`")]
    [DataRow("`a;b`c", "`a; b`+c")]
    public void Parse_Backticks_AreUnescapedFirst(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("$((1 + $a * ${b} - $(c))) $[a[1] + 2]", "$(= 1 + +${a}+ * +${b}+ - +$(c)) $(= a[1] + 2)")]
    [DataRow("$(( (a) + (b) )) $((a)) $( (a) )", "$(=  (a) + (b) ) $(= a) $((a))")]
    [DataRow("$((a); b) $((a) | (b))", "$((a); b) $((a) | (b))")]
    [DataRow("\"$((a))\" $(('a' + \"b\"))", "q$(= a) $(= 'a'+ + +\"b\")")]
    [DataRow("((a++)) && ((b); c)", "(= a++) && ((b); c)")]
    [DataRow("((a = (1)))", "(= a = (1))")]
    public void Parse_Arithmetic_IsTold_FromSubshells(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);

    [TestMethod]
    [DataRow("a <(b) >(c; d) e=<(f) g<(h)i", "a <(b) >(c; d) e=+<(f) g+<(h)+i")]
    [DataRow("a < <(b) 2>(c)", "a 2+>(c) << <(b)>")]
    [DataRow("a \"<(b)\"", "a \"<(b)\"")]
    public void Parse_Processes_ArePartsOfWords(string text, string expected) => SyntaxPrinter.Check(text, expected, ShellDialect.Bash);
}
