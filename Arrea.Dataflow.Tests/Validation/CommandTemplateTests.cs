using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation;

[TestClass]
public sealed class CommandTemplateTests
{
    [TestMethod]
    [DataRow("convert {} {.}.png", "a b/c.d.jpg", "convert 'a b/c.d.jpg' 'a b/c.d'.png")]
    [DataRow("echo {/} {//} {/.}", "/x/y.tar.gz", "echo 'y.tar.gz' '/x' 'y.tar'")]
    [DataRow("echo {/} {//} {/.}", "plain", "echo 'plain' '.' 'plain'")]
    [DataRow("echo {//}", "/top", "echo '/'")]
    [DataRow("echo {/} {//} {/.} {.}", "a/b/", "echo '' 'a' '' 'a/b/'")]
    [DataRow("echo {/} {//} {/.} {.}", "a//b", "echo 'b' 'a' 'b' 'a//b'")]
    [DataRow("echo {/} {//} {/.} {.}", "/", "echo '' '/' '' '/'")]
    [DataRow("echo {/} {//} {/.} {.}", "//", "echo '' '/' '' '//'")]
    [DataRow("echo {/} {//} {/.} {.}", "a/", "echo '' '.' '' 'a/'")]
    [DataRow("echo {/} {//} {/.} {.}", "a/.x", "echo '.x' 'a' '' 'a/'")]
    [DataRow("echo {1.} {1/} {1//} {1/.} {1#} {0.}", "a/b.c", "echo 'a/b' 'b.c' 'a' 'b' {1#} {0.}")]
    [DataRow("echo {.}", "a.b/c", "echo 'a.b/c'")]
    [DataRow("echo {#}:{%}", "x", "echo '1':'1'")]
    [DataRow("gzip -k", "a b", "gzip -k 'a b'")]
    [DataRow("gzip -k  ", "a", "gzip -k 'a'")]
    [DataRow("echo {}", "it's", @"echo 'it'\''s'")]
    [DataRow("echo {}", "", "echo ''")]
    [DataRow("echo 'a {} b'", "it's", @"echo 'a it'\''s b'")]
    [DataRow("echo \"a {} b\"", "$(id) `id` \"x\" \\", "echo \"a \\$(id) \\`id\\` \\\"x\\\" \\\\ b\"")]
    [DataRow("echo \"\\{}\"", "$x", "echo \"\\\\\\$x\"")]
    [DataRow("echo \"$HOME/{}\"", "x", "echo \"$HOME/x\"")]
    [DataRow("echo $'a\\n{}'", "it's \\n", "echo 'a\n" + @"it'\''s \n'")]
    [DataRow("echo x$'{}'\"{}\"", "it's", @"echo x'it'\''s'""it's""")]
    [DataRow("cp {} \"$(basename {} .gz)\"", "a b.gz", "cp 'a b.gz' \"$(basename 'a b.gz' .gz)\"")]
    [DataRow("x={} y=1 env", "a b", "x='a b' y=1 env")]
    [DataRow("cat < {} > {}.out", "a b", "cat < 'a b' > 'a b'.out")]
    [DataRow("for f in {}; do echo \"$f\"; done", "a b", "for f in 'a b'; do echo \"$f\"; done")]
    [DataRow("if [ -f {} ]; then cat {}; fi", "a", "if [ -f 'a' ]; then cat 'a'; fi")]
    [DataRow("[[ -f {} ]]", "a b", "[[ -f 'a b' ]]")]
    [DataRow("echo ${#} {}", "a", "echo ${#} 'a'")]
    [DataRow(@"find . -name x -exec echo \{} {} \;", "a", @"find . -name x -exec echo \{} 'a' \;")]
    [DataRow("echo {} # {}", "a", "echo 'a' # {}")]
    [DataRow("echo {a} {}", "x", "echo {a} 'x'")]
    public void Expand_OneArgument_IsOnePieceOfItsWord(string template, string argument, string command)
        => Assert.AreEqual(command, CommandTemplate.Parse(template).Expand(argument));

    [TestMethod]
    [DataRow("echo {}", "echo 'a' 'b c'")]
    [DataRow("echo", "echo 'a' 'b c'")]
    [DataRow("echo x{}y", "echo x'a b c'y")]
    [DataRow("echo \"{}\"", "echo \"a b c\"")]
    [DataRow("x={} env", "x='a b c' env")]
    [DataRow("cat > {}", "cat > 'a b c'")]
    [DataRow("mv {2} {1}", "mv 'b c' 'a'")]
    [DataRow("a=({}); echo", "a=('a' 'b c'); echo")]
    public void Expand_SeveralArguments_AreWordsWhereTheBracesAreOne(string template, string command)
        => Assert.AreEqual(command, CommandTemplate.Parse(template).Expand("a", "b c"));

