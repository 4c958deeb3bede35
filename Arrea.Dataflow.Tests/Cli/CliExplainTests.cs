using System.Text;
using System.Text.Json;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary><c>arrea explain</c>, and the flags of <c>arrea run</c> that say what commands are judged by.</summary>
[TestClass]
public sealed class CliExplainTests(TestContext context)
{
    [TestMethod]
    public async Task Explain_Commands_ShowsVerdictPlaceAndTree()
    {
        var result = (await CliProcess.RunAsync(context, "explain", "cd / && rm -rf var", "echo hello")).Exits(3);

        Assert.StartsWith("dangerous (rm -rf), rule no_rm_rf: ", result.Output);
        Assert.Contains("\n  cd / && rm -rf var\n          ^", result.Output);
        Assert.Contains("What it would do:\n", result.Output);
        Assert.Contains("How it is read:\n", result.Output);
        Assert.Contains("\nok: nothing speaks against it\n", result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public async Task Explain_Json_IsOneObjectACommand()
    {
        var result = (await CliProcess.RunAsync(context, "explain", "--json", "--", "echo hello", "rm -rf /", "$(whoami)", "", "-x")).Exits(3);

        var lines = result.Lines.Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        CollectionAssert.AreEqual(
            new[] { "ok", "dangerous", "injection", "invalid", "ok" }, lines.Select(static line => line.GetProperty("verdict").GetString()).ToArray());
        CollectionAssert.AreEqual(
            new[] { "command", "verdict", "rule", "pattern", "span", "why" }, lines[1].EnumerateObject().Select(static property => property.Name).ToArray());
        Assert.AreEqual("no_rm_rf", lines[1].GetProperty("rule").GetString());
        Assert.AreEqual("rm -rf", lines[1].GetProperty("pattern").GetString());
        Assert.AreEqual("[0,8]", lines[1].GetProperty("span").GetRawText());
        Assert.AreEqual("dynamic_command", lines[2].GetProperty("rule").GetString());
        Assert.AreEqual(JsonValueKind.Null, lines[2].GetProperty("pattern").ValueKind);
        Assert.AreEqual("""{"command":"echo hello","verdict":"ok","rule":null,"pattern":null,"span":null,"why":null}""", result.Lines[0]);
        Assert.AreEqual("invalid (empty command)", lines[3].GetProperty("why").GetString());
    }

    [TestMethod]
    public async Task Explain_Json_CountsCharactersAndTellsBytesFromText()
    {
        var spans = (await CliProcess.RunAsync(context, "explain", "--json", "echo 😀; rm -rf /")).Exits(3);
        var piped = (await CliProcess.RunAsync(context, [.. "echo "u8, 0xFF, .. "\necho \\xFF\n"u8], "explain", "--json")).Exits(3);

        Assert.AreEqual("[8,16]", JsonDocument.Parse(spans.Lines[0]).RootElement.GetProperty("span").GetRawText());
        var lines = piped.Lines.Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.AreEqual("echo \\xFF", lines[0].GetProperty("command").GetString());
        CollectionAssert.AreEqual("echo "u8.ToArray().Append((byte)0xFF).ToArray(), lines[0].GetProperty("command_base64").GetBytesFromBase64());
        Assert.AreEqual("echo \\xFF", lines[1].GetProperty("command").GetString());
        Assert.IsFalse(lines[1].TryGetProperty("command_base64", out _));
    }

    [TestMethod]
    public async Task Explain_File_HasOneCommandALineOrEndedByNul()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["lines"], "echo a\r\n\nrm -rf /\n");
        await File.WriteAllTextAsync(folder["nulls"], "echo a\nrm -rf /\0\0ls");

        var lines = (await CliProcess.RunAsync(context, "explain", "--json", "--file", folder["lines"])).Exits(3);
        var nulls = (await CliProcess.RunAsync(context, "explain", "--json", "-0", "-a", folder["nulls"])).Exits(3);
        var piped = (await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes("echo a\n"), "explain", "--json")).Exits(0);
        var missing = (await CliProcess.RunAsync(context, "explain", "--file", folder["missing"])).Exits(4);

