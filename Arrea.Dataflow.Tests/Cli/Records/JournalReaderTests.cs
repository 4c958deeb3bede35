using System.Text;
using Arrea.Cli.Journals;

namespace Arrea.Dataflow.Tests.Cli.Records;

/// <summary>What is read of journals, also of those that were damaged, cut off or written by others.</summary>
[TestClass]
public sealed class JournalReaderTests(TestContext context) : RecordsTest(context)
{
    [TestMethod]
    public async Task Read_TornOrAlteredLines_AreLeftOut()
    {
        await ScriptAsync("arrea run -q -j1 -c 'echo one' -c 'echo two'");
        var path = Journals.NewestFirst()[0];
        var bytes = await File.ReadAllBytesAsync(path, Context.CancellationToken);

        // At whatever byte it breaks off, what was whole before is read, and nothing else.
        var whole = JournalReader.Read(path)!;
        for (var length = 0; length < bytes.Length; length += 7)
        {
            await File.WriteAllBytesAsync(path, bytes[..length], Context.CancellationToken);
            var torn = JournalReader.Read(path);
            Assert.AreEqual(bytes.AsSpan(0, length).Contains((byte)'\n'), torn is not null);
            Assert.IsTrue(torn is null || torn.Jobs.All(job => whole.Jobs.Any(other => other.Command == job.Command)));
            Assert.IsNull(torn?.Conclusion);
        }

        var altered = Encoding.UTF8.GetString(bytes).Replace("\"exit_code\":0", "\"exit_code\":9", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, altered, Context.CancellationToken);
        var read = JournalReader.Read(path)!;
        Assert.AreEqual(3, read.Damaged);
        Assert.IsTrue(read.Jobs.All(static job => job.Outcome is null));
    }

    [TestMethod]
    public async Task Read_JournalOfAnotherVersion_IsNone()
    {
        await ScriptAsync("arrea run -q -c 'echo one'");
        await RewriteAsync(Journals.NewestFirst()[0], static line => line.Replace("{\"v\":1,", "{\"v\":2,", StringComparison.Ordinal));

        var result = await ScriptAsync("arrea history --json; arrea run -q --resume -c 'echo one'");

        Assert.AreEqual("one\n", result.Exits(0).Output);
    }

    [TestMethod]
    public async Task Read_LineOfAnUnknownType_ChangesNothing()
    {
        await ScriptAsync("arrea run -q -c 'echo one'");
        var path = Journals.NewestFirst()[0];
        var noted = (await File.ReadAllLinesAsync(path, Context.CancellationToken)).Last(static line => line.Contains("\"job.finished\"", StringComparison.Ordinal));
        await File.AppendAllLinesAsync(path, [noted], Context.CancellationToken);
        var count = 0;
        await RewriteAsync(path, line => line == noted && ++count == 2 ? line.Replace("job.finished", "job.noted", StringComparison.Ordinal) : line);

        Assert.AreEqual(0, LastRun.Damaged);
        Assert.AreEqual("", (await ScriptAsync("arrea run -q --resume -c 'echo one'")).Exits(0).Output);
    }

    [TestMethod]
    public async Task Summary_FromTheEnds_IsThatOfTheWhole()
    {
        await ScriptAsync("for i in $(seq 800); do echo \"true $i\"; done > jobs; arrea run -q -j8 --no-validate -a jobs");

        var path = Journals.NewestFirst()[0];
        Assert.IsGreaterThan(200_000, new FileInfo(path).Length);
        Assert.AreEqual(JournalReader.Read(path)!.Summary, JournalReader.ReadSummary(path));
    }
    /// <summary>Changes the lines of a journal, with the checksums that go with what they say then.</summary>
    private async Task RewriteAsync(string path, Func<string, string> change)
    {
        var lines = await File.ReadAllLinesAsync(path, Context.CancellationToken);
        await File.WriteAllLinesAsync(path, lines.Select(line => Checked(change(line)[..^LineChecksum.Length])), Context.CancellationToken);
    }

    private static string Checked(string body)
    {
        var end = new byte[LineChecksum.Length];
        LineChecksum.Write(Encoding.UTF8.GetBytes(body), end);
        return body + Encoding.UTF8.GetString(end);
    }
}
