using System.Diagnostics;
using System.Globalization;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

/// <summary>What every runner of commands must do, with real processes.</summary>
public abstract partial class CommandRunnerContract : RunnerContract
{
    private protected static readonly TimeSpan ShortGrace = TimeSpan.FromMilliseconds(200);

    private protected static CommandRequest Sh(string text) => new() { Text = text, Shell = "/bin/sh", KillGrace = ShortGrace };

    private protected Task<CommandResult> RunAsync(string text, CancellationToken cancellationToken = default) => RunAsync(Sh(text), cancellationToken);

    private protected Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default)
        => Runner.RunAsync(request, cancellationToken).WaitAsync(Condition.Patience, CancellationToken.None);

    [TestMethod]
    public async Task RunAsync_NoRequest_Throws()
        => await Assert.ThrowsExactlyAsync<ArgumentNullException>(() => Runner.RunAsync(null!));

    [TestMethod]
    public async Task RunAsync_ProgramExits_TellsTheCode()
        => Assert.AreEqual(7, (await RunAsync(Child("exit", "7"))).ExitCode);

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(255)]
    public async Task RunAsync_Exit_TellsTheCode(int code)
    {
        var result = await RunAsync($"exit {code}");

        Assert.AreEqual(code, result.ExitCode);
        Assert.IsNull(result.Signal);
        Assert.IsNull(result.StartError);
        Assert.IsFalse(result.OutputHeld);
        Assert.IsFalse(result.OutputTruncated);
    }

    [TestMethod]
    public async Task RunAsync_BothOutputs_AreKeptApart()
    {
        var result = await RunAsync("echo out; echo err >&2; echo more");

        Assert.AreEqual("out\nmore\n", result.StandardOutput);
        Assert.AreEqual("err\n", result.StandardError);
    }

    [TestMethod]
    [DataRow("""printf %s "it's \"quoted\" \$HOME"; printf %s '\n'""", """it's "quoted" $HOME\n""")]
    [DataRow("printf %s 'é 😀 \t'\nprintf %s 'second line'", "é 😀 \tsecond line")]
    [DataRow("  printf %s  a  ;  # trailing comment\n\n", "a")]
    public async Task RunAsync_Text_ReachesTheShellByteForByte(string text, string output)
        => Assert.AreEqual(output, (await RunAsync(text)).StandardOutput);

    [TestMethod]
    public async Task RunAsync_LongText_ReachesTheShellWhole()
    {
        var word = new string('é', 30_000);

        Assert.AreEqual(word, (await RunAsync($"printf %s '{word}'")).StandardOutput);
    }

    [TestMethod]
    public async Task RunAsync_NulInTheText_IsNotStarted()
    {
        using var folder = new TemporaryFolder();

        var result = await RunAsync($"touch {folder["a"]}\0b");

        StringAssert.Contains(result.StartError, "NUL");
        Assert.IsFalse(File.Exists(folder["a"]));
    }

    [TestMethod]
    public async Task RunAsync_WorkingDirectory_IsThatOfTheCommand()
    {
        using var folder = new TemporaryFolder();

        Assert.AreEqual(folder.Path + "\n", (await RunAsync(Sh("pwd -P") with { WorkingDirectory = folder.Path })).StandardOutput);
        Assert.AreEqual(Environment.CurrentDirectory + "\n", (await RunAsync("pwd -P")).StandardOutput);
    }

    [TestMethod]
    public async Task RunAsync_UnusableDirectory_IsNamed()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "");

        var missing = await RunAsync(Sh("true") with { WorkingDirectory = folder["nope"] });
        var file = await RunAsync(Sh("true") with { WorkingDirectory = folder["file"] });

        Assert.AreEqual($"working directory '{folder["nope"]}' does not exist", missing.StartError);
        Assert.AreEqual($"working directory '{folder["file"]}' is not a directory", file.StartError);
        Assert.AreEqual(NotUsable, missing.ExitCode);
    }

    [TestMethod]
    public async Task RunAsync_UnusableShell_IsNamedWithItsSource()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["plain"], "true");
        await File.WriteAllTextAsync(folder["orphan"], "#!/nope/interpreter\n");
        folder.MakeExecutable("orphan");

        Assert.AreEqual("shell '/nope/zsh' (from the request) does not exist", await Refusal("/nope/zsh"));
        Assert.AreEqual($"shell '{folder["plain"]}' (from the request) is not executable", await Refusal(folder["plain"]));
        Assert.AreEqual($"shell '{folder.Path}' (from the request) is a directory", await Refusal(folder.Path));
        Assert.AreEqual("shell 'no-such-shell' (from the request) was not found on the search path", await Refusal("no-such-shell"));
        Assert.AreEqual("shell '' (from the request) is empty", await Refusal(""));
        StringAssert.Contains(await Refusal(folder["orphan"]), "interpreter is missing");

        async Task<string?> Refusal(string shell) => (await RunAsync(new CommandRequest { Text = "true", Shell = shell })).StartError;
    }

    [TestMethod]
    public async Task RunAsync_ShellByName_IsFoundOnTheSearchPath()
        => Assert.AreEqual("ok\n", (await RunAsync(new CommandRequest { Text = "echo ok", Shell = "sh" })).StandardOutput);

    [TestMethod]
    public async Task RunAsync_NoShellAskedFor_FindsOne()
        => Assert.AreEqual("ok\n", (await RunAsync(new CommandRequest { Text = "echo ok" })).StandardOutput);

    [TestMethod]
    public async Task RunAsync_Environment_AddsReplacesAndRemoves()
    {
        var changes = new Dictionary<string, string?> { ["ARREA_ADDED"] = "é = x", ["HOME"] = "/elsewhere", ["PATH"] = null };

        var result = await RunAsync(Sh("""echo "$ARREA_ADDED|$HOME"; /usr/bin/env | /bin/grep -c '^PATH='; echo "${USERNAME-}" """) with { Environment = changes });

        Assert.StartsWith("é = x|/elsewhere\n0\n", result.StandardOutput);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_VariableOfThisProcess_IsSeenAsItIsNow()
    {
        await Condition.HoldsAsync(static () => !InheritedEnvironment.IsShared, "no command of another test runs");
        const string Name = "ARREA_CHANGED_HERE";
        foreach (var value in new[] { "one", "two", null })
        {
            Environment.SetEnvironmentVariable(Name, value);
            Assert.AreEqual((value ?? "unset") + "\n", (await RunAsync("echo ${" + Name + "-unset}")).StandardOutput);
        }
    }

    [TestMethod]
    [DataRow("", "x", "empty name")]
    [DataRow("A=B", "x", "A=B")]
    [DataRow("A\0B", "x", "NUL")]
    [DataRow("ARREA_X", "secret\0", "ARREA_X")]
    public async Task RunAsync_ImpossibleVariable_IsNotStarted(string name, string value, string named)
    {
        var result = await RunAsync(Sh("true") with { Environment = new Dictionary<string, string?> { [name] = value } });

        StringAssert.Contains(result.StartError, named);
        Assert.DoesNotContain("secret", result.StartError!);
    }

    [TestMethod]
    public async Task RunAsync_NoInput_IsAtItsEnd()
        => Assert.AreEqual("end\n", (await RunAsync("cat; echo end")).StandardOutput);

    [TestMethod]
    public async Task RunAsync_Input_IsGivenInUtf8AndEnds()
        => Assert.AreEqual("é 😀\nend\n", (await RunAsync(Sh("cat; echo end") with { StandardInput = "é 😀\n" })).StandardOutput);

    [TestMethod]
    public async Task RunAsync_EmptyInput_IsAtItsEnd()
        => Assert.AreEqual("end\n", (await RunAsync(Sh("cat; echo end") with { StandardInput = "" })).StandardOutput);

    [TestMethod]
    public async Task RunAsync_LongInput_ComesBackWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(static n => $"é{n}\n"));

        var result = await RunAsync(Sh("cat") with { StandardInput = text, MaxCapturedBytes = 4 * text.Length });

        Assert.IsGreaterThan(1024 * 1024 / 2, text.Length);
        Assert.AreEqual(text, result.StandardOutput);
    }

    [TestMethod]
    [DataRow("exit 3")]
    [DataRow("exec <&-; exit 3")]
    [DataRow("head -c 10 >/dev/null; exit 3")]
    public async Task RunAsync_InputThatNobodyReads_DoesNotHoldUpTheEnd(string text)
        => Assert.AreEqual(3, (await RunAsync(Sh(text) with { StandardInput = new string('x', 1024 * 1024) })).ExitCode);

    [TestMethod]
    public async Task RunAsync_ClosedOutputs_WaitsForTheCommandItself()
        => Assert.AreEqual(4, (await RunAsync("exec >&- 2>&-; /bin/sh -c 'exit 4'")).ExitCode);

    [TestMethod]
    public async Task RunAsync_BesideProcessesOfTheRuntime_EachKeepsItsOwnChildren()
    {
        var ours = Enumerable.Range(0, 40).Select(n => RunAsync($"exit {n}")).ToArray();
        var theirs = Enumerable.Range(0, 40).Select(static async n =>
        {
            using var process = Process.Start("/bin/sh", ["-c", $"exit {n}"]);
            await process.WaitForExitAsync();
            return process.ExitCode;
        }).ToArray();

        var codes = await Task.WhenAll(ours);
        CollectionAssert.AreEqual(Enumerable.Range(0, 40).Cast<int?>().ToArray(), codes.Select(static result => result.ExitCode).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 40).ToArray(), await Task.WhenAll(theirs));
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task RunAsync_TwoHundredAtOnce_EachGetsItsOwnOutput()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => RunAsync($"echo {n}; exit {n}")));

        for (var n = 0; n < results.Length; n++)
        {
            Assert.AreEqual(n, results[n].ExitCode);
            Assert.AreEqual(n.ToString(CultureInfo.InvariantCulture) + "\n", results[n].StandardOutput);
        }
    }
}
