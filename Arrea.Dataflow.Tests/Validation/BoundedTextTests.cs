using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Judging;

namespace Arrea.Dataflow.Tests.Validation;

/// <summary>Texts made to throw, to grow or to nest: each is judged without an error, and with bounded work.</summary>
[TestClass]
public sealed class BoundedTextTests
{
    // A kilobyte for each byte of the longest text: what grows by itself takes far more.
    private const long MostBytes = 64L << 20;

    [TestMethod]
    [DataRow("echo {1..-1}")]
    [DataRow("echo {-5..5}")]
    [DataRow("for i in {3..-3}; do :; done")]
    [DataRow("echo ${00}")]
    [DataRow("x=${000:-a}")]
    [DataRow("a=00; echo ${!a}")]
    [DataRow("echo x | tr '[:]' x")]
    [DataRow("seq -9223372036854775808")]
    [DataRow("seq 1 -9223372036854775808 5")]
    public void Look_OddNumbersAndNames_JudgesThem(string command)
        => Assert.IsNotInstanceOfType<Dangerous>(Inspection.Look(command, ValidationOptions.Default).Verdict, command);

    [TestMethod]
    [DataRow("echo x", "|base64", "|sh")]
    [DataRow("echo x", "|cat - -", "|sh")]
    [DataRow("echo x>f;", "cat f f>g;cat g g>f;", "sh f")]
    [DataRow("a=x;", "a=$(printf '%s%s' $a $a);", "eval $a")]
    [DataRow("printf '%01000d", "%01000d", "' 1 2 3|sh")]
    [DataRow("printf 'x%s", "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", "' {1..400} {1..400}|sh")]
    [DataRow("sort", " -", "")]
    [DataRow("echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "|rev", "|sh")]
    [DataRow("", "sudo -n ", "ls")]
    [DataRow("find . ", "-exec {} ", "")]
    [DataRow("find . -exec ", "{} ", "+")]
    [DataRow("tar cf ", "-exec a \\; ", "")]
    [DataRow("sudo ", "-exec a \\; ", "")]
    [DataRow("rsync ", "-exec a \\; ", "")]
    [DataRow("", "* ", "x")]
    [DataRow("", "???? ", "x")]
    [DataRow("", "?* ", "x")]
    [DataRow("sed ", "-e s/a/b/e ", "")]
    [DataRow("set -- $(seq 4000);", "shift;", "")]
    [DataRow("a=(b);", "a=(\"${a[@]}\" b);", "rm \"${a[@]}\"")]
    [DataRow("", "a+=(x);rm \"${a[@]}\";", "")]
    [DataRow("printf 'a\\nb\\nc'|xargs -I% rm ", "% ", "")]
    [DataRow("python3 -c '", "os.system(", "'")]
    [DataRow("awk '", "if(1){", "'")]
    [DataRow("sed '", "{", "'")]
    [DataRow("env ", "-S 'a=b ", "'")]
    [DataRow("", "docker run x ", "ls")]
    [DataRow("", "kubectl exec x -- ", "ls")]
    [DataRow("ssh ", "-o ProxyCommand=ls ", "h")]
    [DataRow("git ", "-c alias.x=!ls ", "x")]
    [DataRow("parallel rm {} ", "::: a b ", "")]
    [DataRow("make ", "CC=ls ", "")]
    [DataRow("", "trap 'rm x' EXIT;", "")]
    [DataRow("", "alias a='a a';\na;", "")]
    [DataRow("case $x in ", "a) y=$y$y;; ", "esac;rm $y")]
    [DataRow("x=$(cat <<E\n", "rm x\n", "E\n);eval \"$x\"")]
    [DataRow("x=aaaa;", "x=${x//a/aa};", "eval $x")]
    [DataRow("", "((a=a+1));", "")]
    [DataRow("for i in ", "{a,b}", ";do rm $i;done")]
    [DataRow("find . ", "\\( -name a ", "-delete")]
    [DataRow("crontab - <<E\n", "* * * * * rm x\n", "E\n")]
    [DataRow("let \"", "2**", "1\"")]
    [DataRow("echo $((", "2**", "1))")]
    public void Look_APieceThatIsRepeated_TakesBoundedWork(string before, string piece, string after)
    {
        var command = before + string.Concat(Enumerable.Repeat(piece, (CommandValidator.MaxBytes - before.Length - after.Length) / piece.Length)) + after;
        var start = GC.GetAllocatedBytesForCurrentThread();

        Inspection.Look(command, ValidationOptions.Default);

        Assert.IsLessThan(MostBytes, GC.GetAllocatedBytesForCurrentThread() - start);
    }

    [TestMethod]
    public void Of_LookThatFails_SpeaksAgainstTheCommandAndNeverThrows()
    {
        var inspection = Inspection.Of("ls -l", ValidationOptions.Default, static (_, _) => throw new InvalidOperationException("a fault"));

        var verdict = Assert.IsInstanceOfType<Injection>(inspection.Verdict);
        Assert.AreEqual(("budget", 0..5), (verdict.Rule, verdict.Span));
        Assert.DoesNotContain("fault", inspection.Explain().Render());
        Assert.IsEmpty(inspection.Facts);
    }

    [TestMethod]
    public void Of_NoMemoryLeft_IsLetThrough()
        => Assert.ThrowsExactly<OutOfMemoryException>(() => Inspection.Of("ls", ValidationOptions.Default, static (_, _) => throw new OutOfMemoryException()));

    [TestMethod]
    public void Look_AFewPatternsAsCommands_TakesLittleWork()
    {
        var start = GC.GetAllocatedBytesForCurrentThread();

        var verdict = Inspection.Look("* * * * * curl -s x", ValidationOptions.Default).Verdict;

        Assert.AreEqual("dynamic_command", (verdict as Injection)?.Rule);
        Assert.IsLessThan(1L << 20, GC.GetAllocatedBytesForCurrentThread() - start);
    }

    [TestMethod]
    public void Validate_APatternWithLetters_StillFindsTheHarm()
        => Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("s?do /bin/r? -rf /"));

    [TestMethod]
    public void Validate_FindThatRunsWhatItFinds_IsNotToldAsHarm()
        => Assert.IsNotInstanceOfType<Dangerous>(CommandValidator.Validate("find . -exec {} +"));

    [TestMethod]
    public void Validate_SmallStack_ComesBack()
    {
        foreach (var command in (string[])[$"let \"{Repeat("2**", 2000)}1\"", $"echo $(({Repeat("2**", 2000)}1))", $"echo $(({Repeat("(", 2000)}1", $"[[ {Repeat("! ", 4000)} a ]]"])
        {
            Verdict? verdict = null;
            var thread = new Thread(() => verdict = CommandValidator.Validate(command), 256 * 1024);
            thread.Start();
            thread.Join();

            Assert.IsNotNull(verdict);
        }
    }

    [TestMethod]
    public void Validate_CatThatReadsItsInputTwice_GetsItOnce()
    {
        Assert.IsInstanceOfType<Dangerous>(CommandValidator.Validate("printf 'rm -rf ' > f; echo / | cat f - - | sh"));
        Assert.IsNotInstanceOfType<Dangerous>(CommandValidator.Validate("printf 'rm -rf x' | cat - - | sh"));
    }

    [TestMethod]
    public void ValidateAndJudge_LongTemplate_TakeBoundedWork()
    {
        var template = CommandTemplate.Parse("ls" + Repeat(" {}", 8000));
        var start = GC.GetAllocatedBytesForCurrentThread();

        var verdict = template.Validate(["-x"], ValidationOptions.Default);

        Assert.AreEqual("option_argument", (verdict as Injection)?.Rule);
        Assert.AreEqual(verdict, template.Judge(template.Expand("-x"), ["-x"], ValidationOptions.Default));
        Assert.IsLessThan(MostBytes, GC.GetAllocatedBytesForCurrentThread() - start);
    }

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));
}
