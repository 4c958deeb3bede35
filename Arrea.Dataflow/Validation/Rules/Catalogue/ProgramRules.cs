namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Rules about programs that nobody has seen, and about what makes known ones do other things.</summary>
internal static class ProgramRules
{
    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        new()
        {
            Id = "no_piped_program",
            Severity = RuleSeverity.Injection,
            Pattern = "| sh",
            Message = "A program comes through a pipe into {0}.",
            When = [Conditions.Programs("piped")],
            Matches = ["echo ls | sh"],
            Passes = ["echo ls | cat", "sh <<< ls"],
        },
        new()
        {
            Id = "no_dynamic_program",
            Severity = RuleSeverity.Injection,
            Pattern = "eval \"$X\"",
            Message = "What it runs is decided only as it runs: {0}.",
            When = [Conditions.Programs("shell_text", "standard_input", "file")],
            Matches = ["eval \"$INPUT\"", "bash -c \"$1\"", "sh < script.sh"],
            Passes = ["eval \"echo hi\"", "bash -c 'echo \"$1\"' _ \"$X\""],
        },
        new()
        {
            Id = "no_inline_code",
            Severity = RuleSeverity.Injection,
            Pattern = "python -c",
            Message = "The code is of a language that is not followed: {0}.",
            When = [Conditions.Programs("code"), .. Conditions.Commands(OptionLines.Code)],
            Matches = ["python3 -c 'print(1)'", "perl -e 'print 1'"],
            Passes = ["python3 app.py", "awk '{print $1}' x", "sed -n '1,5p' x"],
        },
        new()
        {
            Id = "no_option_exec",
            Severity = RuleSeverity.Injection,
            Pattern = "--pre",
            Message = "An option makes it run something else: {0}.",
            When =
            [
                Conditions.Programs("option"),
                new() { Commands = ["ed", "ex", "red", "ftp", "sftp", "lftp", "telnet", "mail", "mailx", "gnuplot", "gdb", "psql", "mysql", "mariadb", "sqlite3", "smbclient", "dc", "debugfs", "hgsh", "ncftp"], Lines = ["!*", "\\!*", ".shell *", ".system *", "shell *", "system *"] },
                new() { Commands = ["m4"], Lines = ["*syscmd*"] },
                .. Conditions.Commands(OptionLines.Runs),
                .. Conditions.Commands(
                    "git config @!*",
                    "git init|clone --template",
                    "git config core.fsmonitor|core.sshCommand|core.sshcommand|core.gitProxy|*.textconv|filter.*|diff.external|diff.*.command|merge.*.driver|uploadpack.packObjectsHook|protocol.ext.allow|core.askPass|gpg.program|gpg.*.program|credential.helper|sendemail.* *",
                    "npm|yarn|pnpm config set script-shell|node-options|prefix|shell|ignore-scripts",
                    "npm|yarn|pnpm config set registry http*://* !https://registry.npmjs.org* !https://registry.yarnpkg.com* !https://npm.pkg.github.com*",
                    "npm|yarn|pnpm --registry=http://*",
                    "gem|bundle install|add --source=http://*|-s=http://*",
                    "npm --script-shell|--node-options",
                    "pip|pip3 install|download --index-url|--extra-index-url|-i|--trusted-host !--index-url=https://download.pytorch.org/* !--extra-index-url=https://download.pytorch.org/* !--index-url=https://pypi.org/*",
                    "curl -K|--config",
                    "wget --use-askpass|--config",
                    "hg --config"),
            ],
            Matches = ["rg --pre ./x.sh pattern", "git grep -O'sh -c id' TODO", "curl -K /tmp/x.cfg https://example.com", "git config alias.x '!id'"],
            Passes = ["rg pattern", "git grep -n TODO", "git config user.name x"],
        },
        new()
        {
            Id = "no_environment_hijack",
            Severity = RuleSeverity.Injection,
            Pattern = "LD_PRELOAD=",
            Message = "It changes what other programs load or run: {0}.",
            When = [new() { Variables = HijackedVariables.Patterns }],
            Matches = ["LD_PRELOAD=/tmp/x.so ls", "PATH=/tmp/bin:$PATH make", "NODE_OPTIONS='--require /tmp/x.js' node app.js", "BASH_ENV=x bash y", "PAGER='sh -c id' man ls", "export PATH=/tmp/evil:$PATH"],
            Passes = ["CI=true npm test", "PATH=$PATH:/usr/local/go/bin go version", "PAGER=cat git log", "NODE_OPTIONS=--max-old-space-size=4096 node x.js", "IFS=: read -r a b < p", "CC=clang make"],
        },
        new()
        {
            Id = "no_hidden_evaluation",
            Severity = RuleSeverity.Injection,
            Pattern = "a[$(…)]",
            Message = "The shell evaluates text where one would not expect it: {0}.",
            When = [Conditions.Programs("evaluation")],
            Matches = ["printf -v 'a[$(id)]' x", "test -v 'a[$(id)]'"],
            Passes = ["printf -v out %s x", "test -v HOME"],
        },
        new()
        {
            Id = "no_disguised_text",
            Severity = RuleSeverity.Injection,
            Pattern = "U+202E",
            Message = "The text is not what it looks like: {0}.",
            When = [new() { Disguises = ["control", "bidi", "invisible", "space", "confusable"] }],
            Matches = ["echo \u201C$(id)\u201D", "rm\u00A0-rf build", "echo a \u001B[2K", "ls\u200B -la", "echo \"\u202Erm\u202C\""],
            Passes = ["echo \"h\u00E9llo \u201Cw\u201D\" > gr\u00FC\u00DFe.txt", "echo '\uD83D\uDC69\u200D\uD83D\uDCBB'", "echo \u043F\u0440\u0438\u0432\u0435\u0442"],
        },
    ];
}
