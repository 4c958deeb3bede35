using System.Globalization;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class CommandRunnerContract
{
    [TestMethod]
    public async Task OnStarted_Command_IsToldItsProcessIdBeforeAnyOutput()
    {
        var order = new List<string>();

        var result = await RunAsync(Sh("echo $$") with
        {
            OnStarted = pid => order.Add(pid.ToString(CultureInfo.InvariantCulture) + "\n"),
            OnOutput = (_, _) =>
            {
                order.Add("output");
                return default;
            },
        });

        CollectionAssert.AreEqual(new[] { result.StandardOutput, "output" }, order);
    }

    [TestMethod]
    public async Task OnStarted_NothingStarted_IsNotCalled()
    {
        var isCalled = false;
        var request = Sh("true") with { OnStarted = _ => isCalled = true };

        await RunAsync(request with { Shell = "/nope/zsh" });
        await RunAsync(request, new CancellationToken(canceled: true));

        Assert.IsFalse(isCalled);
    }

    [TestMethod]
    public async Task OnStarted_Throws_EndsTheCommandAndFailsTheRun()
    {
        using var processes = new MarkedProcesses();
        var outputs = 0;

        var error = await Assert.ThrowsExactlyAsync<FormatException>(() => RunAsync(Sh("echo a; sleep 1000; true") with
        {
            Environment = processes.Variables,
            OnStarted = static _ => throw new FormatException("not this one"),
            OnOutput = (_, _) =>
            {
                outputs++;
                return default;
            },
        }));

        Assert.AreEqual("not this one", error.Message);
        Assert.AreEqual(0, outputs);
        await AreGoneAsync(processes);
    }

    [TestMethod]
    public async Task StartError_Always_HasTheCodeOfAShell()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["plain"], "true");
        var request = new CommandRequest { Text = "true", Shell = "/bin/sh" };

        await HasCodeAsync(NotFound, request with { Shell = "/nope/zsh" });
        await HasCodeAsync(NotFound, request with { Shell = "no-such-shell" });
        await HasCodeAsync(NotUsable, request with { Shell = folder["plain"] });
        await HasCodeAsync(NotUsable, request with { Shell = folder.Path });
        await HasCodeAsync(NotUsable, request with { WorkingDirectory = folder["nope"] });
        await HasCodeAsync(NotUsable, request with { WorkingDirectory = folder["plain"] });
        await HasCodeAsync(NotUsable, request with { Environment = new Dictionary<string, string?> { [""] = "x" } });
        await HasCodeAsync(NotUsable, request with { Text = "a\0b" });

        async Task HasCodeAsync(int code, CommandRequest refused)
        {
            var result = await RunAsync(refused);
            Assert.AreEqual(code, result.ExitCode, result.StartError);
            Assert.IsNotNull(result.StartError);
            Assert.IsNull(result.Signal);
        }
    }

    [TestMethod]
    public async Task RunAsync_NulAnywhere_IsNotStarted()
    {
        using var folder = new TemporaryFolder();
        string[] touch = ["touch", folder["started"]];

        await IsRefusedAsync(Program([.. touch, "a\0b"]));
        await IsRefusedAsync(Program("tou\0ch", folder["started"]));
        await IsRefusedAsync(Program(touch) with { WorkingDirectory = "/tmp\0" });
        await IsRefusedAsync(Program(touch) with { Environment = new Dictionary<string, string?> { ["ARREA\0X"] = "x" } });
        await IsRefusedAsync(Program(touch) with { Environment = new Dictionary<string, string?> { ["ARREA_X"] = "x\0" } });
        await IsRefusedAsync(Program(touch) with { StandardOutputTarget = OutputTarget.ToFile(folder["a\0b"]) });
        await IsRefusedAsync(Sh($"touch {folder["started"]}") with { Shell = "/bin/sh\0" });

        async Task IsRefusedAsync(CommandRequest request)
        {
            var result = await RunAsync(request);
            Assert.IsNotNull(result.StartError);
            Assert.IsNotNull(result.ExitCode);
            Assert.IsFalse(File.Exists(folder["started"]));
        }
    }

    [TestMethod]
    public async Task RunAsync_MebibyteInOneArgument_IsMoreThanTheSystemTakes()
    {
        var text = await RunAsync($": {new string('x', 1024 * 1024)}");
        var argument = await RunAsync(Program("true", new string('x', 1024 * 1024)));

        StringAssert.Contains(text.StartError, "longer than the system takes");
        StringAssert.Contains(argument.StartError, "longer than the system takes");
        Assert.AreEqual(NotUsable, text.ExitCode);
    }

    [TestMethod]
    public async Task RunAsync_HundredThousandVariables_RunsOrSaysWhyNot()
    {
        var many = Enumerable.Range(0, 100_000).ToDictionary(static n => $"ARREA_{n}", static n => (string?)$"value {n}");

        var result = await RunAsync(Child("env") with { Environment = many, MaxCapturedBytes = 10_000_000 });

        if (result.StartError is null)
        {
            StringAssert.Contains(result.StandardOutput, "ARREA_99999=value 99999\0");
        }
        else
        {
            StringAssert.Contains(result.StartError, "longer than the system takes");
        }

        Assert.AreEqual("ok\n", (await RunAsync("echo ok")).StandardOutput);
    }
}