    [TestMethod]
    public void Expand_NumberAndSlot_AreThoseGiven()
        => Assert.AreEqual("echo '7' '3' 'a'", CommandTemplate.Parse("echo {#} {%} {}").Expand(["a"], 7, 3));

    [TestMethod]
    [DataRow("cat <<E\n{}\nE", "a here-document")]
    [DataRow("cat <<'E'\n{}\nE", "a here-document")]
    [DataRow("echo `basename {}`", "backticks")]
    [DataRow("echo $(({} + 1))", "arithmetic")]
    [DataRow("(( {} > 1 ))", "arithmetic")]
    [DataRow("[[ {} -eq 1 ]]", "comparison of numbers")]
    [DataRow("[[ -v {} ]]", "comparison of numbers")]
    [DataRow("echo ${x:-{.}}", "expansion")]
    [DataRow("a[{}]=1", "index of an array")]
    [DataRow("a=([{}]=1)", "index of an array")]
    [DataRow("echo 'x", "does not parse")]
    [DataRow("echo # comment", "no place for an argument")]
    [DataRow("(echo)", "does not parse")]
    [DataRow("ls;", "no place for an argument")]
    [DataRow("ls &", "no place for an argument")]
    [DataRow("ls |", "does not parse")]
    [DataRow("a=b", "no place for an argument")]
    [DataRow("> out", "no place for an argument")]
    [DataRow("echo \"$x{}\"", "right behind $x")]
    [DataRow("echo \"$1{.}\"", "right behind $1")]
    [DataRow("", "is empty")]
    public void Parse_PlaceWhereNoArgumentIsSafe_IsRefused(string template, string why)
        => Assert.Contains(why, Assert.ThrowsExactly<ArgumentException>(() => CommandTemplate.Parse(template)).Message);

    [TestMethod]
    [DataRow("sh -c 'echo {}'")]
    [DataRow("bash -c \"echo {}\"")]
    [DataRow("eval echo {}")]
    [DataRow("ssh host ls {}")]
    [DataRow("python3 -c 'print(\"{}\")'")]
    [DataRow("sudo sh -c 'cat {}'")]
    [DataRow("echo {} | sh")]
    public void Parse_ArgumentInTheTextOfAProgram_IsRefused(string template)
        => Assert.Contains("inside the text of a program", Assert.ThrowsExactly<ArgumentException>(() => CommandTemplate.Parse(template)).Message);

    [TestMethod]
    [DataRow("A={} ; $A")]
    [DataRow("env -S {}")]
    [DataRow("sh <(echo {})")]
    [DataRow("echo {} > s.sh; sh s.sh")]
    [DataRow("tee s.sh <<< {} ; bash s.sh")]
    [DataRow("A={}; echo ${A@P}")]
    [DataRow("declare 'A[{}]=1'")]
    public void Parse_ArgumentThatWouldDecideWhatRuns_IsRefused(string template)
        => Assert.Contains("A replacement string stands", Assert.ThrowsExactly<ArgumentException>(() => CommandTemplate.Parse(template)).Message);

    [TestMethod]
    [DataRow("A={} ; $A")]
    [DataRow("env -S {}")]
    [DataRow("echo {} > s.sh; sh s.sh")]
    [DataRow("eval \"$(echo {})\"")]
    [DataRow("echo \"$x{}\"")]
    [DataRow("ls;")]
    public void Parse_ForASmallShell_RefusesWhatNoArgumentMayDecide(string template)
        => Assert.ThrowsExactly<ArgumentException>(() => CommandTemplate.Parse(template, ShellDialect.Posix));

    [TestMethod]
    [DataRow("echo \"${x}{}\"")]
    [DataRow("echo \"$x-{}\"")]
    [DataRow("echo $x{}")]
    [DataRow("A={}; echo \"$A\"")]
    [DataRow("echo {} > out; cat out")]
    [DataRow("find . -name {} -exec rm \\{\\} \\;")]
    [DataRow("sh -c 'echo \"$1\"' sh {}")]
    [DataRow("awk '{print $1}' {}")]
    [DataRow("find {} -name x -print")]
    public void Parse_ArgumentBesideTheTextOfAProgram_IsTaken(string template)
        => Assert.AreEqual(template, CommandTemplate.Parse(template).Text);

