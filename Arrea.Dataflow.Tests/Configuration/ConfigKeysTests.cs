using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Validation;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Tests.Configuration;

/// <summary>The table of keys: names, defaults, bounds, and the texts that stand for values.</summary>
[TestClass]
public sealed class ConfigKeysTests
{
    [TestMethod]
    [DataRow("max_workers", 100)]
    [DataRow("max_commands_per_batch", 500)]
    [DataRow("default_policy", PolicyAction.Retry)]
    [DataRow("max_retries", 3)]
    [DataRow("restart_limit", 3)]
    [DataRow("circuit_breaker_threshold", 5)]
    [DataRow("asdf_enabled", true)]
    [DataRow("telemetry_enabled", true)]
    [DataRow("log_level", LogLevel.Information)]
    [DataRow("shell", null)]
    [DataRow("validation_profile", ValidationProfile.Guard)]
    [DataRow("validation_rules_file", null)]
    public void Default_OfEachKey_IsThatOfTheContract(string name, object? value) => Assert.AreEqual(value, ConfigKeys.Find(name)!.Default);

    [TestMethod]
    public void Default_OfDurationsAndLists_IsThatOfTheContract()
    {
        Assert.AreEqual(TimeSpan.FromMilliseconds(1000), ConfigKeys.Find("retry_delay")!.Default);
        Assert.AreEqual(TimeSpan.FromMilliseconds(60_000), ConfigKeys.Find("circuit_breaker_timeout")!.Default);
        Assert.AreSame(CommandValidator.AllRules, ConfigKeys.Find("validation_rules")!.Default);
        Assert.AreEqual("", ConfigKeys.Find("sudo_allowlist")!.Format(ConfigKeys.Find("sudo_allowlist")!.Default));
        Assert.HasCount(17, ConfigKeys.All);
    }

    [TestMethod]
    public void Properties_OfTheOptions_AreThoseOfTheKeys()
    {
        foreach (var key in ConfigKeys.All)
        {
            var property = typeof(ArreaEngineOptions).GetProperty(key.Property);

            Assert.IsNotNull(property, key.Property);
            Assert.AreEqual(key.Type, property.PropertyType);
            Assert.AreEqual(key.Default, property.GetValue(new ArreaEngineOptions()));
            Assert.AreSame(key, ConfigKeys.Find(key.Property));
        }
    }

