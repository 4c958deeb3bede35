using Arrea.Cli;
using Arrea.Cli.Configuring;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>The layers of the settings: which wins, and what is wrong in them.</summary>
[TestClass]
public sealed class CliSettingsTests
{
    [TestMethod]
    public void Load_SeveralLayers_TheStrongestWins()
    {
        using var folder = new TemporaryFolder();

        var settings = Load(
            folder,
            user: """{"max_workers": 1, "max_retries": "2", "retry_delay": 5, "shell": "/bin/sh", "log_level": null}""",
            project: """{"$schema": "x", "max_retries": 3, "retry_delay": 6}""",
            ("ARREA_RETRY_DELAY", "7"), ("ARREA_LOG_LEVEL", ""));

        Assert.AreEqual(1, settings.MaxWorkers);
        Assert.AreEqual(3, settings.MaxRetries);
        Assert.AreEqual(TimeSpan.FromMilliseconds(7), settings.RetryDelay);
        Assert.AreEqual("/bin/sh", settings.Engine.Shell);
        Assert.AreEqual(PolicyAction.Retry, settings.Policy);
        Assert.IsNull(settings.MaxCommands);
        Assert.AreEqual(new SettingOrigin(SettingLayer.User, folder["user"]), settings.OriginOf("max_workers"));
        Assert.AreEqual(new SettingOrigin(SettingLayer.Project, folder["project"]), settings.OriginOf("max_retries"));
        Assert.AreEqual(new SettingOrigin(SettingLayer.Environment, "ARREA_RETRY_DELAY"), settings.OriginOf("retry_delay"));
        Assert.AreEqual(SettingOrigin.Default, settings.OriginOf("log_level"));
    }

    [TestMethod]
    public void Load_NoFiles_IsAllDefaults()
    {
        using var folder = new TemporaryFolder();

        var settings = Load(folder, null, null);

        Assert.IsTrue(KeyName.All.All(key => settings.OriginOf(key) == SettingOrigin.Default));
        Assert.IsNull(settings.MaxWorkers);
        Assert.IsNull(settings.Policy);
    }

    [TestMethod]
    [DataRow("""{"max_workers": 0}""", "max_workers is '0'; expected 1 to 100,000.")]
    [DataRow("""{"max_workers": 1.5}""", "max_workers is '1.5'; expected a whole number")]
    [DataRow("""{"max_workers": {"a": [1]}}""", "max_workers is neither a text")]
    [DataRow("""{"validation_rules": ["no_sudo", 1]}""", "validation_rules is neither a text")]
    [DataRow("""{"validation_rules": ["no_sodu"]}""", "no_sodu")]
    [DataRow("""{"MaxWorkers": 1}""", "'MaxWorkers' is not a key. Did you mean 'max_workers'?")]
    [DataRow("""{"max_workers": 1, "max_workers": 2}""", "max_workers is given twice")]
    [DataRow("""{"asdf_enabled": "maybe"}""", "asdf_enabled is 'maybe'; expected true or false")]
    [DataRow("""{"default_policy": "strict"}""", "default_policy is 'strict'; expected one of retry, stop, continue")]
    [DataRow("""{"circuit_breaker_timeout": 999}""", "expected 1,000 to 2,592,000,000 ms")]
    [DataRow("""{"validation_rules_file": "not-there.json"}""", "not-there.json', which is no file")]
    [DataRow("[]", "is no object of keys and values")]
    [DataRow("", "is no JSON")]
    [DataRow("{\n\"max_workers\": }", "line 2: this is no JSON")]
    [DataRow("{\"shell\": \"\\ud800\"}", "holds a text that is not UTF-8")]
    public void Load_FileIsWrong_NamesFileAndWhy(string text, string why)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<UsageException>(() => Load(folder, text, null));

        Assert.AreEqual(4, error.ExitCode);
        Assert.Contains(folder["user"], error.Message);
        Assert.Contains(why, error.Message);
    }

    [TestMethod]
    public void Load_SeveralThingsWrong_NamesThemAll()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<UsageException>(() => Load(folder, """{"max_workers": 0}""", """{"nope": 1}""", ("ARREA_MAX_RETRIES", "x")));

        Assert.Contains("max_workers is '0'", error.Message);
        Assert.Contains("'nope' is not a key", error.Message);
        Assert.Contains("ARREA_MAX_RETRIES: max_retries is 'x'", error.Message);
    }

    [TestMethod]
    [DataRow("validation_rules", "[]")]
    [DataRow("validation_profile", "\"off\"")]
    [DataRow("validation_allow", "[\"x y\"]")]
    [DataRow("validation_rules_file", "\"rules.json\"")]
    [DataRow("sudo_allowlist", "[\"ls\"]")]
    [DataRow("shell", "\"/bin/sh\"")]
    public void Load_ProjectSetsWhatGuards_IsRefused(string key, string value)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.ThrowsExactly<UsageException>(() => Load(folder, null, $$"""{"{{key}}": {{value}}}"""));

        Assert.AreEqual(4, error.ExitCode);
        Assert.Contains($"{key} cannot be set by a project", error.Message);
    }

    [TestMethod]
    public void Load_RulesFileOfAFile_IsSeenFromThatFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["rules.json"], """{"id": "mine", "pattern": "x", "message": "y", "commands": ["nmap"], "matches": ["nmap x"]}""");

        var settings = Load(folder, """{"validation_rules_file": "rules.json"}""", null);

        Assert.AreEqual(folder["rules.json"], settings.Engine.ValidationRulesFile);
        Assert.AreEqual("mine", settings.Engine.ToValidationOptions().CustomRules.Single().Id);
    }

    private static Settings Load(TemporaryFolder folder, string? user, string? project, params (string Name, string Value)[] variables)
    {
        foreach (var (name, text) in new[] { ("user", user), ("project", project) })
        {
            if (text is not null)
            {
                File.WriteAllText(folder[name], text);
            }
        }

        return Settings.Load(folder["user"], folder["project"], name => variables.FirstOrDefault(variable => variable.Name == name).Value);
    }
}
