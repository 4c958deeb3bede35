using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class CommandRunnerContract
{
    /// <summary>Whether merged outputs keep the order in which the command writes; else that in which they arrive.</summary>
    private protected virtual bool KeepsOrderOfMergedOutputs => false;

    [TestMethod]
    public async Task RunAsync_BothOutputsSpammed_KeepsAllOfBothInOrder()
    {
        var result = await RunAsync(Child("spam", "100000"));

        Assert.AreEqual(Lines(100_000, static n => int.IsOddInteger(n)), result.StandardOutput);
        Assert.AreEqual(Lines(100_000, static n => int.IsEvenInteger(n)), result.StandardError);
        Assert.AreEqual(0, result.ExitCode);
    }

    [TestMethod]
    public async Task MergeOutputs_Spam_IsAllStandardOutput()
    {
        const int Count = 1000;
        var shown = new StringBuilder();
        using var folder = new TemporaryFolder();

        var result = await RunAsync(Child("spam", "1000") with
        {
            MergeOutputs = true,
            StandardOutputTarget = OutputTarget.ToFile(folder["merged"]),
            OnOutput = (stream, piece) =>
            {
                Assert.AreEqual(OutputStream.StandardOutput, stream);
                shown.Append(Encoding.UTF8.GetString(piece.Span));
                return default;
            },
        });

        Assert.AreEqual("", result.StandardError);
        Assert.AreEqual(Lines(Count, static _ => true), KeepsOrderOfMergedOutputs ? result.StandardOutput : Sorted(result.StandardOutput));
        Assert.AreEqual(Sorted(result.StandardOutput), Sorted(shown.ToString()));
        Assert.AreEqual(shown.ToString(), await File.ReadAllTextAsync(folder["merged"]));

        static string Sorted(string text) => string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .OrderBy(static line => line.Length).ThenBy(static line => line, StringComparer.Ordinal).Select(static line => line + "\n"));
    }

    [TestMethod]
    public async Task MergeOutputs_MoreThanTheBound_IsBoundedTogether()
    {
        var result = await RunAsync(Child("spam", "1000") with { MergeOutputs = true, MaxCapturedBytes = 100 });

        Assert.IsTrue(result.OutputTruncated);
        Assert.AreEqual("", result.StandardError);
        Assert.IsLessThan(150, result.StandardOutput.Length);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_LargeFlood_ArrivesWholeInFlatMemory()
    {
        var bytes = TestScale.Choose(64 * 1024 * 1024, 1024 * 1024 * 1024, "bytes of a flooding command");
        var arrived = 0L;
        using var stream = new ScriptedOutput(piece =>
        {
            arrived += piece.Length;
            return default;
        });
        var request = Child("flood", $"{bytes}") with { MaxCapturedBytes = 100_000, StandardOutputTarget = OutputTarget.ToStream(stream) };
        await RunAsync(Child("flood", "3000000"));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var result = await RunAsync(request);

        Assert.AreEqual(0, result.ExitCode);
        Assert.AreEqual(bytes, arrived);
        Assert.IsTrue(result.OutputTruncated);
        Assert.IsLessThan(bytes / 8, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    [TestMethod]
    public async Task RunAsync_OutputsReallyClosed_WaitsForTheCommandItself()
    {
        var result = await RunAsync(Child("close", "200"));

        Assert.AreEqual(0, result.ExitCode);
        Assert.AreEqual("", result.StandardOutput + result.StandardError);
        Assert.IsFalse(result.OutputHeld);
    }

    private protected static string Lines(int count, Func<int, bool> which)
        => string.Concat(Enumerable.Range(1, count).Where(which).Select(static n => $"line {n}\n"));
}
