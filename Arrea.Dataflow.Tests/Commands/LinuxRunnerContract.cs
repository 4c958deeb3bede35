using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

/// <summary>What the runner for Linux promises beyond the common contract: how a command's process is set up, and that nothing leaks.</summary>
public abstract partial class LinuxRunnerContract : CommandRunnerContract
{
    [TestMethod]
    [DataRow("kill -9 $$", 9)]
    [DataRow("kill -TERM $$", 15)]
    [DataRow("kill -SEGV $$", 11)]
    public async Task RunAsync_DiesOfASignal_TellsItsNumber(string text, int signal)
    {
        var result = await RunAsync(text);

        Assert.AreEqual(signal, result.Signal);
        Assert.IsNull(result.ExitCode);
    }

    [TestMethod]
    public async Task RunAsync_Always_LeadsItsOwnProcessGroup()
    {
        var fields = (await RunAsync("echo $$; cut -d' ' -f5 /proc/$$/stat")).StandardOutput.Split('\n');

        Assert.AreEqual(fields[0], fields[1]);
    }

    [TestMethod]
    public async Task RunAsync_Always_StartsWithDefaultSignals()
    {
        var status = (await RunAsync("cat /proc/self/status | grep -E '^Sig(Blk|Ign|Cgt)'")).StandardOutput;

        Assert.AreEqual("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\nSigCgt:\t0000000000000000\n", status);
    }

    [TestMethod]
    public async Task RunAsync_WriterWithoutReader_DiesOfItQuietly()
    {
        var result = await RunAsync("yes | head -1; (yes; echo $? >&2) | head -1");

        Assert.AreEqual(0, result.ExitCode);
        Assert.AreEqual("y\ny\n", result.StandardOutput);
        Assert.AreEqual("141\n", result.StandardError);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_Always_InheritsNothingButTheStandardDescriptors()
    {
        // Opened the way native code does: without the flag that closes it in a child.
        using var folder = new TemporaryFolder();
        using var file = File.Create(folder["open"]);
        var inheritable = NativeDescriptors.Duplicate(file.SafeFileHandle);
        try
        {
            Assert.DoesNotContain(folder["open"], (await RunAsync(Child("fds"))).StandardOutput);

            // The fourth is that of the listing itself.
            Assert.AreEqual("0\n1\n2\n3\n", (await RunAsync("ls /proc/self/fd")).StandardOutput);
            Assert.AreEqual("0\n1\n2\n3\n", (await RunAsync(Sh("ls /proc/self/fd") with { StandardInput = "x" })).StandardOutput);
        }
        finally
        {
            NativeDescriptors.Close(inheritable);
        }
    }

    [TestMethod]
    public async Task RunAsync_NoInput_ReadsTheNullDevice()
        => Assert.AreEqual("/dev/null\n", (await RunAsync("readlink /proc/self/fd/0")).StandardOutput);

    [TestMethod]
    public async Task RunAsync_HalfASurrogatePair_IsNotStarted()
        => StringAssert.Contains((await RunAsync("echo \ud800")).StartError, "surrogate");

    [TestMethod]
    public async Task RunAsync_TextLongerThanTheSystemTakes_IsNotStarted()
        => Assert.AreEqual("the command and its environment are longer than the system takes", (await RunAsync($": {new string('x', 200_000)}")).StartError);

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_NoDescriptorLeft_SaysSoAndRecovers()
    {
        await RunAsync("true");
        using (NativeDescriptors.Limit())
        {
            StringAssert.StartsWith((await RunAsync("true")).StartError, "this process has no file descriptor left: run fewer commands at once");
        }

        Assert.AreEqual(0, (await RunAsync("true")).ExitCode);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_TwoHundredCommands_LeaveNoDescriptorAndNoZombie()
    {
        using var cancellation = new CancellationTokenSource();
        await RunSomeAsync(40);
        var before = NativeDescriptors.Open.ToHashSet();

        await RunSomeAsync(200);

        Assert.AreEqual("", string.Join('\n', NativeDescriptors.Open.Where(entry => !before.Contains(entry))));
        Assert.AreEqual(0, NativeDescriptors.Zombies);

        async Task RunSomeAsync(int count)
        {
            for (var n = 0; n < count; n++)
            {
                await RunAsync((n % 5) switch
                {
                    0 => Sh("echo a; echo b >&2"),
                    1 => Sh("true") with { Shell = "/nope/zsh" },
                    2 => Sh("true") with { WorkingDirectory = "/nope" },
                    3 => Sh("true") with { StandardInput = "text", OnOutput = static (_, _) => default },
                    _ => Sh("cat") with { StandardInput = "text" },
                }, cancellation.Token);
            }
        }
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_ManyCommands_AllocateLittle()
    {
        const int Commands = 200;
        var request = Sh("true");
        await RunManyAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await RunManyAsync();

        // The goal is 1 KB at a parallelism of four; what is over is room for the test's own tasks and the host's.
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / Commands;
        Assert.IsLessThan(3_000, each);

        async Task RunManyAsync()
        {
            var next = 0;
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                while (Interlocked.Increment(ref next) <= Commands)
                {
                    await Runner.RunAsync(request, CancellationToken.None);
                }
            }));
        }
    }

    [TestMethod]
    public async Task RunAsync_Continuation_NeverRunsOnTheCommandsThread()
    {
        string? name = "none";
        await Runner.RunAsync(Sh("true")).ContinueWith(
            _ => name = Thread.CurrentThread.Name, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        Assert.AreNotEqual(Attendant.ThreadName, name);
    }

    [TestMethod]
    public async Task OnOutput_Handler_SeesTheContextOfTheCaller()
    {
        var local = new AsyncLocal<string?> { Value = "caller" };
        string? seen = null;

        await RunAsync(Sh("echo a") with
        {
            OnOutput = (_, _) =>
            {
                seen = local.Value;
                local.Value = "handler";
                return default;
            },
        });

        Assert.AreEqual("caller", seen);
        Assert.AreEqual("caller", local.Value);
    }
}
