using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Configuration;

/// <summary>The settings of validation change what runs, while the engine runs.</summary>
[TestClass]
public sealed class ValidationSettingsTests
{
    private const string OwnRule = """
        [{
          "id": "no_deploy", "severity": "dangerous", "pattern": "deploy", "message": "It deploys.",
          "commands": ["deploy"], "matches": ["deploy now", "sudo deploy"], "passes": ["echo deploy"]
        }]
        """;

    [TestMethod]
    public async Task ValidationProfile_Changed_DecidesOverTheNextCommand()
    {
        await using var engine = Engine();
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("rm -rf /")).Outcome);
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("echo $(date)")).Outcome);

        engine.Config.Set("validation_profile", "warn");
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("rm -rf /")).Outcome);
        engine.Config.Set("validation_profile", ValidationProfile.Classic);
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("echo $(date)")).Outcome);
        engine.Config.Set("validation_profile", "allowlist");
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("date")).Outcome);
        Assert.Contains("guard, classic, warn, off, allowlist", Assert.ThrowsExactly<ArgumentException>(() => engine.Config.Set("validation_profile", "strict")).Message);
    }

    [TestMethod]
    public async Task ValidationAllow_Changed_LetsTheNextCommandRun()
    {
        await using var engine = Engine();
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("git push --force origin my/work")).Outcome);

        engine.Config.Set("validation_allow", "git push --force origin my/*, make ...");

        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("git push --force origin my/work")).Outcome);
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("git push --force origin main")).Outcome);
        engine.Config.Set("validation_profile", "allowlist");
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("make -j 4 && echo done")).Outcome);
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("make && date")).Outcome);
        Assert.Contains("validation_allow holds '* x'", Assert.ThrowsExactly<ArgumentException>(() => engine.Config.Set("validation_allow", "* x")).Message);
    }

    [TestMethod]
    public async Task ValidationRulesFile_Changed_JudgesTheNextCommand()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["rules.json"], OwnRule);
        await using var engine = Engine();
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("deploy now")).Outcome);

        engine.Config.Set("validation_rules_file", folder["rules.json"]);

        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("deploy now")).Outcome);
        Assert.AreEqual(folder["rules.json"], engine.Config.Get<string>("validation_rules_file"));
        File.Delete(folder["rules.json"]);
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.ExecuteAsync("deploy now")).Outcome, "it is read when it is set");
        engine.Config.Set("validation_rules_file", null);
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("deploy now")).Outcome);
    }

    [TestMethod]
    public async Task ValidationRulesFile_UnusableFile_IsRefusedAndNamesWhatIsWrong()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["bad.json"], OwnRule.Replace("sudo deploy", "echo no", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(folder["large.json"], new byte[1024 * 1024 + 1]);
        await using var engine = Engine();

        Assert.Contains("no_deploy", Refusal(folder["bad.json"]));
        Assert.Contains("echo no", Refusal(folder["bad.json"]));
        Assert.Contains("which is no file", Refusal(folder["missing.json"]));
        Assert.Contains("which is no file", Refusal(folder.Path));
        Assert.Contains("larger than 1048576 bytes", Refusal(folder["large.json"]));
        Assert.Contains("which is no file", Assert.ThrowsExactly<ArgumentException>(() => new ArreaEngineOptions { ValidationRulesFile = folder["missing.json"] }).Message);
        Assert.IsNull(new ArreaEngineOptions { ValidationRulesFile = "" }.ValidationRulesFile);
        Assert.ThrowsExactly<ArgumentException>(() => engine.Config.Set("validation_rules_file", 5));

        string Refusal(string path) => Assert.ThrowsExactly<ArgumentException>(() => engine.Config.Set("validation_rules_file", path)).Message;
    }

    [TestMethod]
    [ProgramCondition("mkfifo")]
    public async Task ValidationRulesFile_NoRegularFileOrNoText_IsRefusedAtOnce()
    {
        using var folder = new TemporaryFolder();
        await using var engine = Engine();
        Assert.AreEqual(0, (await CommandRunner.Default.RunAsync(new CommandRequest { Arguments = ["mkfifo", folder["pipe"]] })).ExitCode);
        File.CreateSymbolicLink(folder["link"], "/dev/zero");
        await File.WriteAllTextAsync(folder["half.json"], OwnRule.Replace("It deploys.", "\\ud800", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder["nul.json"], OwnRule.Replace("deploy now", "deploy \\u0000", StringComparison.Ordinal));

        foreach (var path in (string[])[folder["pipe"], "/dev/zero", folder["link"]])
        {
            Assert.Contains("which is empty, or no regular file", Refusal(path));
        }

        Assert.Contains("The rules are not JSON", Refusal(folder["half.json"]));
        Assert.Contains("no_deploy: an example is no command. The command holds a NUL character", Refusal(folder["nul.json"]));
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync("deploy now")).Outcome);

        string Refusal(string path) => Assert.ThrowsExactly<ArgumentException>(() => engine.Config.Set("validation_rules_file", path)).Message;
    }

    [TestMethod]
    public async Task ValidationAllow_SeveralBadEntries_AreAllToldOfOnce()
    {
        await using var engine = Engine();

        var message = Assert.ThrowsExactly<ArgumentException>(() => engine.Config.Set("validation_allow", new[] { "* x", "?* ...", " " })).Message;

        Assert.Contains("'* x'", message);
        Assert.Contains("'?* ...'", message);
        Assert.Contains("' ', which is empty", message);
        Assert.IsLessThanOrEqualTo(1, message.Split("(Parameter ").Length - 1);
        Assert.DoesNotContain("(Parameter 'Allow')", message);
    }

    [TestMethod]
    public void Options_BadValues_NameTheProperty()
    {
        var options = new ArreaEngineOptions();

        Assert.AreEqual("ValidationAllow", Assert.ThrowsExactly<ArgumentNullException>(() => options.ValidationAllow = null!).ParamName);
        Assert.AreEqual("ValidationAllow", Assert.ThrowsExactly<ArgumentException>(() => options.ValidationAllow = [" "]).ParamName);
        Assert.AreEqual("ValidationProfile", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.ValidationProfile = (ValidationProfile)9).ParamName);
    }

    private static ArreaEngine Engine() => ArreaEngine.Create(new ArreaEngineOptions
    {
        CommandRunner = new DelegateRunner(static (_, _) => Task.FromResult(new CommandResult { ExitCode = 0 })),
    });
}
