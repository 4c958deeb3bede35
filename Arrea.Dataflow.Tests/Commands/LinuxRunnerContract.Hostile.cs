using System.Collections.Concurrent;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

/// <summary>Callers who change what they gave, whose code throws or blocks, and files that never open.</summary>
public abstract partial class LinuxRunnerContract
{
    [TestMethod]
    public async Task Environment_ChangedAfterTheCall_IsThatOfTheCall()
    {
        const int Commands = 100;
        var variables = new Dictionary<string, string?>();
        var runs = new List<Task<CommandResult>>();
        for (var i = 0; i < Commands; i++)
        {
            variables["I"] = $"{i}";
            runs.Add(RunAsync(Sh("echo $I") with { Environment = variables }));
        }

        var results = await Task.WhenAll(runs);

        for (var i = 0; i < Commands; i++)
        {
            Assert.AreEqual($"{i}\n", results[i].StandardOutput);
        }
    }

    [TestMethod]
    public async Task Environment_GrowsMeanwhile_HarmsNothing()
    {
        var variables = new ConcurrentDictionary<string, string?>();
        using var end = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                variables[$"V{i % 2000}"] = new string('x', i % 100);
                if (i % 2000 == 0)
                {
                    variables.Clear();
                }
            }
        });

        try
        {
            var commands = TestScale.Choose(100, 2_000, "commands with an environment that changes");
            for (var i = 0; i < commands; i++)
            {
                Assert.AreEqual("ok\n", (await RunAsync(Sh("echo ok") with { Environment = variables })).StandardOutput);
            }
        }
        finally
        {
            await end.CancelAsync();
            await changing;
        }
    }

    [TestMethod]
    public async Task FromStream_CallbackOfItsTokenThrows_HarmsNobody()
    {
        await using var stream = new RegisteringStream(static () => throw new InvalidOperationException("thrown on purpose"));

        var result = await RunAsync(Sh("echo done") with { StandardInput = CommandInput.FromStream(stream) });

        Assert.AreEqual("done\n", result.StandardOutput);
        Assert.AreEqual("ok\n", (await RunAsync("echo ok")).StandardOutput);
    }

    [TestMethod]
    public async Task FromStream_CannotBeRewound_IsNotStarted()
    {
        await using var stream = new RegisteringStream(static () => { });
        var input = CommandInput.FromStream(stream);
        await RunAsync(Sh("true") with { StandardInput = input });

        var result = await RunAsync(Sh("true") with { StandardInput = input });

        StringAssert.Contains(result.StartError, "standard input");
        Assert.AreEqual(126, result.ExitCode);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task NamedPipe_NobodyAtTheOtherEnd_WaitsAloneAndCanBeCancelled(bool isInput)
    {
        using var folder = new TemporaryFolder();
        var pipe = folder["pipe"];
        Assert.AreEqual(0, (await RunAsync($"mkfifo '{pipe}'")).ExitCode);
        using var cancellation = new CancellationTokenSource();
        var request = isInput ? Sh("cat") with { StandardInput = CommandInput.FromFile(pipe) } : Sh("echo x") with { StandardOutputTarget = OutputTarget.ToFile(pipe) };

        var stuck = RunAsync(request, cancellation.Token);
        for (var i = 0; i < 40; i++)
        {
            Assert.AreEqual("ok\n", (await RunAsync("echo ok")).StandardOutput);
        }

        Assert.IsFalse(stuck.IsCompleted);
        await cancellation.CancelAsync();
        Assert.IsNull((await stuck).ExitCode);

        // Lets go of whoever still waits for the other end.
        await RunAsync(isInput ? $": > '{pipe}'" : $"cat '{pipe}'");
    }

    [TestMethod]
    public async Task Terminal_InputFromAFile_Arrives()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], string.Concat(Enumerable.Repeat("typed\n", 1000)));

        var result = await RunAsync(Sh("stty -echo; sleep 0.2; wc -l") with { Terminal = new(), StandardInput = CommandInput.FromFile(folder["in"]) });

        // What comes before the echo is off shows as well.
        StringAssert.EndsWith(result.StandardOutput, "1000\r\n");
    }

    [TestMethod]
    public async Task SearchPath_WithNul_IsNotStarted()
    {
        var result = await RunAsync(new CommandRequest { Arguments = ["true"], Environment = new Dictionary<string, string?> { ["PATH"] = "/bin\0x" } });

        StringAssert.Contains(result.StartError, "'PATH'");
    }

    /// <summary>Never has anything to read, registers with the token that it is given, and cannot be rewound although it says so.</summary>
    private sealed class RegisteringStream(Action onCancelled) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => 0;

        public override long Position
        {
            get => 0;
            set => throw new InvalidOperationException("cannot be rewound");
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await using var registration = cancellationToken.Register(onCancelled);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
