using Arrea.Dataflow.Tests.Runtimes;

namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliRuntimeTests(TestContext context)
{
    [TestMethod]
    public async Task Run_VersionsAreThere_AppliesThemToEveryCommand()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.InstallMise("go", "1.24.0");

        var result = await RunAsync(managers, "-q", "--asdf-node", "20.1.0", "--mise-go=1.24", "-c", "node --version", "-c", "echo $FAKE_TOOLS");

        result.Exits(0);
        Assert.AreEqual("node 20.1.0 --version\n[go@1.24]\n", result.Output);
    }

    [TestMethod]
    [DataRow("--asdf-elixir", "asdf has no plugin elixir. To install it: asdf plugin add elixir && asdf install elixir 1.2")]
    [DataRow("--asdf-node", "asdf has no nodejs 1.2. To install it: asdf install nodejs 1.2")]
    [DataRow("--mise-node", "mise has no node 1.2. To install it: mise install node@1.2")]
    public async Task Run_VersionIsMissing_SaysHowToInstallIt(string flag, string message)
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.InstallMise("node", "20.1.0");

        var result = await RunAsync(managers, flag, "1.2", "-c", "echo ran");

        result.Exits(127);
        Assert.AreEqual("", result.Output);
        StringAssert.Contains(result.Error, $"[1] echo ran: {message}");
    }

    [TestMethod]
    public async Task Run_CommandIsRefused_SaysSoBeforeAnyManagerIsAsked()
    {
        using var managers = new FakeManagers();

        var result = await RunAsync(managers, "--mise-node", "20", "-c", "rm -rf /");

        result.Exits(3);
        Assert.IsEmpty(managers.Log);
    }

    private Task<CliResult> RunAsync(FakeManagers managers, params string[] arguments)
        => CliProcess.RunAsync(context, ["run", .. managers.Variables().Select(static variable => $"--env={variable.Key}={variable.Value}"), .. arguments]);
}
