using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>Each row of the guide for people who come from other tools gives what the other tool gives.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class PeerTableTests(TestContext context)
{
    private const string Guide = "docs/guide/coming-from-parallel.md";

    // GNU parallel asks to be cited, unless it is told that this has been read.
    private const string Quiet = "parallel() { command parallel --will-cite \"$@\"; }\n";

    public static IEnumerable<object[]> RowsOfParallel => Rows("parallel");

    public static IEnumerable<object[]> RowsOfXargs => Rows("xargs");

    [TestMethod]
    [ProgramCondition("parallel")]
    [DynamicData(nameof(RowsOfParallel))]
    public Task Row_OfGnuParallel_GivesTheSame(string other, string ours) => GiveTheSameAsync(Quiet + other, ours);

    [TestMethod]
    [ProgramCondition("xargs")]
    [DynamicData(nameof(RowsOfXargs))]
    public Task Row_OfXargs_GivesTheSame(string other, string ours) => GiveTheSameAsync(other, ours);

    [TestMethod]
    public void Rows_AreFound() => Assert.IsGreaterThanOrEqualTo(20, RowsOfParallel.Count() + RowsOfXargs.Count());

    private async Task GiveTheSameAsync(string other, string ours)
    {
        var expected = await RunAsync(other);
        var actual = await RunAsync(ours);

        Assert.AreEqual(expected, actual, ours);
    }

    private async Task<string> RunAsync(string script)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["dir"]);
        await File.WriteAllTextAsync(folder["dir/a.txt"], "1\n", context.CancellationToken);
        await File.WriteAllTextAsync(folder["b.txt"], "22\n", context.CancellationToken);
        await File.WriteAllTextAsync(folder["list.txt"], "dir/a.txt\nb.txt\n", context.CancellationToken);
        await File.WriteAllTextAsync(folder["commands.txt"], "echo one\necho two\nwc -c b.txt\n", context.CancellationToken);
        await File.WriteAllTextAsync(folder["table.csv"], "a,1\nb,2\n", context.CancellationToken);
        var result = await CliProcess.ScriptAsync(context, $"cd '{folder.Path}' && {{ {script}\n}}");
        return $"{result.Output}exit {result.ExitCode}";
    }

    private static IEnumerable<object[]> Rows(string tool)
        => from line in File.ReadLines(Repository.PathOf(Guide))
           where line.StartsWith("| `", StringComparison.Ordinal)
           let cells = line.Replace("\\|", "\0", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
           where cells.Length == 2 && cells.All(static cell => cell.StartsWith('`') && cell.EndsWith('`'))
           let commands = Array.ConvertAll(cells, static cell => cell[1..^1].Replace('\0', '|'))
           where commands[0].Contains(tool, StringComparison.Ordinal)
           select commands.ToArray<object>();
}
