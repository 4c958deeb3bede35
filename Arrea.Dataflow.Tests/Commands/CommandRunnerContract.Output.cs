using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class CommandRunnerContract
{
    [TestMethod]
    public async Task RunAsync_MoreThanTheBound_KeepsHeadAndTailAndSaysWhatIsMissing()
    {
        var result = await RunAsync(Sh("printf 0123456789; printf abcdefghij; printf x >&2") with { MaxCapturedBytes = 8 });

        Assert.AreEqual("0123\n… 12 bytes left out …\nghij", result.StandardOutput);
        Assert.AreEqual("x", result.StandardError);
        Assert.IsTrue(result.OutputTruncated);
    }

    [TestMethod]
    public async Task RunAsync_ExactlyTheBound_IsKeptWhole()
    {
        var result = await RunAsync(Sh("printf 01234567") with { MaxCapturedBytes = 8 });

        Assert.AreEqual("01234567", result.StandardOutput);
        Assert.IsFalse(result.OutputTruncated);
    }

    [TestMethod]
    public async Task RunAsync_BoundOfZero_KeepsNothing()
    {
        var seen = 0;
        var result = await RunAsync(Sh("printf 01234567") with { MaxCapturedBytes = 0, OnOutput = (_, bytes) => Count(bytes) });

        Assert.AreEqual("", result.StandardOutput);
        Assert.AreEqual(8, seen);

        ValueTask Count(ReadOnlyMemory<byte> bytes)
        {
            seen += bytes.Length;
            return default;
        }
    }

    [TestMethod]
    public async Task RunAsync_BytesThatAreNotUtf8_ShowAsReplacements()
        => Assert.AreEqual("a\uFFFDb\uFFFD", (await RunAsync(@"printf 'a\377b\303'")).StandardOutput);

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_Flood_TakesMemoryForTheBoundOnly()
    {
        await RunAsync("head -c 3000000 /dev/zero");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var result = await RunAsync(Sh("head -c 50000000 /dev/zero; head -c 50000000 /dev/zero >&2; printf end") with { MaxCapturedBytes = 100_000 });

        Assert.IsLessThan(8_000_000, GC.GetTotalAllocatedBytes(precise: true) - before);
        Assert.EndsWith("\0end", result.StandardOutput);
        Assert.IsTrue(result.OutputTruncated);
        Assert.AreEqual(0, result.ExitCode);
    }

    [TestMethod]
    public async Task OnOutput_BothOutputs_SeesEveryByteInOrder()
    {
        var seen = new Dictionary<OutputStream, StringBuilder> { [OutputStream.StandardOutput] = new(), [OutputStream.StandardError] = new() };

        var result = await RunAsync(Sh("i=0; while [ $i -lt 500 ]; do echo out$i; echo err$i >&2; i=$((i+1)); done") with
        {
            OnOutput = (stream, bytes) =>
            {
                seen[stream].Append(Encoding.UTF8.GetString(bytes.Span));
                return default;
            },
        });

        Assert.AreEqual(result.StandardOutput, seen[OutputStream.StandardOutput].ToString());
        Assert.AreEqual(result.StandardError, seen[OutputStream.StandardError].ToString());
        Assert.EndsWith("err499\n", result.StandardError);
    }

    [TestMethod]
    public async Task OnOutput_CharacterWrittenInTwoHalves_IsShownInOnePiece()
    {
        using var folder = new TemporaryFolder();
        var pieces = new List<string>();

        // The second half is written only when the first piece has been seen, so there are two pieces for certain.
        var result = await RunAsync(Sh($@"printf 'a\360\237'; until [ -e {folder["seen"]} ]; do sleep 0.01; done; printf '\230\200b'") with
        {
            OnOutput = (_, bytes) =>
            {
                pieces.Add(Encoding.UTF8.GetString(bytes.Span));
                folder.Touch("seen");
                return default;
            },
        });

        CollectionAssert.AreEqual(new[] { "a", "😀b" }, pieces);
        Assert.AreEqual("a😀b", result.StandardOutput);
    }

    [TestMethod]
    public async Task OnOutput_OutputEndsInsideACharacter_ShowsTheRestAtTheEnd()
    {
        var seen = new List<byte>();

        await RunAsync(Sh(@"printf 'a\360\237'") with { OnOutput = (_, bytes) => Keep(bytes) });

        CollectionAssert.AreEqual(new byte[] { (byte)'a', 0xF0, 0x9F }, seen);

        ValueTask Keep(ReadOnlyMemory<byte> bytes)
        {
            seen.AddRange(bytes.Span);
            return default;
        }
    }

    [TestMethod]
    public async Task OnOutput_LongTextOfWideCharacters_NeverEndsInsideOne()
    {
        var text = string.Concat(Enumerable.Repeat("é😀x", 100_000));
        var whole = new StringBuilder();

        await RunAsync(Sh("cat") with
        {
            StandardInput = text,
            OnOutput = (_, bytes) =>
            {
                // Throws on half a character.
                whole.Append(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span));
                return default;
            },
        });

        Assert.AreEqual(text, whole.ToString());
    }

    [TestMethod]
    public async Task OnOutput_SlowHandler_HoldsTheCommandBack()
    {
        using var processes = new MarkedProcesses();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (calls, bytesSeen) = (0, 0L);

        var running = RunAsync(Sh("head -c 20000000 /dev/zero") with
        {
            Environment = processes.Variables,
            OnOutput = async (_, bytes) =>
            {
                calls++;
                bytesSeen += bytes.Length;
                await release.Task;
            },
        });
        await Condition.HoldsAsync(() => Volatile.Read(ref calls) > 0 && processes.AnyIn("head", 'S'), "the command waits for its reader");

        Assert.AreEqual(1, calls);
        Assert.IsFalse(running.IsCompleted);
        release.SetResult();
        Assert.AreEqual(0, (await running).ExitCode);
        Assert.AreEqual(20_000_000, bytesSeen);
    }

    [TestMethod]
    public async Task OnOutput_HandlerSlowerThanTheCommand_LosesNothing()
    {
        var bytesSeen = 0L;

        var result = await RunAsync(Sh("head -c 300000 /dev/zero; exit 5") with
        {
            OnOutput = async (_, bytes) =>
            {
                await Task.Yield();
                bytesSeen += bytes.Length;
            },
        });

        Assert.AreEqual(300_000, bytesSeen);
        Assert.AreEqual(5, result.ExitCode);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task OnOutput_HandlerThrows_EndsTheCommandAndFailsTheRun(bool later)
    {
        using var processes = new MarkedProcesses();
        var calls = 0;

        var error = await Assert.ThrowsExactlyAsync<FormatException>(() => RunAsync(Sh("echo a; sleep 1000") with
        {
            Environment = processes.Variables,
            OnOutput = async (_, _) =>
            {
                calls++;
                if (later)
                {
                    await Task.Yield();
                }

                throw new FormatException("not what was expected");
            },
        }));

        Assert.AreEqual("not what was expected", error.Message);
        Assert.AreEqual(1, calls);
        await Condition.HoldsAsync(() => processes.Count == 0, "nothing is left of the command");
    }

    [TestMethod]
    public async Task RunAsync_ProcessInTheBackgroundHoldsTheOutput_EndsWithTheCommand()
    {
        using var processes = new MarkedProcesses();

        var result = await RunAsync(Sh("sleep 1000 & echo started; exit 6") with { Environment = processes.Variables });

        Assert.AreEqual(6, result.ExitCode);
        Assert.AreEqual("started\n", result.StandardOutput);
        Assert.IsTrue(result.OutputHeld);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 1, "the process in the background is on its own");
    }

    [TestMethod]
    public async Task RunAsync_ProcessInTheBackgroundWritesOnAndOn_EndsWithTheCommand()
    {
        using var processes = new MarkedProcesses();

        var result = await RunAsync(Sh("yes & exit 6") with { Environment = processes.Variables, MaxCapturedBytes = 1000 });

        Assert.AreEqual(6, result.ExitCode);
        Assert.IsTrue(result.OutputHeld);
    }

    [TestMethod]
    public async Task RunAsync_ProcessInTheBackgroundWithOtherOutputs_DoesNotHoldThem()
    {
        using var processes = new MarkedProcesses();
        using var folder = new TemporaryFolder();
        var text = $"(exec >/dev/null 2>&1; touch {folder["ready"]}; exec sleep 1000) & until [ -e {folder["ready"]} ]; do sleep 0.01; done";

        var result = await RunAsync(Sh(text) with { Environment = processes.Variables });

        Assert.IsFalse(result.OutputHeld);
        await Condition.HoldsAsync(() => processes.CountOf("sleep") == 1, "the process in the background is on its own");
    }
}
