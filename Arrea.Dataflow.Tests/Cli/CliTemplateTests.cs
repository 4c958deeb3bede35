using System.Text;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>Templates, and where their arguments come from.</summary>
[TestClass]
public sealed class CliTemplateTests(TestContext context)
{
    private static readonly string[] Nasty = ["a b", "it's", "$HOME $(id) `id`", "* ? [a]", "\\", "\"", "#", "é😀", "-x", "--", "{}", "a;b|c&d<e>f", "~", "!", "\t", "'", "a\rb\u001b[1m\u202e\u0001", "\u00a0"];

    [TestMethod]
    [DataRow("a 1|a 2|b 1|b 2|", "echo", ":::", "a", "b", ":::", "1", "2")]
    [DataRow("a 1|b 2|", "echo {1} {2}", ":::", "a", "b", ":::+", "1", "2", "3")]
    [DataRow("a 1 x|a 2 y|b 1 x|b 2 y|", "echo", ":::", "a", "b", ":::", "1", "2", ":::+", "x", "y", "z")]
    [DataRow("d.e a/b.c a/b.c/d|", "echo {/} {//} {.}", ":::", "a/b.c/d.e")]
    [DataRow("1 one|2 two|", "echo", "{#}", "{}", ":::", "one", "two")]
    [DataRow("@file|[x]|--quiet|", "echo", ":::", "@file", "[x]", "--quiet")]
    [DataRow("", "echo", ":::")]
    [DataRow("", "echo", ":::", "a", ":::")]
    [DataRow("a 1|a 2|b 1|b 2|", ":::", "echo a", "echo b", ":::", "1", "2")]
    public async Task Run_ListedArguments_CombineAsWithGnuParallel(string output, params string[] operands)
    {
        var result = await CliProcess.RunAsync(context, ["run", "-q", .. operands]);

        result.Exits(0);
        Assert.AreEqual(output.Replace('|', '\n'), result.Output);
    }

    [TestMethod]
    public async Task Run_RefusedOnlyForItsSlot_ExitsWith3AndStartsNothingMore()
    {
        using var folder = new TemporaryFolder();
        var result = await CliProcess.ScriptAsync(context, $$"""
            cd '{{folder.Path}}'; mkfifo 1
            arrea run -j2 --profile allowlist --allow 'cat 1' 'cat {%}' ::: a b c 2> error & pid=$!
            until grep -q not_allowed error; do sleep 0.05; done
            echo from 1 > 1; wait $pid; code=$?; cat error >&2; exit $code
            """);

        result.Exits(3);
        Assert.AreEqual("from 1\n", result.Output);
        StringAssert.Matches(result.Error, new(@"^\[[12]\] cat '2': injection \(not_allowed\)\n"));
        StringAssert.Contains(result.Error, "1 succeeded, 0 failed, 0 timed out, 1 cancelled, 1 rejected, 3 total");
    }

