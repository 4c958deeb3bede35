using System.Text.Json;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary><c>arrea config</c>, and runs that keep to it. Each script has settings and a working directory of its own.</summary>
[TestClass]
public sealed class CliConfigTests(TestContext context)
{
    [TestMethod]
    public async Task Run_ProjectFileIsAFolder_ExitsWith4()
    {
        var result = (await RunAsync("mkdir arrea.json; arrea run -c 'echo ran'")).Exits(4);

        Assert.AreEqual("", result.Output);
        StringAssert.Contains(result.Error, "cannot read 'arrea.json': it is a directory");
    }

    [TestMethod]
    public async Task Set_GoodValue_IsKeptForTheUserAlone()
    {
        var result = (await RunAsync("""
            arrea config set max_workers 8 && arrea config set asdf_enabled no && arrea config set retry_delay 1500 \
              && arrea config set sudo_allowlist 'systemctl status,apt-get update' && arrea config set default_policy STOP
            arrea config get max_workers; arrea config get sudo_allowlist; arrea config get default_policy
            stat -c %a "$(arrea config path)" "$(dirname "$(arrea config path)")"
            cat "$(arrea config path)"; ls "$(dirname "$(arrea config path)")"
            """)).Exits(0);

        Assert.AreEqual("""
            8
            systemctl status,apt-get update
            stop
            600
            700
            {
              "max_workers": 8,
              "asdf_enabled": false,
              "retry_delay": 1500,
              "sudo_allowlist": ["systemctl status","apt-get update"],
              "default_policy": "stop"
            }
            config.json
            config.json.lock

            """, result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public async Task Unset_Key_GivesTheDefaultBackAndMendsAFile()
    {
        var result = (await RunAsync("""
            mkdir -p settings/arrea
            echo '{"max_workers": 0, "old_key": 1, "max_retries": 2}' > settings/arrea/config.json
            arrea config get max_retries || echo "exit $?"
            arrea config unset max_workers; arrea config unset old_key; arrea config unset retry_delay
            arrea config unset nope 2>/dev/null || echo "exit $?"
            arrea config get max_workers; cat settings/arrea/config.json
            """)).Exits(0);

        Assert.AreEqual("exit 4\nexit 2\n100\n{\"max_retries\": 2}\n", result.Output);
    }

    [TestMethod]
    public async Task Set_ManyAtOnce_LoseNothing()
    {
        var keys = ConfigKeys.All.Where(static key => key.Type == typeof(int)).Select(static key => key.Name).ToArray();
        var sets = string.Join(" & ", keys.Select(static key => $"arrea config set {key} 3")) + " & wait";

        var result = (await RunAsync($"{sets}\n{string.Join('\n', keys.Select(static key => $"arrea config get {key}"))}")).Exits(0);

        Assert.AreEqual(string.Concat(Enumerable.Repeat("3\n", keys.Length)), result.Output);
    }

    [TestMethod]
    public async Task Set_FileIsALink_ChangesWhereItLeads()
    {
        var result = (await RunAsync("""
            mkdir -p settings/arrea dotfiles
            echo '{}' > dotfiles/arrea.json
            ln -s ../../dotfiles/arrea.json settings/arrea/config.json
            arrea config set max_workers 3; test -L settings/arrea/config.json && cat dotfiles/arrea.json
            """)).Exits(0);

        Assert.AreEqual("{\n  \"max_workers\": 3\n}\n", result.Output);
    }

    [TestMethod]
    [DataRow("arrea config get max_wokers", "'max_wokers' is not a key. Did you mean 'max_workers'? The keys are max_workers, ")]
    [DataRow("arrea config set max_wokers 1", "'max_wokers' is not a key. Did you mean 'max_workers'? The keys are max_workers, ")]
    [DataRow("arrea config set max_workers 10abc", "max_workers is '10abc'; expected a whole number, 1 to 100,000.")]
    [DataRow("arrea config set max_workers 0", "max_workers is '0'; expected 1 to 100,000.")]
    [DataRow("arrea config set circuit_breaker_timeout 999", "circuit_breaker_timeout is '999'; expected 1,000 to")]
    [DataRow("arrea config set default_policy strict", "default_policy is 'strict'; expected one of retry, stop, continue")]
    [DataRow("arrea config set telemetry_enabled maybe", "telemetry_enabled is 'maybe'; expected true or false")]
    [DataRow("arrea config set shell $'a\\xffb'", "shell takes a text in UTF-8")]
    [DataRow("arrea config set max_workers", "'config set' takes a key and one value")]
    [DataRow("arrea config set sudo_allowlist systemctl status", "'config set' takes a key and one value")]
    [DataRow("arrea config get", "'config get' takes one key")]
    [DataRow("arrea config sett a b", "unknown word 'sett' after 'config'. Did you mean 'set'?")]
    [DataRow("arrea config", "config needs to know what to do")]
    [DataRow("arrea config show x", "unexpected argument 'x'")]
    [DataRow("arrea config --show get max_workers", "'--show' goes with no other word")]
    [DataRow("arrea config --json get max_workers", "'--json' has no meaning without 'show'")]
    public async Task Config_Misused_SaysSoAndChangesNothing(string command, string why)
    {
        var result = (await RunAsync($"{command}; code=$?; ls settings; exit $code")).Exits(2);

        Assert.StartsWith("arrea: " + why, result.Error);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Show_Layers_HasKeyValueAndOrigin()
    {
        var result = (await RunAsync("""
            arrea config set max_workers 8; echo '{"max_retries": 1}' > arrea.json; export ARREA_RETRY_DELAY=5
            arrea config show; arrea config --show --json
            """)).Exits(0);

        StringAssert.Matches(result.Output, new(@"^KEY +VALUE +ORIGIN\nmax_workers +8 +user file /.*/config.json\n"));
        StringAssert.Matches(result.Output, new(@"\nmax_retries +1 +project file arrea.json\nretry_delay +5 +environment ARREA_RETRY_DELAY\n"));
        StringAssert.Matches(result.Output, new(@"\nvalidation_rules +all +default\n"));
        var json = JsonDocument.Parse(result.Lines[^1]).RootElement;
        CollectionAssert.AreEqual(ConfigKeys.All.Select(static key => key.Name).ToArray(), json.EnumerateObject().Select(static property => property.Name).ToArray());
        Assert.AreEqual("""{"value":5,"origin":"environment","source":"ARREA_RETRY_DELAY"}""", json.GetProperty("retry_delay").GetRawText());
        Assert.AreEqual("""{"value":null,"origin":"default","source":null}""", json.GetProperty("shell").GetRawText());
        Assert.AreEqual(JsonValueKind.Array, json.GetProperty("validation_rules").GetProperty("value").ValueKind);
    }

    [TestMethod]
    [DataRow("unset XDG_CONFIG_HOME; HOME=/no/such/home arrea config path", "/no/such/home/.config/arrea/config.json\n")]
    [DataRow("XDG_CONFIG_HOME=relative HOME=/no/such/home arrea config path", "/no/such/home/.config/arrea/config.json\n")]
    [DataRow("XDG_CONFIG_HOME=/somewhere arrea config path", "/somewhere/arrea/config.json\n")]
    public async Task Path_OfTheUser_IsNeverInTheWorkingDirectory(string command, string path)
        => Assert.AreEqual(path, (await RunAsync(command)).Exits(0).Output);

    [TestMethod]
    public async Task Set_SomethingStrongerIsThere_SaysSo()
    {
        var result = (await RunAsync("""
            ARREA_MAX_WORKERS=3 arrea config set max_workers 8
            echo '{"max_retries": 1}' > arrea.json; arrea config set max_retries 2
            """)).Exits(0);

        Assert.Contains("ARREA_MAX_WORKERS in the environment wins", result.Error);
        Assert.Contains("arrea.json in this folder wins", result.Error);
    }

    [TestMethod]
    [DataRow("ARREA_MAX_WORKERS=2 arrea run -j 3 -c true", 4, "'--parallel 3' asks for more jobs at once than are allowed, but max_workers is 2 (environment ARREA_MAX_WORKERS)")]
    [DataRow("ARREA_MAX_WORKERS=x arrea run -c true", 4, "ARREA_MAX_WORKERS: max_workers is 'x'")]
    [DataRow("ARREA_MAX_COMMANDS_PER_BATCH=2 arrea run -c 'echo a' -c 'echo b' -c 'echo c'", 4, "there are 3 commands, but max_commands_per_batch is 2")]
    [DataRow("ARREA_SHELL=/no/shell arrea run -c true", 4, "shell is /no/shell (environment ARREA_SHELL)")]
    [DataRow("ARREA_ASDF_ENABLED=no arrea run --asdf-node 20.0.0 -c true", 4, "'--asdf-node' asks for asdf, but asdf_enabled is false")]
    [DataRow("ARREA_DEFAULT_POLICY=stop arrea run --retry-delay 5 -c true", 2, "'--retry-delay' has no meaning without retries")]
    [DataRow("echo '{\"shell\": \"/bin/sh\"}' > arrea.json; arrea run -c 'echo ran'", 4, "arrea.json: shell cannot be set by a project")]
    [DataRow("ARREA_VALIDATION_PROFILE=gard arrea explain ls", 4, "validation_profile is 'gard'")]
    public async Task Run_SettingsForbidIt_SaysWhichAndRunsNothing(string command, int exitCode, string why)
    {
        var result = (await RunAsync(command)).Exits(exitCode);

        Assert.Contains(why, result.Error);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Run_PipeBeyondTheLimit_EndsThereWith4()
    {
        var result = (await RunAsync("printf 'echo a\\necho b\\necho c\\n' | ARREA_MAX_COMMANDS_PER_BATCH=2 arrea run -q")).Exits(4);

        Assert.AreEqual("a\nb\n", result.Output);
        Assert.Contains("there are more than 2 commands, but max_commands_per_batch is 2", result.Error);
    }

    [TestMethod]
    [DataRow("ARREA_MAX_WORKERS=1 arrea run -j 0 -q -c 'echo >> log; sleep 0.2; echo >> log' -c 'wc -l < log'", "2\n")]
    [DataRow("ARREA_MAX_WORKERS=1 arrea run -j 400% -q -c 'echo >> log; sleep 0.2; echo >> log' -c 'wc -l < log'", "2\n")]
    [DataRow("ARREA_MAX_WORKERS=1 arrea run -q -c 'echo >> log; sleep 0.2; echo >> log' -c 'wc -l < log'", "2\n")]
    [DataRow("ARREA_MAX_RETRIES=1 ARREA_RETRY_DELAY=1 arrea run -q -c 'echo x; false' || true", "x\nx\n")]
    [DataRow("ARREA_DEFAULT_POLICY=retry ARREA_RETRY_DELAY=1 arrea run -q -c 'echo x; false' || true", "x\nx\nx\nx\n")]
    [DataRow("ARREA_DEFAULT_POLICY=stop ARREA_MAX_RETRIES=2 arrea run -q -c 'echo x; false' || true", "x\n")]
    [DataRow("ARREA_RETRY_DELAY=1 arrea run -q -c 'echo x; false' || true", "x\n")]
    [DataRow("ARREA_RETRY_DELAY=1 arrea run --retries 1 -q -c 'echo x; false' || true", "x\nx\n")]
    [DataRow("ARREA_MAX_RETRIES=1 arrea run --retries 0 -q -c 'echo x; false' || true", "x\n")]
    [DataRow("ARREA_MAX_RETRIES=1 arrea run --policy stop -q -c 'echo x; false' || true", "x\n")]
    [DataRow("ARREA_SHELL=bash arrea run -q -c 'echo ${BASH_VERSION:+bash}'", "bash\n")]
    [DataRow("ARREA_SHELL=bash arrea run --shell /bin/sh -q -c 'echo $0'", "/bin/sh\n")]
    [DataRow("ARREA_VALIDATION_PROFILE=off arrea run -q -c 'git push --force 2>/dev/null || echo ran'", "ran\n")]
    [DataRow("ARREA_VALIDATION_PROFILE=off arrea run --profile guard -q -c 'git push --force' 2>/dev/null || echo $?", "3\n")]
    [DataRow("ARREA_SUDO_ALLOWLIST='systemctl status' arrea explain --json 'sudo systemctl status' | grep -c ok", "1\n")]
    [DataRow("ARREA_VALIDATION_ALLOW='git push --force' arrea explain --json 'git push --force' | grep -c ok", "1\n")]
    [DataRow("ARREA_SHELL=dash arrea explain 'cat <(ls)' > /dev/null || echo $?", "3\n")]
    public async Task Run_Settings_HoldUnlessAFlagSaysOtherwise(string command, string output)
        => Assert.AreEqual(output, (await RunAsync(command)).Exits(0).Output);

    private async Task<CliResult> RunAsync(string script)
    {
        using var folder = new TemporaryFolder();
        return await CliProcess.ScriptAsync(context, $"cd '{folder.Path}'; mkdir settings; export XDG_CONFIG_HOME='{folder.Path}/settings'\n{script}");
    }
}
