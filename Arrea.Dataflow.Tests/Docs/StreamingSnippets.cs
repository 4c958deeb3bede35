using System.Globalization;
using System.Text;
using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/streaming.md: run, and its answers checked.</summary>
[TestClass]
public sealed class StreamingSnippets
{
    [TestMethod]
    public async Task Lines_OfACommand()
    {
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-stream-lines
        ICommandRunner runner = CommandRunner.Default;
        CommandStream stream = runner.StreamAsync(new() { Text = "echo one; echo two >&2; exit 3", Shell = "sh" });

        await foreach (OutputLine line in stream)
        {
            print($"{line.Stream}: {line.Text}");
        }

        CommandResult result = await stream.Completion;
        print($"exit code {result.ExitCode}");
        #endregion

        CollectionAssert.AreEquivalent(new[] { "StandardOutput: one", "StandardError: two", "exit code 3" }, lines);
    }

    [TestMethod]
    public async Task FirstLines_ThenNoMore()
    {
        var runner = CommandRunner.Default;

        #region snippet-stream-break
        var found = "";
        await foreach (var line in runner.StreamAsync(new() { Arguments = ["yes", "found it"], MaxCapturedBytes = 0 }))
        {
            found = line.Text;
            break;
        }
        #endregion

        Assert.AreEqual("found it", found);
    }

    [TestMethod]
    public async Task Sum_WithoutText()
    {
        var runner = CommandRunner.Default;

        #region snippet-stream-sum
        var sum = 0L;
        await foreach (var line in runner.StreamAsync(new() { Text = "seq 100000", Shell = "sh", MaxCapturedBytes = 0 }))
        {
            sum += long.Parse(line.Bytes.Span, CultureInfo.InvariantCulture);
        }
        #endregion

        Assert.AreEqual(5_000_050_000, sum);
    }

    [TestMethod]
    public async Task Bytes_AsTheyAre()
    {
        var runner = CommandRunner.Default;
        using var archive = new MemoryStream();

        #region snippet-stream-bytes
        await foreach (var (from, bytes) in runner.StreamBytesAsync(new() { Text = "printf archive", Shell = "sh", MaxCapturedBytes = 0 }))
        {
            if (from == OutputStream.StandardOutput)
            {
                await archive.WriteAsync(bytes);
            }
        }
        #endregion

        Assert.AreEqual("archive", Encoding.UTF8.GetString(archive.ToArray()));
    }
}
