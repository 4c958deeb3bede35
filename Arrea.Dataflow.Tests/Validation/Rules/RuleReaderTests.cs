using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Rules;

namespace Arrea.Dataflow.Tests.Validation.Rules;

[TestClass]
public sealed class RuleReaderTests
{
    private const string Good = """
        {
          "id": "no_ship_friday",
          "severity": "injection",
          "pattern": "ship it",
          "message": "Not on a Friday: {0}.",
          "commands": ["ship"],
          "words": ["it|them"],
          "options": ["-f|--force"],
          "without": ["--dry-run"],
          "matches": ["ship it --force", "sudo ship them -f"],
          "passes": ["ship it", "ship it --force --dry-run", "echo ship it --force"]
        }
        """;

    [TestMethod]
    public void Read_OneRule_TakesAllOfIt()
    {
        var rule = ValidationRule.Read(Good).Single();

        Assert.AreEqual("no_ship_friday", rule.Id);
        Assert.AreEqual(RuleSeverity.Injection, rule.Severity);
        Assert.AreEqual("ship it", rule.Pattern);
        Assert.AreEqual("it|them", rule.When.Single().Words.Single());
        Assert.HasCount(2, rule.Matches);
    }

    [TestMethod]
    [DataRow("true", true)]
    [DataRow("false", false)]
    public void Read_IgnoreCase_HoldsForNamesWordsOptionsAndArguments(string given, bool expected)
    {
        var rule = ValidationRule.Read($$"""
            { "id": "no_zap", "pattern": "zap", "message": "{0}", "commands": ["zap"], "words": ["all"], "options": ["-now"], "arguments": ["/s*"], "without": ["-dry"], "ignore_case": {{given}}, "matches": ["zap all -now /s"] }
            """).Single();

        Assert.AreEqual(expected, rule.When.Single().IgnoreCase);
        var options = new ValidationOptions { CustomRules = [rule] };
        foreach (var command in (string[])["ZAP all -now /s", "zap All -now /s", "zap all -NOW /s", "zap all -now /S"])
        {
            Assert.AreEqual(expected, CommandValidator.Validate(command, options) is Dangerous { Rule: "no_zap" }, command);
        }

        Assert.IsNotInstanceOfType<Dangerous>(CommandValidator.Validate("ZAP all -now /s -DRY", options));
    }

    [TestMethod]
    public void Read_SeveralWrongWords_AreAllToldOf()
    {
        var error = Assert.Throws<RuleException>(() => ValidationRule.Read("""
            { "id": "no_zap", "pattern": "zap", "message": "", "effects": ["zap"], "paths": ["nowhere"], "input": ["somewhere"] }
            """));

        Assert.HasCount(4, error.Problems);
        Assert.Contains("message is empty; expected a text.", error.Message);
        foreach (var wrong in (string[])["Effects holds 'zap'", "Paths holds 'nowhere'", "Input holds 'somewhere'"])
        {
            Assert.Contains(wrong, error.Message);
        }

        Assert.DoesNotContain("Parameter", error.Message);
    }

    [TestMethod]
    public void Read_IgnoreCaseThatIsNeitherTrueNorFalse_IsToldOf()
    {
        var error = Assert.Throws<RuleException>(() => ValidationRule.Read("""{ "id": "no_zap", "pattern": "zap", "message": "{0}", "commands": ["zap"], "ignore_case": "yes" }"""));

        Assert.Contains("ignore_case is the text \"yes\"; expected true or false.", error.Message);
    }

    [TestMethod]
    public void Read_SeveralConditionsOverFiles_HoldsOne()
    {
        var rules = ValidationRule.Read("""
            [{
              "id": "no_touching_data", "pattern": "/data", "message": "Hands off {0}.",
              "when": [
                { "effects": ["write", "delete"], "paths": ["elsewhere"] },
                { "commands": ["loader"], "operands": ["elsewhere"] },
                { "variables": ["DATA=/data/*"] },
                { "commands": ["db"], "statements": ["drop table"] }
              ],
              "matches": ["echo x > /data/a/b", "rm /data/a/b", "loader /data/a/b", "export DATA=/data/x", "db -e 'DROP  TABLE x'"],
              "passes": ["cat /data/a/b", "loader x", "DATA=x make", "db -e 'select 1'"]
            }]
            """);

        Assert.HasCount(4, rules.Single().When);
        Assert.AreEqual(RuleSeverity.Dangerous, rules.Single().Severity);
    }

