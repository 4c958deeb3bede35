using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Tests.Runtimes;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/runtime-versions.md.</summary>
[TestClass]
public sealed class RuntimeSnippets
{
    [TestMethod]
    public async Task Versions()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.InstallMise("go", "1.24.3");
        managers.Script("bin/go", "#!/bin/sh\necho \"$* $FAKE_TOOLS\"");
        await using var engine = ArreaEngine.Create();

        #region snippet-runtime-versions
        var job = new Job("node --version; go version")
        {
            RuntimeVersions = [RuntimeVersion.Asdf("node", "20.1.0"), RuntimeVersion.Mise("go", "1.24")],
        };
        #endregion

        var result = await engine.ExecuteAsync(job with { Environment = managers.Variables() });
        Assert.AreEqual("node 20.1.0 --version\nversion [go@1.24]\n", result.EnsureSuccess().StandardOutput);
    }
}