    [TestMethod]
    public async Task Run_NastyLinesOfAPipe_ComeBackByteForByte()
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(Nasty.Where(static text => text.Trim().Length > 0).Select(static text => text + "\n")));

        var result = await CliProcess.RunAsync(context, lines, "run", "-q", "printf '%s\\n' {}");

        result.Exits(0);
        CollectionAssert.AreEqual(lines, result.OutputBytes);
    }

    [TestMethod]
    [DataRow("arrea run -q 'printf %s\\\\n {}' :::: \"$1\"")]
    [DataRow("arrea run -q --file \"$1\" 'printf %s\\\\n'")]
    [DataRow("arrea run -q 'printf %s\\\\n {}' < \"$1\"")]
    [DataRow("arrea run -q 'printf %s\\\\n {}' :::: - < \"$1\"")]
    [DataRow("cat \"$1\" | arrea run -q 'printf %s\\\\n {}'")]
    [DataRow("cat \"$1\" | arrea run -q --validate-all 'printf %s\\\\n {}'")]
    [DataRow("cat \"$1\" | arrea run -q -a - 'printf %s\\\\n {}'")]
    public async Task Run_FilesAndPipes_FeedATemplate(string script)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "a b\r\n\n \nit's\nlast", context.CancellationToken);

        var result = await CliProcess.ScriptAsync(context, $"set -- '{file}'\n{script}");

        File.Delete(file);
        result.Exits(0);
        Assert.AreEqual("a b\nit's\nlast\n", result.Output);
    }

    [TestMethod]
    public async Task Run_TwoFiles_AreTwoSourcesAndTheFileFlagIsTheFirst()
    {
        var result = await CliProcess.ScriptAsync(context, """
            cd "$(mktemp -d)"; printf '1\n2\n' > l1; printf 'a\nb\nc\n' > l2
            arrea run -q echo :::: l1 l2
            arrea run -q echo :::: l1 ::::+ l2
            arrea run -q --file l1 echo ::: x
            """);

        result.Exits(0);
        Assert.AreEqual("1 a\n1 b\n1 c\n2 a\n2 b\n2 c\n1 a\n2 b\n1 x\n2 x\n", result.Output);
    }

    [TestMethod]
    [DataRow("inside the text of a program that sh runs", "sh -c 'echo {}'")]
    [DataRow("Give it as a parameter: sh -c", "sh -c 'echo {}'")]
    [DataRow("a here-document", "cat <<E\n{}\nE")]
    [DataRow("does not parse", "echo 'x")]
    [DataRow("write $( ) instead", "echo `basename {}`")]
    public async Task Run_TemplateThatIsNotSafe_IsAUsageErrorThatSaysWhatToDo(string what, string template)
    {
        var result = await CliProcess.RunAsync(context, "run", template, ":::", "a");

        result.Exits(2);
        StringAssert.StartsWith(result.Error, "arrea: the template '");
        StringAssert.Contains(result.Error, what);
        Assert.IsFalse(result.Error.Contains("Parameter", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Run_ArgumentThatWouldBeAnOption_IsRefusedWithAHint()
    {
        var result = await CliProcess.RunAsync(context, "run", "ls {}", ":::", "a", "-la");

        result.Exits(3);
        StringAssert.Contains(result.Error, "[2] ls '-la': injection (option_argument); write -- before the place of the argument, as in 'rm -- {}'\n");
        StringAssert.Contains(result.Error, "1 of 2 commands refused; nothing was run");
        (await CliProcess.RunAsync(context, "run", "-q", "echo {}", ":::", "-n")).Exits(0);
    }

    [TestMethod]
    [DataRow("run", "-q", "echo {}")]
    [DataRow("run", "-q", "--no-validate", "echo {}")]
    [DataRow("run", "-q", "-n", "2", "-d", "\\n", "echo {}")]
    [DataRow("run", "-q", "-X", "--file", "-", "echo {}")]
    public async Task Run_ArgumentThatIsNoText_IsRefusedByNumberAndNotAltered(params string[] arguments)
    {
        byte[] lines = [.. "fine\n"u8, 0xFF, .. "\n"u8];

        var result = await CliProcess.RunAsync(context, lines, arguments);

        result.Exits(3);
        StringAssert.Contains(result.Error, "\\xFF: invalid (not UTF-8)\n");
        Assert.IsFalse(result.Output.Contains('\uFFFD', StringComparison.Ordinal));
        StringAssert.StartsWith(result.Error, arguments.Contains("2") ? "[1]" : "[2]");
    }

    [TestMethod]
    [DataRow("no source of arguments for the template", "arrea run 'echo {}' < /dev/null")]
    [DataRow("no source of arguments for the template", "arrea run 'echo {}' <&-")]
    [DataRow("no source of arguments for the template 'echo hi -c true': ", "arrea run 'echo hi' -c true < /dev/null")]
    [DataRow("no file stands behind '::::'", "arrea run echo ::::")]
    [DataRow("no file stands behind '::::'", "arrea run echo ::: a ::::+ ::: b")]
    [DataRow("'--colsep' does not accept '['; it accepts a regular expression such as ',' or '\\t'. Invalid pattern '[' at offset 1. Unterminated [] set.\n", "arrea run --colsep '[' echo ::: a")]
    [DataRow("'-' is standard input, which is a terminal or a device here", "arrea run 'echo {}' :::: - < /dev/null")]
    [DataRow("'-' is standard input, which is a terminal or a device here", "arrea run --jobs - < /dev/null")]
    [DataRow("standard input can be read only once", "echo a | arrea run echo :::: - -")]
    [DataRow("standard input can be read only once", "echo a | arrea run -a - echo :::: -")]
    [DataRow("'--jobs' and a template exclude one another", "arrea run --jobs x echo ::: a")]
    [DataRow("'--command' and ':::' exclude one another", "arrea run -c 'echo ran' ::: a")]
    [DataRow("'--file' and '--jobs' exclude one another", "arrea run --jobs x --file y")]
    [DataRow("'--command' and '--jobs' exclude one another", "arrea run --jobs x -c y")]
    [DataRow("'--file' and a program behind '--' exclude one another", "arrea run --file x -- y")]
    [DataRow("'--validate-all' and '--no-validate' exclude one another", "echo a | arrea run --validate-all --no-validate echo")]
    public async Task Run_SourcesThatMakeNoSense_AreUsageErrors(string message, string script)
    {
        var result = await CliProcess.ScriptAsync(context, script);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, "arrea: " + message);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow(0, "printf '' | arrea run 'echo {}'")]
    [DataRow(0, "arrea run 'echo {}' :::: /dev/null")]
    [DataRow(0, "arrea run --jobs /dev/null")]
    [DataRow(0, "printf '' | arrea run --pipe cat")]
    [DataRow(4, "arrea run 'echo {}' :::: /no/such/file")]
    [DataRow(4, "arrea run 'echo {}' :::: /etc")]
    [DataRow(4, "arrea run --jobs /no/such/file")]
    public async Task Run_EmptyAndMissingFiles_AreNoJobsAndExit4(int code, string script)
    {
        var result = await CliProcess.ScriptAsync(context, script);

        result.Exits(code);
        Assert.AreEqual("", result.Output);
        StringAssert.Contains(result.Error, code == 0 ? "0 total" : "arrea: cannot read '/");
    }

    [TestMethod]
    public async Task Run_Vector_RunsWithoutAShellAndTakesEverythingLiterally()
    {
        var result = await CliProcess.RunAsync(context, "run", "-q", "--", "printf", "[%s]", "a b", "$HOME", "*", ":::", "--", "-c", "@x");
        var missing = await CliProcess.RunAsync(context, "run", "--", "no-such-program-anywhere");
        var refused = await CliProcess.RunAsync(context, "run", "--", "rm", "-rf", "/");

        result.Exits(0);
        Assert.AreEqual("[a b][$HOME][*][:::][--][-c][@x]", result.Output);
        missing.Exits(127);
        StringAssert.Contains(refused.Exits(3).Error, "[1] rm -rf /: dangerous (rm -rf)");
    }

    [TestMethod]
    public async Task Run_Slot_IsTheLowestFreeNumber()
    {
        var result = await CliProcess.RunAsync(context, "run", "-j", "1", "-o", "ndjson", "echo {%}", ":::", "a", "b");

        result.Exits(0);
        Assert.AreEqual(2, result.Lines.Count(static line => line.Contains("\"job.output\"", StringComparison.Ordinal) && line.Contains("\"1\\n\"", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Run_PipeWithARefusedArgument_RunsWhatCameBeforeAndNothingAfter()
    {
        var result = await CliProcess.RunAsync(context, "one\n-x\nnever\n"u8.ToArray(), "run", "-j", "1", "cat /dev/null {}; echo");
        var all = await CliProcess.RunAsync(context, "one\n-x\nnever\n"u8.ToArray(), "run", "--validate-all", "echo ran; ls {}");

        StringAssert.Contains(result.Exits(3).Error, "[2] ");
        Assert.IsFalse(result.Error.Contains("[3]", StringComparison.Ordinal));
        Assert.AreEqual("", all.Exits(3).Output);
        StringAssert.Contains(all.Error, "1 of 3 commands refused; nothing was run");
    }

    [TestMethod]
    public async Task DryRun_Template_PrintsTheExactCommands()
    {
        var result = await CliProcess.RunAsync(context, "run", "--dry-run", "mv -- {} {.}.{#}", ":::", "a b.c", "it's");

        result.Exits(0);
        Assert.AreEqual("[1] mv -- 'a b.c' 'a b'.'1': ok\n[2] mv -- 'it'\\''s' 'it'\\''s'.'2': ok\n", result.Output);
    }
}
