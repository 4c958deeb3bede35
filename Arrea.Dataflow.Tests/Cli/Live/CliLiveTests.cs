namespace Arrea.Dataflow.Tests.Cli.Live;

/// <summary>The whole program on a terminal, whose screen is held against text.</summary>
[TestClass]
[RequiresTerminal]
public sealed class CliLiveTests(TestContext context)
{
    private const string Erase = "\r\e[J";

    [TestMethod]
    [DataRow(80, 24)]
    [DataRow(20, 10)]
    [DataRow(10, 3)]
    public async Task Screen_AfterTheRun_HasTheOutputAndTheSummaryOnly(int columns, int rows)
    {
        var output = await RunAsync(columns, rows, "--color never -k -j 2 -c 'seq 1 40' -c 'echo 日本語 で 書く'", waitFor: "2/3 done");

        var screen = new Screen(columns, rows);
        screen.Write(output);
        var expected = new Screen(columns, rows);
        expected.Write(string.Concat(Printed(output)));
        Assert.AreEqual(expected.Text, screen.Text);
        Assert.DoesNotContain("running", screen.Text);
        Assert.Contains("3 succeeded", screen.Text.Replace("\n", "", StringComparison.Ordinal));
        Assert.HasCount(columns > 10 ? 40 : 0, screen.Text.Split('\n').Where(static line => line.StartsWith("seq 1 40        ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Screen_DuringTheRun_HasHeaderJobsBarAndCounts()
    {
        var output = await RunAsync(60, 24, "--color never --header 'Nightly build' --subtitle main --progress --bar -j 2 -c true", waitFor: "1/2 done");

        var screen = new Screen(60, 24);
        screen.Write(Frame(output, "1/2 done"));
        var lines = screen.Text.Split('\n');
        Assert.AreEqual("Nightly build", lines[0]);
        Assert.AreEqual("main", lines[1]);
        StringAssert.Matches(lines[2], new(@"^   0:\d\d  while \[ ! -e .*…$"));
        StringAssert.Matches(lines[3], new(@"^\[=+> +\]  50%$"));
        StringAssert.StartsWith(lines[4], "1/2 done, 0 failed, 1 running, ");
        Assert.HasCount(5, lines);
        Assert.IsTrue(lines.All(static line => line.Length < 60));
    }

    [TestMethod]
    [DataRow("--bar", 2)]
    [DataRow("--eta", 1)]
    [DataRow("--bar --eta", 2)]
    [DataRow("-q --eta", 1)]
    public async Task Screen_PartsAskedFor_HasNoMore(string flags, int lines)
    {
        var output = await RunAsync(60, 24, $"--color never {flags} -j 2 -c true", waitFor: "1/2 done");

        var screen = new Screen(60, 24);
        screen.Write(Frame(output, "1/2 done"));
        Assert.HasCount(lines, screen.Text.Split('\n'));
    }

    [TestMethod]
    public async Task Screen_OutputThatEndsInsideALine_StaysWhole()
    {
        var output = await RunAsync(60, 24, "--color never -o group -j 1 -c 'printf begun' -c 'printf \" and-ended\\n\"'", waitFor: "2/3 done");

        Assert.Contains("begun and-ended\r\n", output);
    }

    [TestMethod]
    public async Task Screen_PipedCommands_CountWithoutAPercentage()
    {
        var file = Unused();
        await using var process = Start(60, 24, $"(echo true; while [ ! -e {file} ]; do sleep 0.05; done) | \"$DOTNET\" \"$ARREA\" run --color never --progress --bar");
        await process.OutputAsync("1 done, 0 failed");
        await File.WriteAllTextAsync(file, "", context.CancellationToken);
        var output = (await process.EndAsync()).Exits(0).Output;
        File.Delete(file);

        Assert.DoesNotContain("%", output);
        Assert.DoesNotContain("left", output);
    }

    [TestMethod]
    public async Task Progress_IntoAFile_WritesNoControlCodes()
    {
        var file = Unused();

        (await CliProcess.ScriptAsync(context, $"TERM=xterm arrea run --progress --bar --eta --header x -c 'sleep 0.4' 2> {file}")).Exits(0);

        Assert.DoesNotContain("\e", await File.ReadAllTextAsync(file, context.CancellationToken));
        File.Delete(file);
    }

    /// <summary>What was written outside of frames: a frame goes from its erasing to the cursor's way back.</summary>
    private static IEnumerable<string> Printed(string output)
        => output.Split(Erase).Select(static part => System.Text.RegularExpressions.Regex.IsMatch(part, @"(\e\[\d+A)?\r\z") ? "" : part);

    private static string Frame(string output, string text) => output.Split(Erase).Last(part => part.Contains(text, StringComparison.Ordinal));

    private static string Unused()
    {
        var file = Path.GetTempFileName();
        File.Delete(file);
        return file;
    }

    /// <summary>Everything that arrea writes, with one more command that ends only when a text has been seen.</summary>
    private async Task<string> RunAsync(int columns, int rows, string arguments, string waitFor)
    {
        var file = Unused();
        await using var process = Start(columns, rows, $"\"$DOTNET\" \"$ARREA\" run {arguments} -c 'while [ ! -e {file} ]; do sleep 0.05; done'");
        await process.OutputAsync(waitFor[..Math.Min(waitFor.Length, columns - 2)]);
        await File.WriteAllTextAsync(file, "", context.CancellationToken);
        var result = (await process.EndAsync()).Exits(0);
        File.Delete(file);
        return result.Output;
    }

    private CliProcess Start(int columns, int rows, string command)
        => CliProcess.StartProgram(context, "/usr/bin/script", ["-qefc", $"stty cols {columns} rows {rows}; export TERM=xterm; {command}", "/dev/null"]);
}
