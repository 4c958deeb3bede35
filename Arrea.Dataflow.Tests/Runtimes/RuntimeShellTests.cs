using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Runtimes;

/// <summary>A manager changes the search path. The shell that a command was judged for is the one that runs it all the same.</summary>
[TestClass]
public sealed class RuntimeShellTests
{
    [TestMethod]
    [ProgramCondition("bash")]
    [DynamicData(nameof(RuntimeSetupTests.Runners), typeof(RuntimeSetupTests))]
    public async Task Asdf_ShimOfTheNameOfTheShell_IsNotTheShellThatRuns(ICommandRunner runner)
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.Script("data/shims/bash", "#!/bin/sh\necho a shim");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { CommandRunner = runner });
        var job = managers.Job("cat <(echo \"${BASH_VERSION:+bash}\")", RuntimeVersion.Asdf("node", "20.1.0")) with { Shell = "bash" };

        Assert.IsTrue(engine.Validate(job).IsAccepted);
        Assert.AreEqual("bash\n", (await engine.ExecuteAsync(job)).EnsureSuccess().StandardOutput);
    }

    [TestMethod]
    [ProgramCondition("bash")]
    [DynamicData(nameof(RuntimeSetupTests.Runners), typeof(RuntimeSetupTests))]
    public async Task Mise_ShellOfAName_IsTheOneOnTheSearchPathOfTheJob(ICommandRunner runner)
    {
        using var managers = new FakeManagers();
        managers.InstallMise("node", "20.1.0");
        managers.Script("bin/bash", "#!/bin/sh\necho the first on the path, \"$1\"");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { CommandRunner = runner });

        var result = await engine.ExecuteAsync(managers.Job("echo hello", RuntimeVersion.Mise("node", "20")) with { Shell = "bash" });

        Assert.AreEqual("the first on the path, -c\n", result.EnsureSuccess().StandardOutput);
        Assert.AreEqual($"mise exec node@20 -- {managers["bin/bash"]} -c echo hello", managers.Log[^1], "by its whole path, as it was looked at");
    }
}
