using System.Diagnostics;
using System.Text;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>The same template and the same arguments give what GNU parallel gives.</summary>
[TestClass]
[ProgramCondition("parallel")]
public sealed class CliParallelTests(TestContext context)
{
    private static readonly string[] Arguments = ["a b", "it's", "$HOME", "`id`", "*", "a/b.c/d.e", "x/", "//", ".x", "é😀", "\\", "\"", "#", "{}", "a  b", "0", "!", "a;b", "~", "a/b/"];

    [TestMethod]
    [DataRow("printf '[%s]' {}")]
    [DataRow("printf '[%s]'")]
    [DataRow("printf '[%s]' {.} {/} {//} {/.} {#}")]
    [DataRow("printf '[%s]' x{}y:{#}")]
    [DataRow("printf '[%s]' {2} {1} {3}", "-n", "2")]
    [DataRow("printf '[%s]' {}", "-n", "3")]
    [DataRow("printf '[%s]' <{.}>", "-X")]
    [DataRow("printf '[%s]' {} {1}", "-X", "-n", "4", "-j", "1")]
    [DataRow("printf '[%s]' {1} {2} {}", "--colsep", "/")]
    [DataRow("printf '[%s]' {1.} {2/}", "--colsep", " +")]
    public async Task Run_LinesOfAFile_GiveTheSame(string template, params string[] flags)
    {
        // A redirection would be one: the signs are quoted for both.
        template = template.Replace("<{.}>", "'<'{.}'>'", StringComparison.Ordinal);
        await CompareAsync(string.Concat(Arguments.Select(static argument => argument + "\n")), [.. flags, template, "::::", "-"]);
    }

    [TestMethod]
    [DataRow("printf '[%s]' {}", "-0")]
    [DataRow("printf '[%s]' {}", "-d", "b")]
    [DataRow("printf '[%s]' {}", "-d", "\\t")]
    public async Task Run_Delimiters_GiveTheSame(string template, params string[] flags)
        => await CompareAsync("a b\0\0c d\t\0b", [.. flags, template, "::::", "-"], isText: flags[0] != "-d");

    [TestMethod]
    [DataRow("echo ::: a b ::: 1 2 3")]
    [DataRow("echo {2} {1} ::: a b :::+ 1 2 3 ::: x y")]
    [DataRow("echo ::: a b c :::+ 1 2 :::+ x y z")]
    [DataRow("-n 2 echo {} ::: a b c ::: 1 2")]
    [DataRow("echo {3} {1} ::: a b")]
    [DataRow("::: true ::: a b")]
    public async Task Run_Lists_GiveTheSame(string arguments) => await CompareAsync("", arguments.Split(' '));

    [TestMethod]
    public async Task Run_Blocks_GiveTheSameLines()
        => await CompareAsync(string.Concat(Enumerable.Range(0, 5000).Select(static i => $"line {i}\n")), ["--pipe", "--block", "1k", "cat"]);

    private async Task CompareAsync(string input, string[] arguments, bool isText = true)
    {
        var bytes = Encoding.UTF8.GetBytes(isText ? input : input.Replace('\0', 'x'));
        var ours = await CliProcess.RunAsync(context, bytes, ["run", "-q", .. arguments]);
        var theirs = await ParallelAsync(bytes, ["-k", "--will-cite", .. arguments]);

        Assert.AreEqual(theirs, ours.Exits(0).Output);
    }

    private async Task<string> ParallelAsync(byte[] input, string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("parallel", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["HOME"] = start.Environment["PARALLEL_HOME"] = folder.Path;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(context.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(context.CancellationToken);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, context.CancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It need not read what it has no use for.
        }

        await process.WaitForExitAsync(context.CancellationToken);
        Assert.AreEqual(0, process.ExitCode, await error);
        return await output;
    }
}
