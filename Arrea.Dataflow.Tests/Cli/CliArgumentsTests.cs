using System.Text;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>How input becomes arguments: delimiters, several arguments for a command, columns, keys.</summary>
[TestClass]
public sealed class CliArgumentsTests(TestContext context)
{
    [TestMethod]
    [DataRow("[a b][][c\n]", "a b\0\0c\n", "-0")]
    [DataRow("[a b][][c\n]", "a b\0\0c\n", "--delimiter", "\\0")]
    [DataRow("[a][b\r][ ]", "a,b\r, ", "--delimiter", ",")]
    [DataRow("[a][][b]", "aABABb", "-d", "AB")]
    [DataRow("[a][b]", "a\tb\t", "-d", "\\t")]
    [DataRow("[a][b]", "a\u001fb", "-d", "\\x1f")]
    [DataRow("[a][b]", "a\u001fb", "-d", "\\037")]
    [DataRow("[][a]", "\na\n", "-d", "\\n")]
    [DataRow("", "", "-0")]
    public async Task Run_Delimiter_CutsInputAndChangesNothing(string output, string input, params string[] flags)
    {
        var result = await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(input), ["run", "-q", .. flags, "printf '[%s]' {}"]);

        result.Exits(0);
        Assert.AreEqual(output, result.Output);
    }

    [TestMethod]
    [DataRow("[a][b]|[c]|", "-n", "2", "printf '[%s]' {}; echo")]
    [DataRow("[b a]|[ c]|", "-n", "2", "printf '[%s]' {2}' '{1}; echo")]
    [DataRow("[b][a]|[c]|", "-n", "2", "printf '[%s]' {2} {1}; echo")]
    [DataRow("[xa][xb][xc]|", "-X", "printf '[%s]' x{}; echo")]
    [DataRow("[xa][xb]|[xc]|", "-X", "-n", "2", "printf '[%s]' x{}; echo")]
    [DataRow("[xa]|[xb]|[xc]|", "--max-args=1", "printf '[%s]' x{}; echo")]
    public async Task Run_SeveralArguments_ShareACommand(string output, params string[] arguments)
    {
        var result = await CliProcess.RunAsync(context, "a\nb\nc\n"u8.ToArray(), ["run", "-q", .. arguments]);

        result.Exits(0);
        Assert.AreEqual(output.Replace('|', '\n'), result.Output);
    }

    [TestMethod]
    public async Task Run_AsManyAsFit_LosesNoneAndNeedsFewCommands()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"argument {i}\n"));

        var result = await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(lines), "run", "-q", "-X", "printf '%s\\n' {}; echo end");

        result.Exits(0);
        Assert.AreEqual(lines, result.Output.Replace("end\n", "", StringComparison.Ordinal));
        Assert.IsLessThan(8, result.Lines.Count(static line => line == "end"));
    }

    [TestMethod]
    public async Task Run_ArgumentThatFitsIntoNoCommand_IsRefusedByItself()
    {
        var input = Encoding.UTF8.GetBytes($"fine\n{new string('x', 70_000)}\n");

        var result = await CliProcess.RunAsync(context, input, "run", "-X", "-a", "-", "echo {}");

        StringAssert.Contains(result.Exits(3).Error, "invalid (longer than 64 KiB)");
        StringAssert.StartsWith(result.Error, "[2] ");
    }

    [TestMethod]
    [DataRow("[a b][a][b]|[c d e][c][d e]|[x][x]|", ",", "a,b\nc,d e\nx\n")]
    [DataRow("[a b][a][b]|", "\\t+", "a\t\tb\n")]
    [DataRow("[a ][a][]|", ":", "a:\n")]
    public async Task Run_ColumnSeparator_CutsArguments(string output, string expression, string input)
    {
        var result = await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(input), "run", "-q", "--colsep", expression, "printf '[%s]' \"{}\" {1} {2}; echo");

        result.Exits(0);
        Assert.AreEqual(output.Replace('|', '\n'), result.Output);
    }

    [TestMethod]
    [DataRow("--delimiter", "", "one or more characters")]
    [DataRow("--delimiter", "\\q", "one or more characters")]
    [DataRow("--delimiter", "\\", "one or more characters")]
    [DataRow("--delimiter", "\\777", "one or more characters")]
    [DataRow("--max-args", "0", "a number from 1 to 1000000")]
    [DataRow("--max-args", "x", "a number from 1 to 1000000")]
    [DataRow("--colsep", "[", "a regular expression")]
    [DataRow("--colsep", "", "a regular expression")]
    [DataRow("--block", "0", "a number of bytes", "--pipe")]
    [DataRow("--block", "10x", "a number of bytes", "--pipe")]
    [DataRow("--block", "2G", "a number of bytes", "--pipe")]
    [DataRow("--block", "-1", "a number of bytes", "--pipe")]
    [DataRow("--key", "", "a text, in which")]
    [DataRow("--key", "{%}", "a text, in which")]
    public async Task Run_ValueIsMalformed_NamesFlagValueAndWhatIsAccepted(string flag, string value, string accepted, params string[] others)
    {
        var result = await CliProcess.RunAsync(context, ["run", flag, value, .. others, "echo"]);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, $"arrea: '{flag}' does not accept '{value}'; it accepts {accepted}");
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    [DataRow("'--null' and '--delimiter' exclude one another", "-0", "-d", ",", "echo")]
    [DataRow("'--pipe' and '--null' exclude one another", "--pipe", "-0", "cat")]
    [DataRow("'--pipe' and '--max-args' exclude one another", "--pipe", "-n", "2", "cat")]
    [DataRow("'--pipe' and '-X' exclude one another", "--pipe", "-X", "cat")]
    [DataRow("'--pipe' and '--colsep' exclude one another", "--pipe", "--colsep", ",", "cat")]
    [DataRow("'--pipe' and '--stdin' exclude one another", "--pipe", "--stdin", "/etc/passwd", "cat")]
    [DataRow("'--pipe' has no meaning without a template", "--pipe")]
    [DataRow("'--pipe' has no meaning with arguments from elsewhere", "--pipe", "cat", ":::", "a")]
    [DataRow("'--pipe' has no meaning with arguments from elsewhere", "--pipe", "--file", "x", "cat")]
    [DataRow("'--block' has no meaning without '--pipe'", "--block", "1M", "cat")]
    [DataRow("'--max-args' has no meaning without a template", "-n", "2")]
    [DataRow("'-X' has no meaning without a template", "-X", "-c", "echo ran")]
    [DataRow("'--colsep' has no meaning without a template", "--colsep", ",", ":::", "a")]
    [DataRow("'--null' has no meaning where nothing is read", "-0", "-c", "echo ran")]
    [DataRow("'--null' has no meaning where nothing is read", "-0", "echo", ":::", "a")]
    [DataRow("'--delimiter' has no meaning where nothing is read", "-d", ",", "--", "echo")]
    public async Task Run_FlagsDoNotGoTogether_SaysSoAndRunsNothing(string message, params string[] arguments)
    {
        var result = await CliProcess.RunAsync(context, ["run", .. arguments]);

        result.Exits(2);
        StringAssert.StartsWith(result.Error, "arrea: " + message);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Run_Delimiter_CutsCommandsToo()
    {
        var result = await CliProcess.RunAsync(context, "echo one\0echo two; echo three\0"u8.ToArray(), "run", "-q", "-0");

        result.Exits(0);
        Assert.AreEqual("one\ntwo\nthree\n", result.Output);
    }

    [TestMethod]
    [DataRow("{//}", "a/1", "a/2", "b/3", "b/4")]
    [DataRow("all", "1", "2", "3", "4")]
    public async Task Run_Key_KeepsJobsOfOneKeyApart(string key, params string[] names)
    {
        // Two of one key at once would find the folder there.
        var result = await CliProcess.ScriptAsync(context, $$"""
            cd "$(mktemp -d)"; mkdir -p a b
            arrea run -j 4 -q --key '{{key}}' 'mkdir {//}/lock && sleep 0.2 && rmdir {//}/lock && echo {}' ::: {{string.Join(' ', names)}}
            """);

        result.Exits(0);
        CollectionAssert.AreEqual(names, result.Lines);
    }

    [TestMethod]
    public async Task Run_ExpressionThatTakesForEver_IsTold()
    {
        var result = await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(new string('a', 64) + "!\n"), "run", "--colsep", "(a+)+$", "echo");

        StringAssert.Contains(result.Exits(4).Error, "argument 1: '--colsep (a+)+$' took longer than 1 s to match");
    }
}
