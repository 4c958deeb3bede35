using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands.Streaming;

/// <summary>What the hand-over between a runner and a reader promises, with a runner that the test controls.</summary>
[TestClass]
public sealed class CommandStreamTests
{
    private static readonly CommandRequest Request = new() { Text = "any" };

    [TestMethod]
    public void StreamAsync_RequestWithAHandler_IsRefused()
    {
        var runner = new DelegateRunner(static (_, _) => throw new InvalidOperationException());
        var request = Request with { OnOutput = static (_, _) => default };

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => runner.StreamAsync(request)).Message, "OnOutput");
        Assert.ThrowsExactly<ArgumentException>(() => runner.StreamBytesAsync(request));
        Assert.ThrowsExactly<ArgumentException>(() => runner.StreamAsync(new()));
        Assert.ThrowsExactly<ArgumentNullException>(() => runner.StreamAsync(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((ICommandRunner)null!).StreamAsync(Request));
    }

    [TestMethod]
    public async Task Enumeration_OfLines_StartsTheCommandAndHoldsItBack()
    {
        var first = new TaskCompletionSource();
        ValueTask shown = default;
        var runner = new DelegateRunner(async (request, _) =>
        {
            await Task.Yield();
            shown = request.OnOutput!(OutputStream.StandardOutput, "a\nb\nc"u8.ToArray());
            first.SetResult();
            await shown;
            await request.OnOutput(OutputStream.StandardOutput, "d"u8.ToArray());
            return new() { ExitCode = 7 };
        });
        var stream = runner.StreamAsync(Request);
        await using var lines = stream.GetAsyncEnumerator();
        Assert.AreEqual(0, runner.Runs);

        Assert.IsTrue(await lines.MoveNextAsync());
        await first.Task;
        Assert.AreEqual("a", lines.Current.Text);
        Assert.IsTrue(await lines.MoveNextAsync());
        Assert.AreEqual("b", lines.Current.Text);
        Assert.IsFalse(shown.IsCompleted);
        Assert.IsTrue(await lines.MoveNextAsync());
        Assert.AreEqual("cd", lines.Current.Text);
        Assert.IsFalse(lines.Current.IsComplete);
        Assert.IsFalse(await lines.MoveNextAsync());
        Assert.IsFalse(await lines.MoveNextAsync());

        Assert.AreEqual(7, (await stream.Completion).ExitCode);
        Assert.AreEqual(1, runner.Runs);
    }

    [TestMethod]
    public async Task Enumeration_ASecondTime_Throws()
    {
        var runner = new DelegateRunner(static (_, _) => Task.FromResult(new CommandResult()));
        var (lines, pieces) = (runner.StreamAsync(Request), runner.StreamBytesAsync(Request));
        await foreach (var _ in lines)
        {
        }

        await foreach (var _ in pieces)
        {
        }

        Assert.ThrowsExactly<InvalidOperationException>(() => lines.GetAsyncEnumerator());
        Assert.ThrowsExactly<InvalidOperationException>(() => pieces.GetAsyncEnumerator());
    }

    [TestMethod]
    public async Task Enumeration_OfBytes_GivesWhatArrived()
    {
        var runner = new DelegateRunner(static async (request, _) =>
        {
            await request.OnOutput!(OutputStream.StandardOutput, "a\nb"u8.ToArray());
            await request.OnOutput(OutputStream.StandardError, "c"u8.ToArray());
            return new();
        });
        var seen = new List<(OutputStream, string)>();

        await foreach (var (stream, bytes) in runner.StreamBytesAsync(Request))
        {
            seen.Add((stream, Encoding.UTF8.GetString(bytes.Span)));
        }

        CollectionAssert.AreEqual(new[] { (OutputStream.StandardOutput, "a\nb"), (OutputStream.StandardError, "c") }, seen);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Enumeration_RunFails_ThrowsAfterTheLastLineAndFromCompletionToo(bool atOnce)
    {
        var runner = new DelegateRunner((request, _) => atOnce ? throw new FormatException("broken") : FailAsync(request));
        var stream = runner.StreamAsync(Request);
        await using var lines = stream.GetAsyncEnumerator();

        if (!atOnce)
        {
            Assert.IsTrue(await lines.MoveNextAsync());
            Assert.AreEqual("a", lines.Current.Text);
        }

        await Assert.ThrowsExactlyAsync<FormatException>(async () => await lines.MoveNextAsync());
        await Assert.ThrowsExactlyAsync<FormatException>(() => stream.Completion);

        static async Task<CommandResult> FailAsync(CommandRequest request)
        {
            await request.OnOutput!(OutputStream.StandardOutput, "a"u8.ToArray());
            throw new FormatException("broken");
        }
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task Enumeration_RunFailsAndNobodyLooksAtCompletion_LeavesNoExceptionUnseen()
    {
        var unseen = new List<string>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, e) => unseen.Add(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += note;

        await FailAsync(leaveEarly: false);
        await FailAsync(leaveEarly: true);
        GC.Collect();
        GC.WaitForPendingFinalizers();

        TaskScheduler.UnobservedTaskException -= note;
        Expect.None(unseen.Where(static text => text.Contains("nobody looks", StringComparison.Ordinal)), "Unseen");

        static async Task FailAsync(bool leaveEarly)
        {
            var runner = new DelegateRunner(static async (request, _) =>
            {
                await request.OnOutput!(OutputStream.StandardOutput, "a\n"u8.ToArray());
                throw new FormatException("nobody looks");
            });
            await using var lines = runner.StreamAsync(Request).GetAsyncEnumerator();
            Assert.IsTrue(await lines.MoveNextAsync());
            if (!leaveEarly)
            {
                await Assert.ThrowsExactlyAsync<FormatException>(async () => await lines.MoveNextAsync());
            }
        }
    }

    [TestMethod]
    public async Task Dispose_WhileAPieceIsLookedAt_CancelsDropsTheRestAndWaits()
    {
        var later = 0;
        var runner = new DelegateRunner(async (request, token) =>
        {
            await request.OnOutput!(OutputStream.StandardOutput, "a\nb\n"u8.ToArray());
            Assert.IsTrue(token.IsCancellationRequested);
            while (later < 1000)
            {
                later++;
                await request.OnOutput(OutputStream.StandardOutput, "c\n"u8.ToArray());
            }

            return new() { Signal = 15 };
        });
        var stream = runner.StreamAsync(Request);
        var seen = new List<string>();

        await foreach (var line in stream)
        {
            seen.Add(line.Text);
            break;
        }

        CollectionAssert.AreEqual(new[] { "a" }, seen);
        Assert.IsTrue(stream.Completion.IsCompletedSuccessfully);
        Assert.AreEqual(1000, later);
        Assert.AreEqual(15, (await stream.Completion).Signal);
    }

    [TestMethod]
    public async Task Dispose_WithoutAnyMove_StartsNothing()
    {
        var runner = new DelegateRunner(static (_, _) => throw new InvalidOperationException());
        var stream = runner.StreamAsync(Request);

        await using (var lines = stream.GetAsyncEnumerator())
        {
            await lines.DisposeAsync();
            Assert.IsFalse(await lines.MoveNextAsync());
        }

        Assert.AreEqual(0, runner.Runs);
        Assert.AreEqual(new CommandResult(), await stream.Completion);
    }

    [TestMethod]
    public async Task Dispose_WhileAMoveIsPending_EndsBoth()
    {
        var runner = new DelegateRunner(static async (_, token) =>
        {
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = token.Register(cancelled.SetResult);
            await cancelled.Task;
            return new();
        });
        var lines = runner.StreamAsync(Request).GetAsyncEnumerator();
        var pending = lines.MoveNextAsync().AsTask();

        await lines.DisposeAsync();

        Assert.IsFalse(await pending);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Enumeration_Cancelled_ShowsWhatWasWrittenThenThrows(bool byEnumeration)
    {
        using var cancellation = new CancellationTokenSource();
        var runner = new DelegateRunner(static async (request, token) =>
        {
            await request.OnOutput!(OutputStream.StandardOutput, "a\n"u8.ToArray());
            Assert.IsTrue(token.IsCancellationRequested);
            await request.OnOutput(OutputStream.StandardOutput, "b\nc"u8.ToArray());
            return new() { ExitCode = 1 };
        });
        var stream = runner.StreamAsync(Request, byEnumeration ? default : cancellation.Token);
        var seen = new List<string>();

        await Assert.ThrowsExactlyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var line in stream.WithCancellation(byEnumeration ? cancellation.Token : default))
            {
                seen.Add(line.Text);
                await cancellation.CancelAsync();
            }
        });

        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, seen);
        Assert.AreEqual(1, (await stream.Completion).ExitCode);
    }

    [TestMethod]
    [DoNotParallelize]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Enumeration_OfManyLines_AllocatesNothingPerLine(bool yields)
    {
        const int Pieces = 500;
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 79) + "\n", 800)) + "half of a line");
        var runner = new DelegateRunner(async (request, _) =>
        {
            for (var i = 0; i < Pieces; i++)
            {
                await request.OnOutput!(OutputStream.StandardOutput, piece);
            }

            return new();
        });
        await CountAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var count = await CountAsync();

        Assert.AreEqual((Pieces * 800) + 1, count);
        Assert.IsLessThan(400_000, GC.GetTotalAllocatedBytes(precise: true) - before);

        async Task<int> CountAsync()
        {
            var lines = 0;
            await foreach (var line in runner.StreamAsync(Request))
            {
                lines += line.Bytes.Length > 0 ? 1 : 0;
                if (yields && lines % 1000 == 0)
                {
                    await Task.Yield();
                }
            }

            return lines;
        }
    }

    [TestMethod]
    public void ToString_OfALine_NeverShowsIt()
        => Assert.AreEqual("StandardError, 6 bytes", new OutputLine { Stream = OutputStream.StandardError, Bytes = "secret"u8.ToArray(), IsComplete = true }.ToString());
}
