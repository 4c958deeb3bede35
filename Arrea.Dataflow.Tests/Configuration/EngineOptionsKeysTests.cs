using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Configuration;

/// <summary>Options that are set by the names of keys.</summary>
[TestClass]
public sealed class EngineOptionsKeysTests
{
    [TestMethod]
    public async Task TrySet_GoodValues_AreThoseOfTheEngine()
    {
        var options = new ArreaEngineOptions();

        Assert.IsTrue(options.TrySet("max_workers", "7", out var problem));
        Assert.IsNull(problem);
        Assert.IsTrue(options.TrySet("sudo_allowlist", "systemctl status,apt-get update", out _));

        Assert.AreEqual(7, options.MaxWorkers);
        Assert.AreEqual(7, options.Get("max_workers"));
        Assert.HasCount(2, options.ToValidationOptions().SudoAllowlist);
        await using var engine = ArreaEngine.Create(options);
        Assert.AreEqual(new ConfigValue(7, ConfigOrigin.Configuration), engine.Config.All["max_workers"]);
        Assert.AreEqual(ConfigOrigin.Default, engine.Config.All["max_retries"].Origin);
    }

    [TestMethod]
    [DataRow("max_workers", "0", "max_workers is '0'; expected 1 to 100,000.")]
    [DataRow("max_workers", "10abc", "max_workers is '10abc'; expected a whole number, 1 to 100,000.")]
    [DataRow("max_wokers", "1", "'max_wokers' is not a key. Did you mean max_workers?")]
    public void TrySet_BadValue_SaysWhyAndChangesNothing(string key, string value, string why)
    {
        var options = new ArreaEngineOptions();

        Assert.IsFalse(options.TrySet(key, value, out var problem));

        Assert.StartsWith(why, problem);
        Assert.AreEqual(100, options.MaxWorkers);
    }

    [TestMethod]
    [DataRow("yes", true)]
    [DataRow("1", true)]
    [DataRow("TRUE", true)]
    [DataRow("no", false)]
    [DataRow("0", false)]
    [DataRow(" False ", false)]
    public void TrySet_Switch_TakesTheWordsOfPeople(string text, bool value)
    {
        var options = new ArreaEngineOptions();

        Assert.IsTrue(options.TrySet("asdf_enabled", text, out _));

        Assert.AreEqual(value, options.AsdfEnabled);
    }

    [TestMethod]
    public void ToValidationOptions_OfSettings_IsWhatTheEngineJudgesBy()
    {
        var options = new ArreaEngineOptions { ValidationProfile = ValidationProfile.Warn, ValidationRules = ["no_sudo"], ValidationAllow = ["git push --force"] };

        var validation = options.ToValidationOptions();

        Assert.AreEqual(ValidationProfile.Warn, validation.Profile);
        Assert.AreEqual("no_sudo", validation.Rules.Single());
        Assert.AreEqual("git push --force", validation.Allow.Single());
    }

    [TestMethod]
    public void Get_UnknownKey_Throws() => Assert.ThrowsExactly<ArgumentException>(() => new ArreaEngineOptions().Get("nope"));
}
