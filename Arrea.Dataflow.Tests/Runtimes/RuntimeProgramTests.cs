using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Portable;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Dataflow.Tests.Runtimes;

/// <summary>Versions reach a program that runs without a shell.</summary>
[TestClass]
public sealed class RuntimeProgramTests
{
    public static IEnumerable<ICommandRunner> Runners { get; } = [CommandRunner.Default, new PortableCommandRunner()];

    [TestMethod]
    [DynamicData(nameof(Runners))]
    public async Task Mise_ProgramWithoutAShell_RunsInside(ICommandRunner runner)
    {
        using var managers = new FakeManagers();
        managers.InstallMise("node", "20.1.0");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { CommandRunner = runner });
        var job = Job.FromArguments("printenv", "FAKE_TOOLS") with { Environment = managers.Variables(), RuntimeVersions = [RuntimeVersion.Mise("node", "20")], Shell = "/no/such/shell" };

        var result = await engine.ExecuteAsync(job);

        Assert.AreEqual("[node@20]\n", result.EnsureSuccess().StandardOutput);
        Assert.AreEqual("mise exec node@20 -- printenv FAKE_TOOLS", managers.Log[^1]);
    }

    [TestMethod]
    [DynamicData(nameof(Runners))]
    public async Task Asdf_ProgramWithoutAShell_IsTheShim(ICommandRunner runner)
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { CommandRunner = runner });
        var job = Job.FromArguments("node", "a  b") with { Environment = managers.Variables(), RuntimeVersions = [RuntimeVersion.Asdf("node", "20.1.0")] };

        var result = await engine.ExecuteAsync(job);

        Assert.AreEqual("node 20.1.0 a  b\n", result.EnsureSuccess().StandardOutput);
    }
}
