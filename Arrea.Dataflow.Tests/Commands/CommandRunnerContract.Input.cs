using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class CommandRunnerContract
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256 * 1024).Select(static n => (byte)(n ^ (n >> 8)))];

    [TestMethod]
    public async Task FromString_AnyText_IsGivenInUtf8()
        => Assert.AreEqual("é 😀\n", (await RunAsync(Child("copy") with { StandardInput = CommandInput.FromString("é 😀\n") })).StandardOutput);

    [TestMethod]
    public async Task FromBytes_AllBytes_ArriveUnchanged()
        => await IsCopiedAsync(CommandInput.FromBytes(AllBytes), AllBytes);

    [TestMethod]
    public async Task FromBytes_NoBytes_IsAtItsEnd()
        => await IsCopiedAsync(CommandInput.FromBytes(default), []);

    [TestMethod]
    public async Task FromFile_File_IsGivenWholeToEachRun()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["input"], AllBytes);
        var input = CommandInput.FromFile(folder["input"]);

        await IsCopiedAsync(input, AllBytes);
        await IsCopiedAsync(input, AllBytes);
    }

    [TestMethod]
    public async Task FromFile_RelativePath_IsThatOfThisProcess()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["input"], "text");
        var input = CommandInput.FromFile(Path.GetRelativePath(Environment.CurrentDirectory, folder["input"]));

        Assert.AreEqual("text", (await RunAsync(Sh("cat") with { StandardInput = input, WorkingDirectory = "/" })).StandardOutput);
    }

    [TestMethod]
    public async Task FromFile_Unusable_IsNamedAndNothingStarts()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in new[] { folder["missing"], folder.Path, folder["a\0b"] })
        {
            var result = await RunAsync(Sh($"touch {folder["started"]}") with { StandardInput = CommandInput.FromFile(path) });

            StringAssert.Contains(result.StartError, "standard input");
            Assert.IsTrue(path.Contains('\0', StringComparison.Ordinal) || result.StartError!.Contains(path, StringComparison.Ordinal), result.StartError);
            Assert.AreEqual(NotUsable, result.ExitCode);
            Assert.IsFalse(File.Exists(folder["started"]));
        }
    }

    [TestMethod]
    public async Task FromStream_SlowStream_ArrivesWholeAndStaysOpen()
    {
        var left = 500;
        using var stream = new ScriptedInput(async (buffer, _) =>
        {
            await Task.Yield();
            buffer.Span[0] = (byte)'x';
            return left-- > 0 ? 1 : 0;
        });

        var result = await RunAsync(Child("copy") with { StandardInput = CommandInput.FromStream(stream) });

        Assert.AreEqual(new string('x', 500), result.StandardOutput);
        Assert.IsFalse(stream.IsClosed);
    }

    [TestMethod]
    public async Task FromStream_PieceByPiece_ReachesTheCommandAsItComes()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reads = 0;
        using var stream = new ScriptedInput(async (buffer, _) =>
        {
            switch (reads++)
            {
                case 0:
                    "ping\n"u8.CopyTo(buffer.Span);
                    return 5;
                case 1:
                    // Only what the command answers to the first piece lets the second one come.
                    await seen.Task;
                    "pong\n"u8.CopyTo(buffer.Span);
                    return 5;
                default:
                    return 0;
            }
        });

        var result = await RunAsync(Child("copy") with
        {
            StandardInput = CommandInput.FromStream(stream),
            OnOutput = (_, _) =>
            {
                seen.TrySetResult();
                return default;
            },
        });

        Assert.AreEqual("ping\npong\n", result.StandardOutput);
    }

    [TestMethod]
    public async Task FromStream_EndlessStream_IsReadNoFurtherThanTheCommandTakes()
    {
        var read = 0L;
        using var stream = new ScriptedInput((buffer, _) =>
        {
            buffer.Span.Fill((byte)'x');
            read += buffer.Length;
            return new(buffer.Length);
        });

        var result = await RunAsync(Sh("head -c 10; exit 3") with { StandardInput = CommandInput.FromStream(stream) });

        Assert.AreEqual("xxxxxxxxxx", result.StandardOutput);
        Assert.AreEqual(3, result.ExitCode);

        // What the command read, the pipe and its buffer in the system, and what is read ahead: far from endless.
        Assert.IsLessThan(4 * 1024 * 1024, read);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task FromStream_StreamThrows_EndsTheCommandAndFailsTheRun(bool later)
    {
        using var processes = new MarkedProcesses();
        using var stream = new ScriptedInput(async (_, _) =>
        {
            if (later)
            {
                await Task.Yield();
            }

            throw new FormatException("spoilt");
        });

        var error = await Assert.ThrowsExactlyAsync<FormatException>(
            () => RunAsync(Sh("cat; sleep 1000") with { StandardInput = CommandInput.FromStream(stream), Environment = processes.Variables }));

        Assert.AreEqual("spoilt", error.Message);
        await AreGoneAsync(processes);
    }

    [TestMethod]
    public async Task FromStream_PendingWhenTheCommandEnds_IsCancelled()
    {
        var isCancelled = false;
        using var stream = new ScriptedInput(async (_, cancellationToken) =>
        {
            var never = new TaskCompletionSource<int>();
            using var registration = cancellationToken.Register(() =>
            {
                Volatile.Write(ref isCancelled, true);
                never.TrySetCanceled(cancellationToken);
            });
            return await never.Task;
        });

        var result = await RunAsync(Sh("exit 3") with { StandardInput = CommandInput.FromStream(stream) });

        Assert.AreEqual(3, result.ExitCode);
        await Condition.HoldsAsync(() => Volatile.Read(ref isCancelled), "the read is cancelled");
    }

    [TestMethod]
    public async Task FromStream_NeverAnswers_IsNotWaitedForWhenTheCommandEnds()
    {
        var never = new TaskCompletionSource<int>();
        using var stream = new ScriptedInput((_, _) => new(never.Task));

        Assert.AreEqual(3, (await RunAsync(Sh("exit 3") with { StandardInput = CommandInput.FromStream(stream) })).ExitCode);
    }

    [TestMethod]
    public async Task FromStream_NeverAnswers_IsNotWaitedForAfterCancellation()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var never = new TaskCompletionSource<int>();
        using var stream = new ScriptedInput((_, _) => new(never.Task));
        var running = RunAsync(Sh("sleep 1000; true") with { StandardInput = CommandInput.FromStream(stream), Environment = processes.Variables }, cancellation.Token);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 1, "the command runs");

        await cancellation.CancelAsync();

        Assert.AreNotEqual(0, (await running).ExitCode);
        await AreGoneAsync(processes);
    }

    [TestMethod]
    public async Task FromStream_SeekableStream_ServesEachRunFromWhereItStood()
    {
        using var stream = new MemoryStream("skipped text"u8.ToArray()) { Position = 8 };
        var input = CommandInput.FromStream(stream);

        Assert.AreEqual("text", (await RunAsync(Child("copy") with { StandardInput = input })).StandardOutput);
        Assert.AreEqual("text", (await RunAsync(Child("copy") with { StandardInput = input })).StandardOutput);
    }

    [TestMethod]
    public async Task FromStream_StreamThatCannotSeek_ServesOneRunAndSaysSo()
    {
        using var stream = new ScriptedInput(static (_, _) => new(0));
        var input = CommandInput.FromStream(stream);
        Assert.AreEqual(0, (await RunAsync(Child("copy") with { StandardInput = input })).ExitCode);

        var second = await RunAsync(Child("copy") with { StandardInput = input });

        StringAssert.Contains(second.StartError, "cannot be rewound");
        Assert.AreEqual(NotUsable, second.ExitCode);
    }

    private async Task IsCopiedAsync(CommandInput input, byte[] expected)
    {
        using var copy = new MemoryStream();
        var result = await RunAsync(Child("copy") with { StandardInput = input, StandardOutputTarget = OutputTarget.ToStream(copy) });
        Assert.AreEqual(0, result.ExitCode);
        Assert.IsTrue(expected.AsSpan().SequenceEqual(copy.ToArray()));
    }
}
