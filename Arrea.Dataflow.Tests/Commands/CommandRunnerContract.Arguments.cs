using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

public abstract partial class CommandRunnerContract
{
    private const int NotUsable = 126;
    private const int NotFound = 127;

    private protected static CommandRequest Program(params string[] arguments) => new() { Arguments = arguments, KillGrace = ShortGrace };

    private protected static CommandRequest Child(params string[] arguments) => Program(ChildProgram.Arguments(arguments));

    [TestMethod]
    public async Task Arguments_WhatAShellWouldTouch_ReachesTheProgramUntouched()
    {
        string[] arguments = ["$HOME", ";", "a; echo b", "it's", "\"quoted\"", "*", "a  b", "", "é 😀", "\\n", "`id`", "$(id)", "-n", "~", " "];

        var result = await RunAsync(Child(["echo", .. arguments]));

        Assert.AreEqual(string.Concat(arguments.Select(static argument => argument + "\n")), result.StandardOutput);
        Assert.AreEqual(0, result.ExitCode);
    }

    [TestMethod]
    public async Task Arguments_ProgramAlone_GetsNone()
        => Assert.AreEqual(2, (await RunAsync(Program(ChildProgram.Path))).ExitCode);

    [TestMethod]
    public async Task Arguments_ProgramByName_IsFoundOnTheSearchPath()
        => Assert.AreEqual("a b\n", (await RunAsync(Program("echo", "a b"))).StandardOutput);

    [TestMethod]
    public async Task Arguments_ShellGiven_IsNotUsed()
        => Assert.AreEqual(0, (await RunAsync(Program("true") with { Shell = "/nope/zsh" })).ExitCode);

    [TestMethod]
    public async Task Arguments_AMebibyteInAll_ReachTheProgram()
    {
        string[] many = [.. Enumerable.Repeat(new string('x', 1024), 1024)];

        Assert.AreEqual("1024 1024\n", (await RunAsync(Program(["/bin/sh", "-c", "echo $# ${#1}", "sh", .. many]))).StandardOutput);
    }

    [TestMethod]
    [DataRow("arrea-no-such-program")]
    [DataRow("/nope/program")]
    public async Task Arguments_ProgramNotFound_IsNamedWithTheCodeOfAShell(string program)
    {
        var result = await RunAsync(Program(program, "secret"));

        StringAssert.Contains(result.StartError, program);
        Assert.DoesNotContain("secret", result.StartError!);
        Assert.AreEqual(NotFound, result.ExitCode);
    }

    [TestMethod]
    public async Task Arguments_ProgramNotUsable_IsNamedWithTheCodeOfAShell()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["plain"], "true");
        await File.WriteAllTextAsync(folder["orphan"], "#!/nope/interpreter\n");
        folder.MakeExecutable("orphan");

        await IsRefusedAsync(folder["plain"], "is not executable");
        await IsRefusedAsync(folder["orphan"], "interpreter is missing");
        await IsRefusedAsync(folder.Path, "is a directory");

        async Task IsRefusedAsync(string program, string why)
        {
            var result = await RunAsync(Program(program));
            Assert.AreEqual(NotUsable, result.ExitCode);
            Assert.StartsWith($"program '{program}' ", result.StartError!);
            StringAssert.Contains(result.StartError, why);
        }
    }

    [TestMethod]
    public async Task RunAsync_NotExactlyOneOfTextAndArguments_Throws()
    {
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => Runner.RunAsync(new()));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => Runner.RunAsync(new() { Text = "true", Arguments = ["true"] }));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => Runner.RunAsync(new() { Arguments = [] }));
    }

    [TestMethod]
    public async Task InheritedVariables_None_LeavesOnlyWhatIsGiven()
    {
        Assert.AreEqual("", await EnvironmentAsync(new() { InheritedVariables = [] }));
        Assert.AreEqual("ARREA_A=é = x", await EnvironmentAsync(new() { InheritedVariables = [], Environment = new Dictionary<string, string?> { ["ARREA_A"] = "é = x" } }));
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task InheritedVariables_SomeNames_LeavesThese()
    {
        await Condition.HoldsAsync(static () => !InheritedEnvironment.IsShared, "no command of another test runs");
        Environment.SetEnvironmentVariable("ARREA_KEPT", "kept");
        Environment.SetEnvironmentVariable("ARREA_DROPPED", "dropped");
        var changes = new Dictionary<string, string?> { ["ARREA_A"] = "added" };
        try
        {
            Assert.AreEqual("ARREA_KEPT=kept", await EnvironmentAsync(new() { InheritedVariables = ["ARREA_KEPT", "ARREA_NOT_THERE"] }));
            Assert.AreEqual("ARREA_A=added ARREA_KEPT=kept", await EnvironmentAsync(new() { InheritedVariables = ["ARREA_KEPT"], Environment = changes }));

            changes["ARREA_KEPT"] = null;
            Assert.AreEqual("ARREA_A=added", await EnvironmentAsync(new() { InheritedVariables = ["ARREA_KEPT"], Environment = changes }));
            changes["ARREA_KEPT"] = "changed";
            Assert.AreEqual("ARREA_A=added ARREA_KEPT=changed", await EnvironmentAsync(new() { InheritedVariables = ["ARREA_KEPT"], Environment = changes }));
        }
        finally
        {
            Environment.SetEnvironmentVariable("ARREA_KEPT", null);
            Environment.SetEnvironmentVariable("ARREA_DROPPED", null);
        }
    }

    /// <summary>The variables that the child has, sorted; the one that a runner marks its processes by is left out.</summary>
    private async Task<string> EnvironmentAsync(CommandRequest request)
    {
        var result = await RunAsync(request with { Arguments = ChildProgram.Arguments("env") });
        Assert.AreEqual(0, result.ExitCode, result.StandardError);
        return string.Join(' ', result.StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(static variable => !variable.StartsWith("ARREA_PROCESS_MARK=", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
    }
}
