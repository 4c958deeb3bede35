using System.Text;
using Arrea.Cli.Sources;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>Standard input in blocks.</summary>
[TestClass]
public sealed class CliPipeTests(TestContext context)
{
    [TestMethod]
    [DataRow("1\n2\n|3\n4\n|5\n|", "1\n2\n3\n4\n5\n", "4")]
    [DataRow("aaaaaaaaa\n|b\nc|", "aaaaaaaaa\nb\nc", "4")]
    [DataRow("b\n|aaaaaaaaa\n|c|", "b\naaaaaaaaa\nc", "4")]
    [DataRow("1\n2\n3\n|", "1\n2\n3\n", "1M")]
    [DataRow("\n\n|\n|", "\n\n\n", "2")]
    [DataRow("", "", "4")]
    public async Task Run_Blocks_AreWholeLinesAndNothingIsLost(string output, string input, string size)
    {
        var result = await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(input), "run", "-q", "--pipe", "--block", size, "cat; printf '|'");

        result.Exits(0);
        Assert.AreEqual(output, result.Output);
    }

    [TestMethod]
    public async Task Run_BlocksOfAFile_AreTheSameBytesAgain()
    {
        var bytes = new byte[3_000_000];
        new Random(7).NextBytes(bytes);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, bytes, context.CancellationToken);

        var result = await CliProcess.ScriptAsync(context, $"arrea run -q --pipe --block 100k 'cat' < '{file}' | cmp - '{file}' && echo same");

        File.Delete(file);
        result.Exits(0);
        Assert.AreEqual("same\n", result.Output);
    }

    [TestMethod]
    public async Task Run_NumbersInACommandOfBlocks_AreFilledIn()
    {
        var result = await CliProcess.RunAsync(context, "a\nb\n"u8.ToArray(), "run", "-q", "-j", "1", "--pipe", "--block", "2", "echo {#} {%} \"$(cat)\"");

        result.Exits(0);
        Assert.AreEqual("1 1 a\n2 1 b\n", result.Output);
    }

    [TestMethod]
    [DataRow("cat {}")]
    [DataRow("cat {1}")]
    public async Task Run_ArgumentsInACommandOfBlocks_AreAUsageError(string template)
    {
        var result = await CliProcess.RunAsync(context, "a\n"u8.ToArray(), "run", "--pipe", template);

        StringAssert.StartsWith(result.Exits(2).Error, "arrea: a job of '--pipe' has no arguments");
    }

    [TestMethod]
    [DataRow("-j 2")]
    [DataRow("-j 0")]
    public async Task Run_PipeThatNeverEnds_IsReadNoFasterThanItsJobsRun(string parallel)
    {
        // Each job waits for its turn; were blocks read ahead without a bound, the writer would never stop.
        await using var process = CliProcess.StartProgram(context, "/bin/bash", ["-c", $$"""
            export ARREA_MAX_WORKERS=2
            cd "$(mktemp -d)"
            { for i in $(seq 1 500); do head -c 99999 /dev/zero | tr '\0' x; echo; echo "$i" > written; done; } |
                "$DOTNET" "$ARREA" run -o line {{parallel}} --pipe --block 100000 'cat > /dev/null; echo started; while [ ! -e go ]; do sleep 0.05; done' > out &
            until [ "$(grep -c started out)" = 2 ]; do sleep 0.05; done
            last=; until [ "$(cat written)" = "$last" ]; do last=$(cat written); sleep 0.5; done
            echo "written $last"; touch go; wait; grep -c started out
            """]);
        process.Input.Close();

        var result = await process.EndAsync();

        Assert.AreEqual(500, int.Parse(result.Lines[1], System.Globalization.CultureInfo.InvariantCulture), result.Error);
        Assert.IsLessThan(20, int.Parse(result.Lines[0]["written ".Length..], System.Globalization.CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public async Task DryRun_Blocks_ListsTheCommands()
    {
        var result = await CliProcess.RunAsync(context, "a\nb\nc\n"u8.ToArray(), "run", "--dry-run", "-j", "1", "--pipe", "--block", "2", "wc -l");

        result.Exits(0);
        Assert.AreEqual("[1] wc -l: ok\n[2] wc -l: ok\n[3] wc -l: ok\n", result.Output);
    }

    [TestMethod]
    public void BlockReader_HoweverTheBytesArrive_CutsTheSameBlocks()
    {
        var random = new Random(42);
        for (var round = 0; round < 200; round++)
        {
            var bytes = Enumerable.Range(0, random.Next(200)).Select(_ => (byte)(random.Next(5) == 0 ? '\n' : 'x')).ToArray();
            var size = random.Next(1, 30);
            var blocks = Blocks(new MemoryStream(bytes), size);

            CollectionAssert.AreEqual(bytes, blocks.SelectMany(static block => block).ToArray());
            Assert.IsTrue(blocks.SkipLast(1).All(static block => block[^1] == '\n'));
            Assert.IsTrue(blocks.All(block => block.Length <= size || block.AsSpan(0, block.Length - 1).IndexOf((byte)'\n') < 0), "longer than a block is only a single line");
            CollectionAssert.AreEqual(blocks.ConvertAll(Convert.ToHexString), Blocks(new Trickle(bytes, random), size).ConvertAll(Convert.ToHexString));
        }
    }

    private static List<byte[]> Blocks(Stream stream, int size)
    {
        var reader = new BlockReader(stream, size);
        List<byte[]> blocks = [];
        while (reader.Read() is { } block)
        {
            blocks.Add(block);
        }

        return blocks;
    }

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, 5)));
    }
}
