using Arrea.Cli;
using Arrea.Cli.Completing;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary><c>arrea completion</c>, <c>arrea man</c> and <c>arrea help</c>: all made of the tables of commands and flags.</summary>
[TestClass]
public sealed class CliCompletionTests(TestContext context)
{
    [TestMethod]
    [ProgramCondition("bash")]
    [DataRow("ru", "run")]
    [DataRow("run --outp", "--output")]
    [DataRow("run -o ", "auto group line tag ndjson quiet none")]
    [DataRow("run --output = nd", "ndjson")]
    [DataRow("run --output =", "auto group line tag ndjson quiet none")]
    [DataRow("run --backoff e", "exponential")]
    [DataRow("run --allow no_su", "no_sudo")]
    [DataRow("run --cwd /us", "/usr")]
    [DataRow("run -j ", "")]
    [DataRow("run -c 'echo hi' --dry", "--dry-run")]
    [DataRow("explain --shell d", "dash")]
    [DataRow("config ", "show get set unset path")]
    [DataRow("config --sh", "--show")]
    [DataRow("config get max_w", "max_workers")]
    [DataRow("config set default_policy ", "retry stop continue")]
    [DataRow("config set asdf_enabled ", "true false")]
    [DataRow("config path ", "")]
    [DataRow("completion install z", "zsh")]
    [DataRow("help expl", "explain")]
    [DataRow("action --dat", "--data")]
    public async Task Bash_Words_AreCompleted(string typed, string expected)
    {
        var result = await CliProcess.ScriptAsync(context, $$"""
            source <(arrea completion bash)
            complete_words() { COMP_WORDS=(arrea "$@"); COMP_CWORD=$#; _arrea; echo "${COMPREPLY[*]}"; }
            complete_words {{typed}}{{(typed.EndsWith(' ') ? "''" : "")}}
            """);

        Assert.AreEqual(expected + "\n", result.Exits(0).Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    [ProgramCondition("bash")]
    public async Task Bash_Files_MayHaveSpaces()
    {
        using var folder = new TemporaryFolder();
        folder.Touch("two words");

        var result = await CliProcess.ScriptAsync(context, $$"""
            cd '{{folder.Path}}'; source <(arrea completion bash)
            COMP_WORDS=(arrea run --file tw); COMP_CWORD=3; _arrea; printf '<%s>' "${COMPREPLY[@]}"
            """);

        Assert.AreEqual("<two words>", result.Exits(0).Output);
    }

    [TestMethod]
    [DataRow("bash")]
    [DataRow("zsh")]
    [DataRow("fish")]
    [DataRow("pwsh")]
    public async Task Script_OfEachShell_HasEveryCommandAndFlag(string shell)
    {
        var script = (await CliProcess.RunAsync(context, "completion", shell)).Exits(0).Output;

        foreach (var command in CommandWords.All)
        {
            Assert.Contains(command.Name, script);
            foreach (var name in command.Flags.SelectMany(static flag => flag.Names))
            {
                Assert.Contains(shell == "fish" ? name.TrimStart('-') : name, script);
            }
        }

        Assert.IsFalse(script.Contains('@', StringComparison.Ordinal) && shell != "pwsh" && script.Contains("@FLAGS@", StringComparison.Ordinal));
    }

    [TestMethod]
    [ProgramCondition("zsh")]
    public async Task Zsh_Script_IsRead()
        => (await CliProcess.ScriptAsync(context, "arrea completion zsh > \"${TMPDIR:-/tmp}/_arrea.$$\" && zsh -n \"${TMPDIR:-/tmp}/_arrea.$$\"; code=$?; rm -f \"${TMPDIR:-/tmp}/_arrea.$$\"; exit $code")).Exits(0);

    [TestMethod]
    [ProgramCondition("fish")]
    public async Task Fish_Words_AreCompleted()
    {
        var result = await CliProcess.ScriptAsync(context, "arrea completion fish > \"${TMPDIR:-/tmp}/a.$$\"; fish -c \"source ${TMPDIR:-/tmp}/a.$$; complete -C 'arrea run --output nd'\"; rm -f \"${TMPDIR:-/tmp}/a.$$\"");

        Assert.Contains("ndjson", result.Exits(0).Output);
    }

    [TestMethod]
    [DataRow("bash", "data/bash-completion/completions/arrea")]
    [DataRow("zsh", "data/zsh/site-functions/_arrea")]
    [DataRow("fish", "config/fish/completions/arrea.fish")]
    [DataRow("pwsh", "config/powershell/arrea.completion.ps1")]
    public async Task Install_Shell_WritesItsScriptAndSaysWhere(string shell, string file)
    {
        using var folder = new TemporaryFolder();

        var result = (await CliProcess.ScriptAsync(context, $"""
            cd '{folder.Path}'; export XDG_DATA_HOME="$PWD/data" XDG_CONFIG_HOME="$PWD/config"
            SHELL=/usr/bin/{shell} arrea completion install && arrea completion {shell} | cmp - {file}
            """)).Exits(0);

        Assert.StartsWith($"wrote {folder[file]}\n", result.Output);
    }

    [TestMethod]
    [DataRow("which shell? One of bash, zsh, fish, pwsh.", "completion")]
    [DataRow("there is no completion for 'bsh'. Did you mean 'bash'?", "completion", "bsh")]
    [DataRow("there is no completion for 'ksh'.", "completion", "install", "ksh")]
    [DataRow("which shell? $SHELL says 'sh'.", "completion", "install")]
    [DataRow("unexpected argument 'zsh'", "completion", "bash", "zsh")]
    [DataRow("unknown command 'rnu'. Did you mean 'run'?", "help", "rnu")]
    [DataRow("unexpected argument 'x'", "help", "run", "x")]
    [DataRow("unexpected argument 'x'", "man", "x")]
    public async Task Words_Wrong_AreAUsageError(string why, params string[] arguments)
        => Assert.StartsWith("arrea: " + why, (await CliProcess.RunAsync(context, arguments)).Exits(2).Error);

    [TestMethod]
    public async Task Help_Command_IsItsHelpWithExamples()
    {
        foreach (var entry in Subcommands.All)
        {
            var help = (await CliProcess.RunAsync(context, "help", entry.Name)).Exits(0);
            var flag = (await CliProcess.RunAsync(context, entry.Name, "--help")).Exits(0);

            Assert.AreEqual(flag.Output, help.Output);
            Assert.Contains($"\nExamples:\n  ", help.Output);
            Assert.IsLessThanOrEqualTo(100, help.Lines.Max(static line => line.Length));
        }

        Assert.AreEqual((await CliProcess.RunAsync(context, "--help")).Output, (await CliProcess.RunAsync(context, "help")).Exits(0).Output);
    }

    [TestMethod]
    [ProgramCondition("groff")]
    public async Task Man_Page_HasEveryFlagAndNoWarnings()
    {
        var result = (await CliProcess.ScriptAsync(context, "arrea man > \"${TMPDIR:-/tmp}/a.$$\"; groff -man -Tutf8 -ww -P-cbou \"${TMPDIR:-/tmp}/a.$$\"; rm -f \"${TMPDIR:-/tmp}/a.$$\"")).Exits(0);

        Assert.AreEqual("", result.Error);
        foreach (var name in CommandWords.All.SelectMany(static command => command.Flags).Select(static flag => flag.Names[0]).Where(static name => name != "--help"))
        {
            // Those of languages are shown as families.
            var shown = name is ['-', '-', 'a', 's', 'd', 'f', '-', ..] or ['-', '-', 'm', 'i', 's', 'e', '-', ..] ? $"{name[..7]}LANGUAGE" : name;
            Assert.Contains(shown, result.Output);
        }

        Assert.Contains("rm -rf var", result.Output);
    }
}