    [TestMethod]
    public void Expand_WrongArguments_Throw()
    {
        var template = CommandTemplate.Parse("mv {1} {2}");

        Assert.AreEqual(2, template.MinimumArguments);
        Assert.Contains("needs 2 arguments", Assert.ThrowsExactly<ArgumentException>(() => template.Expand("a")).Message);
        Assert.Contains("NUL", Assert.ThrowsExactly<ArgumentException>(() => template.Expand("a", "b\0")).Message);
        Assert.Contains("surrogate", Assert.ThrowsExactly<ArgumentException>(() => template.Expand("a\ud800", "b")).Message);
        Assert.ThrowsExactly<ArgumentNullException>(() => template.Expand("a", null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => template.Expand(["a", "b"], 0, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => template.Expand(["a", "b"], 1, 0));
        Assert.DoesNotContain("mv", template.ToString());
    }

    [TestMethod]
    [DataRow("rm -r {}", "/", "no_rm_rf")]
    [DataRow("cat {}", "-x", "option_argument")]
    [DataRow("tar xf {} archive.tar", "-I/tmp/x.sh", "option_argument")]
    [DataRow("for f in {}; do cat \"$f\"; done", "-x", "option_argument")]
    [DataRow("find {} -print", "-quit", "option_argument")]
    [DataRow("printf {} x", "-v", "option_argument")]
    [DataRow("cat {} '\u202e'", "x", "no_disguised_text")]
    public void Validate_ArgumentThatChangesTheCommand_IsRefused(string template, string argument, string rule)
    {
        var verdict = CommandTemplate.Parse(template).Validate([argument], ValidationOptions.Default);

        Assert.AreEqual(rule, verdict switch { Dangerous dangerous => dangerous.Rule, Injection injection => injection.Rule, _ => $"{verdict}" });
    }

    [TestMethod]
    [DataRow("cat -- {}", "-x")]
    [DataRow("grep -r TODO -- {}", "-f/etc/passwd")]
    [DataRow("echo {}", "-rf")]
    [DataRow("printf '%s\\n' {}", "-rf")]
    [DataRow("grep -e {} file", "-x")]
    [DataRow("cat {}", "-")]
    [DataRow("cat ./{}", "-x")]
    [DataRow("convert {} out.png", "photo.png$(id)")]
    [DataRow("cat {}", "a\rb\u001b[31m\u202e\u200bp\u0430ypal")]
    public void Validate_ArgumentThatIsData_IsAccepted(string template, string argument)
        => Assert.AreEqual("Accepted { IsAccepted = True }", $"{CommandTemplate.Parse(template).Validate([argument], ValidationOptions.Default)}");

    [TestMethod]
    [DataRow("ping -c 1 {}", "127.0.0.1 | id", "ping -c 1 127.0.0.1 | id", "broken_out")]
    [DataRow("convert {} out.png", "photo.png$(id)", "convert photo.png$(id) out.png", "broken_out")]
    [DataRow("convert {} out.png", "photo.png$(id)", "convert 'photo.png$(id)' out.png", "")]
    [DataRow("convert {} out.png", "photo.png$(id)", "convert \"photo.png\\$(id)\" out.png", "")]
    [DataRow("ls {}", "*", "ls *", "broken_out")]
    [DataRow("ls {}", "a b", "ls a b", "broken_out")]
    [DataRow("ls {}", "", "ls", "broken_out")]
    [DataRow("ls {}", "~", "ls ~", "broken_out")]
    [DataRow("ls {}", "a", "ls b", "broken_out")]
    [DataRow("ls {}", "a'", "ls a'", "broken_out")]
    [DataRow("ls {}", "a.txt", "ls a.txt", "")]
    [DataRow("ls {} | wc", "a", "ls a", "broken_out")]
    [DataRow("tar xf {} archive.tar", "-I/tmp/x.sh", "tar xf -I/tmp/x.sh archive.tar", "option_argument")]
    [DataRow("grep -r TODO -- {}", "-f/etc/passwd", "grep -r TODO -- -f/etc/passwd", "")]
    public void Judge_CommandThatSomebodyElseMade_IsTheTemplateOrBrokenOut(string template, string argument, string command, string rule)
    {
        var verdict = CommandTemplate.Parse(template).Judge(command, [argument], ValidationOptions.Default);

        Assert.AreEqual(rule, verdict is Injection injection ? injection.Rule : "", $"{verdict}");
    }

    [TestMethod]
    public void Judge_DangerousCommand_IsDangerousFirst()
        => Assert.IsInstanceOfType<Dangerous>(CommandTemplate.Parse("ls {}").Judge("ls x; rm -rf /", ["x; rm -rf /"], ValidationOptions.Default));

    [TestMethod]
    public void Parse_DialectOfASmallShell_ReadsByItsGrammar()
    {
        Assert.ThrowsExactly<ArgumentException>(() => CommandTemplate.Parse("cat <(ls {})", ShellDialect.Posix));
        Assert.AreEqual(ShellDialect.Posix, CommandTemplate.Parse("cat {}", ShellDialect.Posix).Dialect);
    }
}