    [TestMethod]
    [DataRow("\"commands\":[\"zap\"]", "zap x")]
    [DataRow("\"words\":[\"zap\"]", "x zap")]
    [DataRow("\"options\":[\"--zap\"]", "x --zap")]
    [DataRow("\"arguments\":[\"zap*\"]", "x y zapped")]
    [DataRow("\"operands\":[\"system\"]", "x /etc/hosts")]
    [DataRow("\"statements\":[\"zap table\"]", "x 'zap table y'")]
    [DataRow("\"lines\":[\"zap\"]", "x <<< zap")]
    [DataRow("\"effects\":[\"delete\"]", "rm x")]
    [DataRow("\"effects\":[\"delete\"],\"recursive\":true,\"paths\":[\"temporary\"]", "rm -r /tmp/x")]
    [DataRow("\"variables\":[\"ZAP\"]", "ZAP=1 x")]
    [DataRow("\"input\":[\"network\"]", "curl https://example.com | x")]
    [DataRow("\"carries\":[\"secret\"]", "x \"$(cat ~/.netrc)\"")]
    public void Read_OneKeyAlone_IsACondition(string key, string example)
    {
        var json = $$"""{"id":"a","pattern":"x","message":"y",{{key}},"matches":[{{System.Text.Json.JsonSerializer.Serialize(example)}}],"passes":["echo hello"]}""";

        Assert.HasCount(1, ValidationRule.Read(json).Single().When);
    }

    [TestMethod]
    [DataRow("git @*a |b*")]
    [DataRow("git  push")]
    [DataRow("git push|")]
    [DataRow("git @./*|*")]
    public void Parse_PartThatSaysNothing_IsRefused(string line)
        => Assert.ThrowsExactly<ArgumentException>(() => RuleCondition.Parse(line));

    [TestMethod]
    [DataRow("no_sudo")]
    [DataRow("budget")]
    [DataRow("substitution")]
    [DataRow("not_allowed")]
    [DataRow("option_argument")]
    [DataRow("broken_out")]
    [DataRow("environment")]
    public void CustomRules_NameIsTaken_IsRefused(string name)
        => Assert.Contains("taken", Assert.ThrowsExactly<RuleException>(() => new ValidationOptions { CustomRules = [Rule(name)] }).Message);

    [TestMethod]
    public void CustomRules_ExampleDoesNotHold_IsRefused()
        => Assert.Contains("should pass", Assert.ThrowsExactly<RuleException>(() => new ValidationOptions { CustomRules = [Rule("a") with { Passes = ["zap it"] }] }).Message);

    private static ValidationRule Rule(string id)
        => new() { Id = id, Pattern = "zap", Message = "No.", When = [new() { Commands = ["zap"] }], Matches = ["zap"] };

    [TestMethod]
    [DataRow("[", "not JSON")]
    [DataRow("7", "expected an object")]
    [DataRow("{}", "id is missing")]
    [DataRow("{\"id\":\"No\",\"pattern\":\"x\",\"message\":\"y\",\"commands\":[\"x\"]}", "lower-case")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\"}", "no condition")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"commands\":[\"x\"],\"colour\":1}", "'colour' is not a key")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"commands\":\"x\"}", "expected an array")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"commands\":[\"x\"],\"severity\":\"bad\"}", "\"dangerous\" or \"injection\"")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"effects\":[\"eat\"]}", "holds 'eat'")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"effects\":[\"read\"],\"paths\":[\"moon\"]}", "holds 'moon'")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"commands\":[\"x\"],\"recursive\":1}", "true or false")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"when\":[{\"without\":[\"x\"]}]}", "says nothing")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"when\":[{\"id\":\"x\"}]}", "not a key of a condition")]
    [DataRow("{\"id\":\"no_sudo\",\"pattern\":\"x\",\"message\":\"y\",\"commands\":[\"x\"]}", "taken")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"commands\":[\"x\"],\"matches\":[\"z\"]}", "'z' should break the rule, and does not")]
    [DataRow("{\"id\":\"a\",\"pattern\":\"x\",\"message\":\"y\",\"commands\":[\"x\"],\"passes\":[\"x\"]}", "'x' should pass, and breaks the rule")]
    public void Read_WrongRule_SaysWhatIsWrong(string json, string expected)
        => Assert.Contains(expected, Assert.ThrowsExactly<RuleException>(() => ValidationRule.Read(json)).Message);

    [TestMethod]
    public void Read_SeveralWrongRules_TellsOfAllAtOnceByName()
    {
        var error = Assert.ThrowsExactly<RuleException>(() => ValidationRule.Read("""
            [
              { "id": "one", "pattern": "x", "message": "y", "commands": ["x"], "nonsense": true },
              { "id": "two", "pattern": "x", "message": "y", "commands": ["x"], "matches": ["z"] },
              { "id": "two", "pattern": "x", "message": "y", "commands": ["x"] }
            ]
            """));

        Assert.HasCount(3, error.Problems);
        Assert.Contains("one", error.Problems[0]);
        Assert.Contains("two", error.Problems[1]);
        Assert.Contains("taken", error.Problems[2]);
    }
}
