using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Portable;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Runtimes;

/// <summary>Versions reach the command, and what is missing is named.</summary>
[TestClass]
public sealed class RuntimeSetupTests
{
    public static IEnumerable<ICommandRunner> Runners { get; } = [CommandRunner.Default, new PortableCommandRunner()];

    [TestMethod]
    [DynamicData(nameof(Runners))]
    public async Task Asdf_VersionIsThere_ReachesTheCommandThroughTheShim(ICommandRunner runner)
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "18.0.0", "20.1.0");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { CommandRunner = runner });

        var result = await engine.ExecuteAsync(managers.Job("node --version; echo \"$PATH\"", RuntimeVersion.Asdf("node", "20.1.0")));

        Assert.AreEqual($"node 20.1.0 --version\n{managers.Shims}:{managers.SearchPath}\n", result.EnsureSuccess().StandardOutput);
        CollectionAssert.AreEqual(new[] { "asdf list nodejs" }, managers.Log);
    }

    [TestMethod]
    [DynamicData(nameof(Runners))]
    public async Task Mise_VersionIsThere_RunsTheCommandInside(ICommandRunner runner)
    {
        using var managers = new FakeManagers();
        managers.InstallMise("node", "20.1.0");
        managers.InstallMise("go", "1.24.0");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { CommandRunner = runner });
        var command = "echo \"$FAKE_TOOLS\" \"$0\"; echo 'it''s' \"a  b\" $((1 + 1)) | cat; exit 7";

        var result = await engine.ExecuteAsync(managers.Job(command, RuntimeVersion.Mise("node", "20"), RuntimeVersion.Mise("golang", "1.24.0")) with { Policy = Engines.NoRetry });

        Assert.AreEqual("[node@20][go@1.24.0] /bin/sh\nits a  b 2\n", result.StandardOutput);
        Assert.AreEqual(7, result.ExitCode);
        Assert.AreEqual($"mise exec node@20 go@1.24.0 -- /bin/sh -c {command}", managers.Log[^1]);
        CollectionAssert.AreEquivalent(new[] { "mise ls --json node", "mise ls --json go" }, managers.Log[..2]);
    }

    [TestMethod]
    public async Task BothManagers_DifferentLanguages_BothHold()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        managers.InstallMise("go", "1.24.0");
        await using var engine = Engines.Create(new ManualTimeProvider());

        var result = await engine.ExecuteAsync(managers.Job("node; echo \"$FAKE_TOOLS\"", RuntimeVersion.Asdf("node", "20.1.0"), RuntimeVersion.Mise("go", "1.24.0")));

        Assert.AreEqual("node 20.1.0 \n[go@1.24.0]\n", result.EnsureSuccess().StandardOutput);
    }

    [TestMethod]
    public async Task Asdf_SearchPath_HasTheShimsInFront()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        await using var engine = Engines.Create(new ManualTimeProvider());
        var job = managers.Job("echo \"$PATH\"", RuntimeVersion.Asdf("node", "20.1.0"));
        foreach (var (given, seen) in new[]
        {
            ($"{managers.Shims}:{managers.SearchPath}", $"{managers.Shims}:{managers.SearchPath}"),
            ($"{managers.SearchPath}:{managers.Shims}", $"{managers.Shims}:{managers.SearchPath}:{managers.Shims}"),
            ($"{managers.Shims}-other:{managers.SearchPath}", $"{managers.Shims}:{managers.Shims}-other:{managers.SearchPath}"),
        })
        {
            var result = await engine.ExecuteAsync(job with { Environment = new Dictionary<string, string?>(job.Environment!) { ["PATH"] = given } });

            Assert.AreEqual(seen + "\n", result.EnsureSuccess().StandardOutput);
        }
    }

    [TestMethod]
    public async Task Asdf_NoDataFolderInTheEnvironment_IsBelowHome()
    {
        using var managers = new FakeManagers();
        managers.Script("bin/asdf", "#!/bin/sh\necho ' *20.1.0'");
        await using var engine = Engines.Create(new ManualTimeProvider());
        var job = managers.Job("echo \"$PATH\"", RuntimeVersion.Asdf("node", "20.1.0"));
        var variables = new Dictionary<string, string?>(job.Environment!) { ["ASDF_DATA_DIR"] = null, ["HOME"] = "/home/somebody" };

        var result = await engine.ExecuteAsync(job with { Environment = variables });
        var homeless = await engine.ExecuteAsync(job with { Environment = new Dictionary<string, string?>(variables) { ["HOME"] = null } });
        var relative = await engine.ExecuteAsync(job with { Environment = new Dictionary<string, string?>(variables) { ["ASDF_DATA_DIR"] = "data" } });

        StringAssert.StartsWith(result.EnsureSuccess().StandardOutput, "/home/somebody/.asdf/shims:");
        Refused(homeless, "HOME must name a folder", 126);
        Refused(relative, "ASDF_DATA_DIR or HOME must name a folder by its whole path", 126);
    }

    [TestMethod]
    public async Task Asdf_JobHasTheVariableToo_TheVersionWins()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "20.1.0");
        await using var engine = Engines.Create(new ManualTimeProvider());
        var job = managers.Job("node; echo $OTHER", RuntimeVersion.Asdf("node", "20.1.0"));

        var result = await engine.ExecuteAsync(job with { Environment = new Dictionary<string, string?>(job.Environment!) { ["ASDF_NODEJS_VERSION"] = "18", ["OTHER"] = "kept" } });

        Assert.AreEqual("node 20.1.0 \nkept\n", result.EnsureSuccess().StandardOutput);
    }

    [TestMethod]
    public async Task Asdf_System_NeedsThePluginOnly()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs");
        await using var engine = Engines.Create(new ManualTimeProvider());

        var result = await engine.ExecuteAsync(managers.Job("node", RuntimeVersion.Asdf("node", "system")));
        var missing = await engine.ExecuteAsync(managers.Job("ruby", RuntimeVersion.Asdf("ruby", "system")));

        Assert.AreEqual("node system \n", result.EnsureSuccess().StandardOutput);
        Refused(missing, "asdf has no plugin ruby. To install it: asdf plugin add ruby", 127);
        StringAssert.EndsWith(missing.Error!.Message, "asdf plugin add ruby");
    }

    [TestMethod]
    public async Task Mise_Word_IsNoVersion()
    {
        using var managers = new FakeManagers();
        managers.InstallMise("node", "20.1.0");
        await using var engine = Engines.Create(new ManualTimeProvider());

        foreach (var word in new[] { "latest", "lts", "system" })
        {
            Refused(await engine.ExecuteAsync(managers.Job("true", RuntimeVersion.Mise("node", word))), $"mise lists no node {word}. Name a version by its number", 127);
        }
    }

    [TestMethod]
    public async Task Missing_ManagerPluginOrVersion_IsNamedWithTheCommandThatInstallsIt()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("golang", "1.22.0");
        managers.InstallAsdf("ruby");
        managers.MiseSays("node", """[{"version":"20.1.0","installed":false},{"version":"18.0.0","installed":true}]""");
        await using var engine = Engines.Create(new ManualTimeProvider());

        Refused(await RunAsync(RuntimeVersion.Asdf("node", "20.1.0")), "asdf has no plugin nodejs. To install it: asdf plugin add nodejs && asdf install nodejs 20.1.0", 127);
        Refused(await RunAsync(RuntimeVersion.Asdf("go", "1.24.0")), "asdf has no golang 1.24.0. To install it: asdf install golang 1.24.0", 127);
        Refused(await RunAsync(RuntimeVersion.Asdf("ruby", "3.3.0")), "asdf has no ruby 3.3.0. To install it: asdf install ruby 3.3.0", 127);
        Refused(await RunAsync(RuntimeVersion.Mise("node", "20.1.0")), "mise has no node 20.1.0. To install it: mise install node@20.1.0", 127);
        Refused(
            await RunAsync(RuntimeVersion.Mise("rust", "1.80")),
            "mise could not be asked for rust 1.80: it ended with exit code 1: mise ERROR rust is not installed. If that is what is missing: mise install rust@1.80", 126);
        Refused(
            await RunAsync(RuntimeVersion.Asdf("ruby", "3.3.0"), RuntimeVersion.Mise("node", "20.1.0")),
            "asdf has no ruby 3.3.0. To install it: asdf install ruby 3.3.0 mise has no node 20.1.0. To install it: mise install node@20.1.0", 127);

        Assert.IsFalse(File.Exists(managers["ran"]));
        Assert.IsFalse(managers.Log.Any(static line => line.StartsWith("mise exec", StringComparison.Ordinal)));

        async Task<JobResult> RunAsync(params RuntimeVersion[] versions) => await engine.ExecuteAsync(managers.Job($"touch '{managers["ran"]}'", versions));
    }

    [TestMethod]
    public async Task Missing_Manager_IsNamedWithItsGuide()
    {
        using var managers = new FakeManagers();
        await using var engine = Engines.Create(new ManualTimeProvider());
        var nowhere = new Dictionary<string, string?> { ["PATH"] = managers.Shims };
        var asdf = managers.Job("true", RuntimeVersion.Asdf("node", "20.1.0")) with { Environment = nowhere };
        var mise = managers.Job("true", RuntimeVersion.Mise("node", "20.1.0")) with { Environment = nowhere };

        Refused(await engine.ExecuteAsync(asdf), "asdf was not found on the search path, and nodejs 20.1.0 is wanted of it. How to install asdf: https://", 127);
        Refused(await engine.ExecuteAsync(mise), "mise was not found on the search path, and node 20.1.0 is wanted of it. How to install mise: https://", 127);
    }

    [TestMethod]
    public async Task Missing_Version_IsNotRetriedAndTheCommandNeverRuns()
    {
        using var managers = new FakeManagers();
        managers.InstallAsdf("nodejs", "18.0.0");
        await using var engine = Engines.Create(new ManualTimeProvider());

        var result = await engine.ExecuteAsync(managers.Job($"touch '{managers["ran"]}'", RuntimeVersion.Asdf("node", "20.1.0")));

        Assert.AreEqual(1, result.Attempts);
        Assert.IsFalse(File.Exists(managers["ran"]));
    }

    [TestMethod]
    public async Task UnusableJob_IsNamedAsWithoutVersions()
    {
        using var managers = new FakeManagers();
        managers.InstallMise("node", "20.1.0");
        await using var engine = Engines.Create(new ManualTimeProvider());
        var job = managers.Job("true", RuntimeVersion.Mise("node", "20.1.0"));

        Refused(await engine.ExecuteAsync(job with { Shell = "no-such-shell" }), "shell 'no-such-shell' (from the request) was not found on the search path", 127);
        Refused(await engine.ExecuteAsync(job with { WorkingDirectory = "/no/such/folder" }), "mise could not be asked for node 20.1.0: working directory '/no/such/folder' does not exist", 126);
        foreach (var (name, value) in new[] { ("A=B", "x"), ("", "x"), ("PATH", "a\0b"), ("HOME", "\ud800") })
        {
            Refused(await engine.ExecuteAsync(job with { Environment = new Dictionary<string, string?> { [name] = value } }), "environment variable", 126);
        }
    }

    [TestMethod]
    public async Task AsdfEnabled_False_RefusesJobsOfAsdfOnly()
    {
        using var managers = new FakeManagers();
        managers.InstallMise("node", "20.1.0");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { AsdfEnabled = false });

        var refused = await engine.ExecuteAsync(managers.Job("true", RuntimeVersion.Asdf("node", "20.1.0")) with { Validate = false });
        var mise = await engine.ExecuteAsync(managers.Job("true", RuntimeVersion.Mise("node", "20.1.0")));

        Assert.AreEqual(OutcomeKind.Rejected, refused.Outcome);
        Assert.AreEqual(JobErrorCodes.ValidationFailed, refused.Error!.Code);
        Assert.AreEqual("The job asks for node 20.1.0 (asdf), and the engine's options switch asdf off (AsdfEnabled).", refused.Error.Message);
        Assert.AreEqual(OutcomeKind.Succeeded, mise.Outcome);
    }

    [TestMethod]
    public async Task Validation_JudgesTheCommandItself()
    {
        using var managers = new FakeManagers();
        managers.InstallMise("node", "20.1.0");
        await using var engine = Engines.Create(new ManualTimeProvider());

        var result = await engine.ExecuteAsync(managers.Job("rm -rf /etc/no-such-folder", RuntimeVersion.Mise("node", "20.1.0")));

        Assert.AreEqual(OutcomeKind.Rejected, result.Outcome);
        Assert.IsEmpty(managers.Log);
    }

    [TestMethod]
    [ProgramCondition("mise")]
    public async Task RealMise_VersionIsThere_IsApplied()
    {
        using var home = new TemporaryFolder();
        Directory.CreateDirectory(home["data/installs/node/20.1.0/bin"]);
        File.WriteAllText(home["data/installs/node/20.1.0/bin/node"], "#!/bin/sh\necho node of mise\n");
        home.MakeExecutable("data/installs/node/20.1.0/bin/node");
        await using var engine = Engines.Create(new ManualTimeProvider());
        var job = new Job("node") { RuntimeVersions = [RuntimeVersion.Mise("node", "20")], Environment = Isolated(home) };

        Assert.AreEqual("node of mise\n", (await engine.ExecuteAsync(job)).EnsureSuccess().StandardOutput);
        Refused(await engine.ExecuteAsync(job with { RuntimeVersions = [RuntimeVersion.Mise("node", "18")] }), "To install it: mise install node@18", 127);
        Refused(await engine.ExecuteAsync(job with { RuntimeVersions = [RuntimeVersion.Mise("no-such-tool", "1")] }), "mise could not be asked for no-such-tool 1", 126);
    }

    [TestMethod]
    [ProgramCondition("asdf", "bash")]
    public async Task RealAsdf_VersionIsThere_IsApplied()
    {
        using var home = new TemporaryFolder();
        Directory.CreateDirectory(home["data/plugins/nodejs/bin"]);
        Directory.CreateDirectory(home["data/installs/nodejs/20.1.0/bin"]);
        Directory.CreateDirectory(home["data/shims"]);
        File.WriteAllText(home["data/installs/nodejs/20.1.0/bin/node"], "#!/bin/sh\necho node of asdf\n");
        home.MakeExecutable("data/installs/nodejs/20.1.0/bin/node");
        File.WriteAllText(home["data/shims/node"], "#!/usr/bin/env bash\n# asdf-plugin: nodejs 20.1.0\nexec asdf exec \"node\" \"$@\"\n");
        home.MakeExecutable("data/shims/node");
        await using var engine = Engines.Create(new ManualTimeProvider());
        var job = new Job("node") { RuntimeVersions = [RuntimeVersion.Asdf("node", "20.1.0")], Environment = Isolated(home) };

        Assert.AreEqual("node of asdf\n", (await engine.ExecuteAsync(job)).EnsureSuccess().StandardOutput);
        Refused(await engine.ExecuteAsync(job with { RuntimeVersions = [RuntimeVersion.Asdf("node", "18.0.0")] }), "To install it: asdf install nodejs 18.0.0", 127);
        Refused(await engine.ExecuteAsync(job with { RuntimeVersions = [RuntimeVersion.Asdf("ruby", "3.3.0")] }), "asdf has no plugin ruby", 127);
    }

    /// <summary>Nothing of the user's own, and no network.</summary>
    private static Dictionary<string, string?> Isolated(TemporaryFolder home) => new()
    {
        ["HOME"] = home.Path,
        ["ASDF_DATA_DIR"] = home["data"],
        ["MISE_DATA_DIR"] = home["data"],
        ["MISE_CONFIG_DIR"] = home["config"],
        ["MISE_CACHE_DIR"] = home["cache"],
        ["MISE_STATE_DIR"] = home["state"],
        ["MISE_OFFLINE"] = "1",
    };

    private static void Refused(JobResult result, string message, int exitCode)
    {
        Assert.AreEqual(OutcomeKind.Failed, result.Outcome, result.Error?.Message);
        Assert.AreEqual(JobErrorCodes.StartFailed, result.Error!.Code);
        StringAssert.Contains(result.Error.Message, message);
        Assert.AreEqual(exitCode, result.ExitCode);
    }
}
