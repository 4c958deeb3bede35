using System.IO.Pipelines;
using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class CommandRunnerContract
{
    [TestMethod]
    public async Task ToFile_EachRun_ReplacesWhatTheFileHeld()
    {
        using var folder = new TemporaryFolder();
        var (output, error) = (OutputTarget.ToFile(folder["out"]), OutputTarget.ToFile(folder["err"]));

        var first = await RunAsync(Sh("printf 'a long output'; printf 'a long error' >&2") with { StandardOutputTarget = output, StandardErrorTarget = error });
        Assert.AreEqual("a long output", first.StandardOutput);
        Assert.AreEqual("a long error", first.StandardError);
        Assert.AreEqual("a long output", await File.ReadAllTextAsync(folder["out"]));
        Assert.AreEqual("a long error", await File.ReadAllTextAsync(folder["err"]));

        await RunAsync(Sh("printf b") with { StandardOutputTarget = output, StandardErrorTarget = error });
        Assert.AreEqual("b", await File.ReadAllTextAsync(folder["out"]));
        Assert.AreEqual("", await File.ReadAllTextAsync(folder["err"]));
    }

    [TestMethod]
    public async Task ToEndOfFile_EachRun_AddsToTheFile()
    {
        using var folder = new TemporaryFolder();
        var target = OutputTarget.ToEndOfFile(folder["log"]);

        await RunAsync(Sh("echo a; echo b >&2") with { StandardOutputTarget = target });
        await RunAsync(Sh("echo c") with { StandardOutputTarget = target });

        Assert.AreEqual("a\nc\n", await File.ReadAllTextAsync(folder["log"]));
    }

    [TestMethod]
    public async Task ToFile_SameTargetForBothOutputs_HoldsBoth()
    {
        using var folder = new TemporaryFolder();
        var target = OutputTarget.ToFile(folder["both"]);

        await RunAsync(Child("spam", "1000") with { StandardOutputTarget = target, StandardErrorTarget = target });

        CollectionAssert.AreEquivalent(Enumerable.Range(1, 1000).Select(static n => $"line {n}").ToArray(), await File.ReadAllLinesAsync(folder["both"]));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task ToFile_Unusable_IsNamedAndNothingStarts(bool isOutput)
    {
        using var folder = new TemporaryFolder();
        foreach (var path in new[] { folder.Path, folder["nope/file"] })
        {
            var target = OutputTarget.ToFile(path);

            var result = await RunAsync(Sh($"touch {folder["started"]}") with { StandardOutputTarget = isOutput ? target : null, StandardErrorTarget = isOutput ? null : target });

            StringAssert.Contains(result.StartError, path);
            Assert.AreEqual(NotUsable, result.ExitCode);
            Assert.IsFalse(File.Exists(folder["started"]));
        }
    }

    [TestMethod]
    public async Task ToStream_BinaryOutput_ArrivesUnchangedIsFlushedAndStaysOpen()
    {
        using var copy = new MemoryStream();
        using var stream = new ScriptedOutput(piece => copy.WriteAsync(piece));

        await RunAsync(Child("copy") with { StandardInput = CommandInput.FromBytes(AllBytes), StandardOutputTarget = OutputTarget.ToStream(stream) });

        Assert.IsTrue(AllBytes.AsSpan().SequenceEqual(copy.ToArray()));
        Assert.IsGreaterThan(0, stream.Flushes);
        Assert.IsFalse(stream.IsClosed);
    }

    [TestMethod]
    public async Task ToFile_BinaryOutput_ArrivesUnchanged()
    {
        using var folder = new TemporaryFolder();

        await RunAsync(Child("copy") with { StandardInput = CommandInput.FromBytes(AllBytes), StandardOutputTarget = OutputTarget.ToFile(folder["copy"]) });

        var copy = await File.ReadAllBytesAsync(folder["copy"]);
        Assert.IsTrue(AllBytes.AsSpan().SequenceEqual(copy));
    }

    [TestMethod]
    public async Task Targets_NothingToBeCaptured_StillGetEverything()
    {
        using var copy = new MemoryStream();

        var result = await RunAsync(Child("flood", "1000000") with { MaxCapturedBytes = 0, StandardOutputTarget = OutputTarget.ToStream(copy) });

        Assert.AreEqual("", result.StandardOutput);
        Assert.AreEqual(1_000_000, copy.Length);
    }

    [TestMethod]
    public async Task Targets_WithAHandler_AreWrittenBeforeIt()
    {
        var (written, isBehind) = (0L, false);
        using var stream = new ScriptedOutput(async piece =>
        {
            await Task.Yield();
            written += piece.Length;
        });
        var shown = 0L;

        await RunAsync(Child("flood", "1000000") with
        {
            StandardOutputTarget = OutputTarget.ToStream(stream),
            OnOutput = (_, piece) =>
            {
                shown += piece.Length;
                isBehind |= shown != written;
                return default;
            },
        });

        Assert.AreEqual(1_000_000, shown);
        Assert.IsFalse(isBehind);
    }

    [TestMethod]
    public async Task ToPipe_SlowReader_HoldsTheCommandBack()
    {
        using var processes = new MarkedProcesses();
        var pipe = new Pipe(new(pauseWriterThreshold: 10_000, resumeWriterThreshold: 5_000));
        var running = RunAsync(Sh("head -c 20000000 /dev/zero") with { Environment = processes.Variables, StandardOutputTarget = OutputTarget.ToPipe(pipe.Writer) });
        await Condition.HoldsAsync(() => processes.AnyIn("head", 'S') && Waiting() > 0, "the command waits for the reader");
        Assert.IsFalse(running.IsCompleted);
        Assert.IsLessThan(1024 * 1024, Waiting());

        var read = 0L;
        while (read < 20_000_000)
        {
            var piece = await pipe.Reader.ReadAsync();
            read += piece.Buffer.Length;
            pipe.Reader.AdvanceTo(piece.Buffer.End);
        }

        Assert.AreEqual(0, (await running).ExitCode);

        // The writer is still the caller's to complete.
        await pipe.Writer.WriteAsync("end"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        var last = await pipe.Reader.ReadAsync();
        Assert.AreEqual("end", Encoding.UTF8.GetString(last.Buffer.FirstSpan));

        long Waiting()
        {
            if (!pipe.Reader.TryRead(out var piece))
            {
                return 0;
            }

            pipe.Reader.AdvanceTo(piece.Buffer.Start);
            return piece.Buffer.Length;
        }
    }

    [TestMethod]
    public async Task ToPipe_ReaderHasCompleted_DropsWhatComes()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();

        var result = await RunAsync(Child("flood", "5000000") with { StandardOutputTarget = OutputTarget.ToPipe(pipe.Writer) });

        Assert.AreEqual(0, result.ExitCode);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task ToStream_StreamThrows_EndsTheCommandAndFailsTheRun(bool later)
    {
        using var processes = new MarkedProcesses();
        using var stream = new ScriptedOutput(async _ =>
        {
            if (later)
            {
                await Task.Yield();
            }

            throw new FormatException("full");
        });

        var error = await Assert.ThrowsExactlyAsync<FormatException>(
            () => RunAsync(Sh("echo a; sleep 1000") with { StandardOutputTarget = OutputTarget.ToStream(stream), Environment = processes.Variables }));

        Assert.AreEqual("full", error.Message);
        await AreGoneAsync(processes);
    }

    [TestMethod]
    public async Task ToFile_NoSpaceLeft_EndsTheCommandAndFailsTheRun()
    {
        using var processes = new MarkedProcesses();

        var error = await Assert.ThrowsExactlyAsync<IOException>(
            () => RunAsync(Sh("echo a; sleep 1000") with { StandardOutputTarget = OutputTarget.ToFile("/dev/full"), Environment = processes.Variables }));

        StringAssert.Contains(error.Message, "space");
        await AreGoneAsync(processes);
    }
}
