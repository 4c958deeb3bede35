using System.Buffers.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Commands.Portable;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands.Streaming;

/// <summary>The lines of real commands, through every runner.</summary>
public abstract class CommandStreamContract : RunnerContract
{
    [TestMethod]
    public async Task StreamAsync_AMillionLines_ComeWholeAndInOrder()
    {
        var (sum, last) = (0L, 0);

        await foreach (var line in Runner.StreamAsync(Sh("seq 1000000") with { MaxCapturedBytes = 0 }))
        {
            Assert.IsTrue(Utf8Parser.TryParse(line.Bytes.Span, out int number, out var length) && length == line.Bytes.Length);
            Assert.AreEqual(last + 1, number);
            sum += last = number;
        }

        Assert.AreEqual(500_000_500_000, sum);
    }

    [TestMethod]
    public async Task StreamAsync_BothOutputs_GivesTheLinesOfEach()
    {
        var (output, error) = (new List<string>(), new List<string>());
        var stream = Runner.StreamAsync(Sh("i=0; while [ $i -lt 300 ]; do echo out$i; echo err$i >&2; i=$((i+1)); done; printf end; exit 5"));

        await foreach (var line in stream)
        {
            (line.Stream == OutputStream.StandardOutput ? output : error).Add(line.Text);
            await Task.Yield();
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 300).Select(static n => $"out{n}").Append("end").ToList(), output);
        CollectionAssert.AreEqual(Enumerable.Range(0, 300).Select(static n => $"err{n}").ToList(), error);
        Assert.AreEqual(5, (await stream.Completion).ExitCode);
    }

    [TestMethod]
    public async Task StreamAsync_Line_ComesWhileTheCommandRuns()
    {
        using var folder = new TemporaryFolder();

        await foreach (var line in Runner.StreamAsync(Sh($"echo begun; until [ -e {folder["seen"]} ]; do sleep 0.01; done")))
        {
            Assert.AreEqual("begun", line.Text);
            folder.Touch("seen");
        }
    }

    [TestMethod]
    public async Task StreamAsync_SlowReader_HoldsTheCommandBackAndLosesNothing()
    {
        using var processes = new MarkedProcesses();
        await using var lines = Runner.StreamAsync(Sh("seq 1000000") with { Environment = processes.Variables, MaxCapturedBytes = 0 }).GetAsyncEnumerator();

        Assert.IsTrue(await lines.MoveNextAsync());
        await Condition.HoldsAsync(() => processes.AnyIn("seq", 'S'), "the command waits for its reader");

        Assert.AreEqual("1", lines.Current.Text);
        var count = 1;
        while (await lines.MoveNextAsync())
        {
            count++;
        }

        Assert.AreEqual(1_000_000, count);
    }

    [TestMethod]
    public async Task StreamAsync_LeftEarly_EndsTheCommand()
    {
        using var processes = new MarkedProcesses();
        var stream = Runner.StreamAsync(Sh("trap '' TERM; while :; do echo more; done") with { Environment = processes.Variables });

        await foreach (var line in stream)
        {
            Assert.AreEqual("more", line.Text);
            break;
        }

        Assert.IsTrue(stream.Completion.IsCompletedSuccessfully);
        await Condition.HoldsAsync(() => processes.Count == 0, "nothing is left of the command");
    }

    [TestMethod]
    public async Task StreamAsync_Cancelled_EndsTheCommandAndThrows()
    {
        using var processes = new MarkedProcesses();
        using var cancellation = new CancellationTokenSource();
        var stream = Runner.StreamAsync(Sh("echo begun; sleep 1000") with { Environment = processes.Variables }, cancellation.Token);

        await Assert.ThrowsExactlyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var line in stream)
            {
                Assert.AreEqual("begun", line.Text);
                await cancellation.CancelAsync();
            }
        });

        Assert.AreNotEqual(0, (await stream.Completion).ExitCode);
        await Condition.HoldsAsync(() => processes.Count == 0, "nothing is left of the command");
    }

    [TestMethod]
    public async Task StreamAsync_CannotBeStarted_IsEmpty()
    {
        var stream = Runner.StreamAsync(Sh("true") with { Shell = "/nope/sh" });

        await foreach (var line in stream)
        {
            Assert.Fail(line.Text);
        }

        StringAssert.Contains((await stream.Completion).StartError, "/nope/sh");
    }

    [TestMethod]
    public async Task StreamAsync_TargetFails_ThrowsThatFromBoth()
    {
        using var closing = new MemoryStream();
        var stream = Runner.StreamAsync(Sh("echo begun; sleep 1000") with { StandardOutputTarget = OutputTarget.ToStream(closing) });
        await closing.DisposeAsync();

        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () =>
        {
            await foreach (var line in stream)
            {
                Assert.Fail(line.Text);
            }
        });

        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => stream.Completion);
    }

    [TestMethod]
    public async Task StreamBytesAsync_AnyBytes_ComeUnchanged()
    {
        var (count, odd) = (0L, 0L);

        await foreach (var (_, bytes) in Runner.StreamBytesAsync(Sh("head -c 20000000 /dev/zero; printf '\\377'") with { MaxCapturedBytes = 0 }))
        {
            count += bytes.Length;
            odd += bytes.Span.Count((byte)0xFF);
        }

        Assert.AreEqual((20_000_001, 1), (count, odd));
    }

    private static CommandRequest Sh(string text) => new() { Text = text, Shell = "/bin/sh", KillGrace = TimeSpan.FromMilliseconds(200) };
}

[TestClass]
public sealed class LinuxCommandStreamTests : CommandStreamContract
{
    private protected override ICommandRunner CreateRunner() => new LinuxCommandRunner();
}

[TestClass]
public sealed class PortableCommandStreamTests : CommandStreamContract
{
    private protected override ICommandRunner CreateRunner() => new PortableCommandRunner();
}