    [TestMethod]
    [DataRow("max_workers", "1", "100000", "0", "100001", "1 to 100,000")]
    [DataRow("max_commands_per_batch", "1", "2147483647", "0", "2147483648", "1 to 2,147,483,647")]
    [DataRow("max_retries", "0", "1000000", "-1", "1000001", "0 to 1,000,000")]
    [DataRow("retry_delay", "0", "2592000000", "-0.0001", "2592000000.0001", "0 to 2,592,000,000 ms")]
    [DataRow("restart_limit", "0", "1000000", "-1", "1000001", "0 to 1,000,000")]
    [DataRow("circuit_breaker_threshold", "1", "1000000", "0", "1000001", "1 to 1,000,000")]
    [DataRow("circuit_breaker_timeout", "1000", "2592000000", "999.9999", "99999999999999999999", "1,000 to 2,592,000,000 ms")]
    public async Task Set_BothEndsOfTheBounds_HoldAndNothingBeyond(string name, string least, string most, string tooLittle, string tooMuch, string bounds)
    {
        await using var engine = ArreaEngine.Create();

        Assert.AreEqual(bounds, ConfigKeys.Find(name)!.Bounds);
        foreach (var value in new[] { least, most })
        {
            engine.Config.Set(name, value);
            Assert.AreEqual(value, engine.Config.Get<string>(name));
        }

        foreach (var value in new[] { tooLittle, tooMuch })
        {
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => engine.Config.Set(name, value));
            Assert.StartsWith($"{name} is '{value}'; expected {bounds}.", error.Message);
            Assert.AreEqual(most, engine.Config.Get<string>(name), "a refused value changes nothing");
        }
    }

    [TestMethod]
    public void Options_BothEndsOfTheNewBounds_HoldAndNothingBeyond()
    {
        var options = new ArreaEngineOptions { RestartLimit = 0, CircuitBreakerThreshold = 1, CircuitBreakerTimeout = TimeSpan.FromSeconds(1), LogLevel = LogLevel.None };
        options.RestartLimit = 1_000_000;
        options.CircuitBreakerThreshold = 1_000_000;
        options.CircuitBreakerTimeout = TimeSpan.FromDays(30);

        Assert.AreEqual("RestartLimit", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.RestartLimit = -1).ParamName);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.RestartLimit = 1_000_001);
        Assert.AreEqual("CircuitBreakerThreshold", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.CircuitBreakerThreshold = 0).ParamName);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.CircuitBreakerThreshold = 1_000_001);
        Assert.AreEqual("CircuitBreakerTimeout", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.CircuitBreakerTimeout = TimeSpan.FromMilliseconds(999)).ParamName);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.CircuitBreakerTimeout = TimeSpan.FromDays(30) + TimeSpan.FromTicks(1));
        Assert.AreEqual("LogLevel", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => options.LogLevel = (LogLevel)7).ParamName);
        Assert.AreEqual("SudoAllowlist", Assert.ThrowsExactly<ArgumentNullException>(() => options.SudoAllowlist = null!).ParamName);
    }

    [TestMethod]
    [DataRow("max_workers", "abc", "a whole number, 1 to 100,000")]
    [DataRow("max_workers", "1.5", "a whole number, 1 to 100,000")]
    [DataRow("max_workers", "", "a whole number, 1 to 100,000")]
    [DataRow("max_workers", true, "a whole number, 1 to 100,000")]
    [DataRow("max_workers", 2.0, "a whole number, 1 to 100,000")]
    [DataRow("max_workers", null, "a whole number, 1 to 100,000")]
    [DataRow("default_policy", "custom", "one of retry, stop, continue")]
    [DataRow("default_policy", "1", "one of retry, stop, continue")]
    [DataRow("default_policy", null, "one of retry, stop, continue")]
    [DataRow("retry_delay", "soon", "a number of milliseconds, 0 to 2,592,000,000 ms, or a time such as 00:00:01.5")]
    [DataRow("retry_delay", double.NaN, "a number of milliseconds, 0 to 2,592,000,000 ms, or a time such as 00:00:01.5")]
    [DataRow("asdf_enabled", "maybe", "true or false")]
    [DataRow("asdf_enabled", 1, "true or false")]
    [DataRow("telemetry_enabled", null, "true or false")]
    [DataRow("log_level", "loud", "one of trace, debug, info, warning, error, critical, none")]
    [DataRow("validation_rules", 5, "a list: names out of no_rm_rf")]
    [DataRow("shell", 5, "the name or path of a shell")]
    [DataRow("shell", "s\0h", "the name or path of a shell")]
    public async Task Set_ValueOfAnotherKind_IsRefusedWithWhatIsExpected(string name, object? value, string expected)
    {
        await using var engine = ArreaEngine.Create();

        var error = Assert.ThrowsExactly<ArgumentException>(() => engine.Config.Set(name, value));

        Assert.StartsWith(name + " is ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [TestMethod]
    [DataRow("validation_rules", "no_rm_rf,no_rm", "validation_rules holds 'no_rm', which is not a rule. Expected names out of no_rm_rf, no_sudo,")]
    [DataRow("sudo_allowlist", "-u bob ls", "sudo_allowlist holds '-u bob ls', which begins with an option of sudo. Expected commands of plain words")]
    [DataRow("sudo_allowlist", "ls; rm", "special to the shell")]
    [DataRow("sudo_allowlist", "PATH=x ls", "special to the shell")]
    public async Task Set_ListWithABadEntry_NamesTheEntry(string name, string value, string expected)
    {
        await using var engine = ArreaEngine.Create();

        Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => engine.Config.Set(name, value)).Message);
    }

    [TestMethod]
    public async Task Set_NaturalValueOrText_ComesToTheSame()
    {
        await using var engine = ArreaEngine.Create();
        (string Name, object Value, object Expected)[] cases =
        [
            ("max_workers", 7L, 7), ("max_workers", " 7 ", 7), ("MaxWorkers", (byte)7, 7), ("MAX_WORKERS", 7UL, 7),
            ("default_policy", PolicyAction.Stop, PolicyAction.Stop), ("default_policy", "STOP", PolicyAction.Stop),
            ("retry_delay", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)), ("retry_delay", 2000, TimeSpan.FromSeconds(2)), ("retry_delay", 2000.0, TimeSpan.FromSeconds(2)),
            ("retry_delay", "2000", TimeSpan.FromSeconds(2)), ("retry_delay", "00:00:02", TimeSpan.FromSeconds(2)), ("retry_delay", "0.5", TimeSpan.FromMilliseconds(0.5)),
            ("asdf_enabled", "False", false), ("log_level", "information", LogLevel.Information), ("log_level", "info", LogLevel.Information), ("log_level", "Debug", LogLevel.Debug),
        ];

        foreach (var (name, value, expected) in cases)
        {
            engine.Config.Set(name, value);
            Assert.AreEqual(expected, engine.Config.Get(name), $"{name} {value}");
        }

        engine.Config.Set("sudo_allowlist", "apt  update, systemctl status");
        CollectionAssert.AreEqual(new[] { "apt update", "systemctl status" }, engine.Config.Get<IReadOnlyCollection<string>>("sudo_allowlist").ToArray());
        engine.Config.Set("sudo_allowlist", Array.Empty<string>());
        Assert.IsEmpty(engine.Config.Get<IReadOnlyCollection<string>>("sudo_allowlist"));
    }

    [TestMethod]
    public void Format_OfEachDefault_IsReadBackAsTheSame()
    {
        foreach (var key in ConfigKeys.All)
        {
            var text = key.Format(key.Default);

            Assert.AreEqual(text, key.Format(key.Checked(text)), key.Name);
        }
    }

    [TestMethod]
    [DataRow("max_worker", "max_workers")]
    [DataRow("MaxRetry", "max_retries")]
    [DataRow("loglvel", "log_level")]
    [DataRow("breaker_threshold", "circuit_breaker_threshold")]
    public async Task Get_UnknownKey_SuggestsTheNearestAndListsAll(string name, string nearest)
    {
        await using var engine = ArreaEngine.Create();

        foreach (var use in new Action[] { () => engine.Config.Get(name), () => engine.Config.Get<int>(name), () => engine.Config.Set(name, 1), () => engine.Config.Unset(name) })
        {
            var message = Assert.ThrowsExactly<ArgumentException>(use).Message;
            Assert.StartsWith($"'{name}' is not a key. Did you mean {nearest}? The keys are max_workers, max_commands_per_batch, ", message);
            Assert.Contains("shell.", message);
        }

        Assert.Throws<ArgumentNullException>(() => engine.Config.Get(null!));
    }
}