        Assert.AreEqual("echo a|rm -rf /", Commands(lines));
        Assert.AreEqual("echo a\nrm -rf /||ls", Commands(nulls));
        Assert.AreEqual("echo a", Commands(piped));
        Assert.Contains("cannot read", missing.Error);
    }

    [TestMethod]
    [DataRow("unknown flag '--jsn'. Did you mean '--json'?", "explain", "--jsn", "ls")]
    [DataRow("unknown flag '-rf'", "explain", "rm", "-rf", "/")]
    [DataRow("'--profile' does not accept 'gard'; it accepts guard, classic, warn, off, allowlist. Did you mean 'guard'?", "explain", "--profile", "gard", "ls")]
    [DataRow("'--allow' names 'no_rm_r', which is not a rule. Did you mean 'no_rm_rf'?", "explain", "--allow", "no_rm_r", "ls")]
    [DataRow("'--allow' names 'nonsense', which is not a rule.", "explain", "--allow", "nonsense", "ls")]
    [DataRow("'--allow' holds '* x', which would allow any command. Name one.\n", "explain", "--allow", "* x", "ls")]
    [DataRow("'--allow' holds 'no_nope: rm', which begins with 'no_nope:', which is not a rule.", "explain", "--allow", "no_nope: rm", "ls")]
    [DataRow("It holds '?* ...', which would allow any command.", "explain", "--allow", "* x", "--allow", "?* ...", "ls")]
    [DataRow("flag '--json' takes no value.", "explain", "--json=true", "ls")]
    [DataRow("commands and '--file' exclude one another", "explain", "--file", "x", "ls")]
    [DataRow("'--null' has no meaning", "explain", "--null", "ls")]
    [DataRow("'--allow' names 'no_sodu', which is not a rule. Did you mean 'no_sudo'?", "run", "--allow", "no_sodu", "-c", "true")]
    [DataRow("'--no-validate' and '--profile' exclude one another", "run", "--no-validate", "--profile", "off", "-c", "true")]
    public async Task Explain_Misuse_IsNamedAndExits2(string why, params string[] arguments)
    {
        var result = (await CliProcess.RunAsync(context, arguments)).Exits(2);

        Assert.Contains(why, result.Error);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Explain_NoSource_IsAUsageError()
        => StringAssert.StartsWith((await CliProcess.ScriptAsync(context, "arrea explain < /dev/null")).Exits(2).Error, "arrea: no commands");

    [TestMethod]
    public async Task Explain_ProfileAllowAndShell_DecideTheVerdict()
    {
        (await CliProcess.RunAsync(context, "explain", "git push --force")).Exits(3);
        (await CliProcess.RunAsync(context, "explain", "--allow", "git push --force", "git push --force")).Exits(0);
        (await CliProcess.RunAsync(context, "explain", "--allow", "no_sudo", "sudo ls")).Exits(0);
        (await CliProcess.RunAsync(context, "explain", "--profile", "classic", "echo $(date)")).Exits(3);
        (await CliProcess.RunAsync(context, "explain", "--profile", "allowlist", "--allow", "date", "date; echo x")).Exits(0);
        (await CliProcess.RunAsync(context, "explain", "--profile", "off", "rm -rf /")).Exits(0);
        (await CliProcess.RunAsync(context, "explain", "--shell", "sh", "cat <(ls)")).Exits(3);
    }

    [TestMethod]
    public async Task Run_ProfileAndAllow_DecideWhatRuns()
    {
        Assert.AreEqual("sudo\n", (await CliProcess.RunAsync(context, "run", "--allow", "no_sudo", "-c", "alias sudo=echo; echo sudo || sudo x")).Exits(0).Output);
        (await CliProcess.RunAsync(context, "run", "--profile", "allowlist", "-c", "date")).Exits(3);

        var warned = (await CliProcess.RunAsync(context, "run", "--profile", "warn", "-c", "$WRAPPER true")).Exits(0);
        StringAssert.Contains(warned.Error, "[1] $WRAPPER true: injection (dynamic_command); it runs all the same\n");

        var dry = (await CliProcess.RunAsync(context, "run", "--profile", "warn", "--dry-run", "-c", "rm -rf /")).Exits(0);
        Assert.AreEqual("[1] rm -rf /: dangerous (rm -rf), runs all the same\n", dry.Output);
    }

    [TestMethod]
    public async Task Run_EnvironmentThatSteersTheShell_IsRefusedBeforeAnythingRuns()
    {
        using var folder = new TemporaryFolder();

        var result = (await CliProcess.RunAsync(context, "run", "--env", "BASH_ENV=/tmp/x", "-c", $"touch {folder["ran"]}")).Exits(3);

        StringAssert.Contains(result.Error, "injection (environment)");
        Assert.IsFalse(File.Exists(folder["ran"]));
    }

    private static string Commands(CliResult result)
        => string.Join('|', result.Lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("command").GetString()));
}
