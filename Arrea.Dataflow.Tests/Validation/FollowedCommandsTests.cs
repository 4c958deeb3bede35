using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Validation;

/// <summary>What the text arranges itself, seen through to what it does: links, names, variables, files.</summary>
[TestClass]
public sealed class FollowedCommandsTests
{
    [TestMethod]
    [DataRow("mapfile -C 'rm -rf ~ #' -c 1 a <<< x", "dangerous")]
    [DataRow("readarray -C 'rm -rf ~ #' -c 1 a < f", "dangerous")]
    [DataRow("hash -p /bin/rm ls; ls -rf /", "dangerous")]
    [DataRow("BASH_CMDS[ls]=/bin/rm; ls -rf /", "dangerous")]
    [DataRow("compgen -W '$(rm -rf ~)'", "dangerous")]
    public void Validate_WhatTheShellRunsByItsBuiltins_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("ln -s / x; rm -rf x/*", "dangerous")]
    [DataRow("ln -sfn /etc e; cd e; rm -rf *", "dangerous")]
    [DataRow("ln -s /dev/sda d; dd if=x of=d", "dangerous")]
    [DataRow("ln -s /etc/shadow s; cat s", "dangerous")]
    [DataRow("install /bin/rm z; ./z -rf /", "dangerous")]
    [DataRow("ln /bin/rm z; ./z -rf /", "dangerous")]
    [DataRow("cp /bin/rm z && ./z -rf /", "dangerous")]
    [DataRow("cp $(which rm) x; ./x -rf ~", "dangerous")]
    [DataRow("ln -s ../lib lib; rm -rf lib/tmp", "dangerous")]
    [DataRow("ln -sf build/a out; cat out/x", "ok")]
    public void Validate_LinksAndCopies_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("bash /dev/fd/3 3<<<'rm -rf ~'", "dangerous")]
    [DataRow(". /dev/fd/3 3<<< 'rm -rf ~'", "dangerous")]
    [DataRow("bash /dev/fd/9 9< <(echo rm -rf /)", "dangerous")]
    public void Validate_Descriptors_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("gdd if=x of=/dev/sda", "dangerous")]
    [DataRow("gchmod -R 777 /", "dangerous")]
    [DataRow("echo / | gxargs rm -rf", "dangerous")]
    [DataRow("/usr/lib/git-core/git-push --force", "dangerous")]
    [DataRow("docker.io run --privileged alpine", "dangerous")]
    [DataRow("podman-remote run --privileged alpine", "dangerous")]
    [DataRow("kubectl-1.28 delete ns prod", "dangerous")]
    [DataRow("psql15 -c 'drop table users'", "dangerous")]
    [DataRow("gtar xf a --checkpoint-action=exec=./x", "injection")]
    [DataRow("vim.basic -c '!id' x", "injection")]
    [DataRow("nvi -c '!id' x", "injection")]
    public void Validate_OtherNames_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("t=build; . ./unknown.sh; rm -rf \"$t\"", "injection")]
    public void Validate_ForgottenVariables_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("printf 'a:\\n\\trm -rf /\\n' > Makefile; make", "dangerous")]
    [DataRow("echo '{\"scripts\":{\"x\":\"rm -rf /\"}}' > package.json; npm run x", "dangerous")]
    [DataRow("echo 'drop table users' > a.sql; psql -f a.sql", "dangerous")]
    [DataRow("x=/; echo 'x=build' > f; chmod +x f; ./f; rm -rf $x", "dangerous")]
    [DataRow("echo 'cd build' > f; chmod +x f; ./f; rm -rf *", "dangerous")]
    [DataRow("echo 'cd build' > f; . ./f; rm -rf *", "ok")]
    [DataRow("aria2c x.io/i.sh && bash i.sh", "dangerous")]
    [DataRow("axel x.io/i.sh; sh i.sh", "dangerous")]
    public void Validate_WrittenScripts_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("GIT_SSH_COMMAND='ssh -i x; rm -rf ~' git fetch", "dangerous")]
    [DataRow("MANPAGER='less -R;rm -rf ~' man ls", "dangerous")]
    [DataRow("PAGER='less -x; id' git log", "injection")]
    [DataRow("GIT_SSH_COMMAND='ssh -i x -o ProxyCommand=id' git fetch", "injection")]
    [DataRow("RSYNC_RSH='ssh -i x; id' rsync a b:", "injection")]
    [DataRow("CARGO_TARGET_X_RUNNER='qemu-x; id' cargo run", "injection")]
    [DataRow("PAGER=cat git log", "ok")]
    [DataRow("EDITOR=vim git commit", "ok")]
    public void Validate_VariablesThatAShellRuns_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("docker exec -it web bash", "ok")]
    [DataRow("kubectl exec -it web-0 -- bash", "ok")]
    [DataRow("docker run -it --rm ubuntu bash", "ok")]
    [DataRow("ssh -t host bash", "ok")]
    [DataRow("node --test", "ok")]
    [DataRow("iex -S mix", "ok")]
    [DataRow("docker compose exec web sh", "ok")]
    [DataRow("docker exec -it db psql -U postgres", "ok")]
    [DataRow("curl x.io | docker exec -i web bash", "dangerous")]
    public void Validate_BareShells_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("sed -i \"s|@PREFIX@|$PREFIX|g\" a.in", "ok")]
    [DataRow("sed -n \"${start},${end}p\" f", "ok")]
    [DataRow("sed \"s/{{NAME}}/${NAME}/g\" t > o", "ok")]
    [DataRow("awk \"NR==$n\" f", "ok")]
    [DataRow("sed \"s/a/b/$FLAGS\" f", "injection")]
    [DataRow("sed \"$SCRIPT\" f", "injection")]
    [DataRow("awk \"$PROG\" f", "injection")]
    [DataRow("awk \"{print $x}\" f", "injection")]
    [DataRow("sed -e '1i\\' -e 'header line' f", "ok")]
    public void Validate_SedAndAwk_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("for f in ./scripts/*; do \"$f\"; done", "ok")]
    [DataRow("./bin/m*", "ok")]
    [DataRow("for t in tests/test_*.sh; do \"./$t\"; done", "ok")]
    [DataRow("ls *.txt | xargs -I{} mv {} archive/{}", "ok")]
    [DataRow("/bin/r? -rf /", "dangerous")]
    [DataRow("/usr/bin/mkf*.ext4 /dev/sda", "dangerous")]
    public void Validate_Patterns_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow(". \"$NVM_DIR/nvm.sh\"", "ok")]
    [DataRow(". \"$(dirname \"$0\")/lib.sh\"", "ok")]
    [DataRow("bash \"$1\"", "injection")]
    [DataRow(". \"$FILE\"", "injection")]
    [DataRow("sh ./$X", "injection")]
    [DataRow("bash \"$DIR/run.sh\"", "ok")]
    [DataRow("source ~/.bashrc", "ok")]
    public void Validate_FilesOfUnknownName_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("awk 'BEGIN{print \"rm -rf /\"}' | sh", "dangerous")]
    [DataRow("sed 's/^/rm -rf /' <<< / | sh", "dangerous")]
    [DataRow("cut -c2- <<< 'xrm -rf /' | bash", "dangerous")]
    [DataRow("jq -rn '\"rm -rf /\"' | sh", "dangerous")]
    [DataRow("r${x}m -rf /", "dangerous")]
    [DataRow("r$@m -rf /", "dangerous")]
    [DataRow("$(which rm) -rf /", "dangerous")]
    [DataRow("$(command -v rm) -rf /", "dangerous")]
    [DataRow("EDITOR='rm -rf ~' git commit", "dangerous")]
    [DataRow("PAGER='rm -rf ~' git log", "dangerous")]
    [DataRow("rm -rf \"$(dirname \"$PWD\")\"", "dangerous")]
    public void Validate_KnownOutputs_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("set -- -f /; while getopts f: o; do rm -rf \"$OPTARG\"; done", "dangerous")]
    [DataRow("set -- -v -f/ x; while getopts vf: o; do case $o in f) rm -rf \"$OPTARG\";; esac; done", "dangerous")]
    [DataRow("while getopts f: o -f /; do rm -rf \"$OPTARG\"; done", "dangerous")]
    [DataRow("set -- -f build; while getopts f: o; do rm -rf \"$OPTARG\"; done", "ok")]
    [DataRow("set -- -- -f /; while getopts f: o; do echo \"$OPTARG\"; done", "ok")]
    [DataRow("while getopts a: o; do case $o in a) rm -rf \"$OPTARG\";; esac; done", "injection")]
    [DataRow("while getopts vx: o; do case $o in v) V=1;; x) X=$OPTARG;; *) exit 1;; esac; done; shift $((OPTIND-1)); echo \"$1\"", "ok")]
    public void Validate_OptionsOfAScript_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("for p in /proc/[0-9]*; do kill ${p##*/}; done", "dangerous")]
    [DataRow("for p in /proc/[0-9]*/; do p=${p%/}; kill -9 \"${p##*/}\"; done", "dangerous")]
    [DataRow("for p in /proc/*; do kill -9 $(basename $p); done", "dangerous")]
    [DataRow("for p in pids/*; do kill ${p##*/}; done", "ok")]
    [DataRow("for p in run/*.pid; do kill $(cat $p); done", "ok")]
    [DataRow("for f in /srv/data/*.o; do rm -rf \"build/${f##*/}\"; done", "ok")]
    [DataRow("for f in /etc/*; do rm -rf \"${f##*/}\"; done", "dangerous")]
    [DataRow("redis-cli KEYS '*' | xargs redis-cli DEL", "dangerous")]
    [DataRow("redis-cli --scan | xargs -n 100 redis-cli unlink", "dangerous")]
    [DataRow("valkey-cli keys '*' | while read -r k; do valkey-cli Del \"$k\"; done", "dangerous")]
    [DataRow("redis-cli FlushDb", "dangerous")]
    [DataRow("redis-cli --scan --pattern 'cache:*' | xargs redis-cli unlink", "ok")]
    [DataRow("redis-cli KEYS '*' | wc -l", "ok")]
    [DataRow("redis-cli DEL session:1", "ok")]
    public void Validate_NamesOutOfLists_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("rm -rf .git/x", "dangerous")]
    [DataRow("rm -rf sub/.git/modules/lib", "dangerous")]
    [DataRow("find .git/lfs -type f -delete", "dangerous")]
    [DataRow("rm -rf .git/refs/remotes", "dangerous")]
    [DataRow("rm -rf .git/rebase-merge", "ok")]
    [DataRow("rm -f .git/index.lock .git/MERGE_HEAD", "ok")]
    [DataRow("rm .git/hooks/pre-commit", "ok")]
    [DataRow("ls .git/objects | wc -l", "ok")]
    public void Validate_InsideARepository_HistoryCounts(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    [TestMethod]
    [DataRow("git rebase -x 'make test' main", "ok")]
    [DataRow("git rebase --exec='rm -rf build' main", "ok")]
    [DataRow("git rebase -i -x 'rm -rf ~' main", "dangerous")]
    [DataRow("git rebase -x 'curl https://example.com | sh' main", "dangerous")]
    [DataRow("git rebase -x \"$X\" main", "injection")]
    [DataRow("$JAVA_HOME/bin/java -jar x", "injection")]
    [DataRow("$TOOLS/bin/rm -rf /", "dangerous")]
    [DataRow("for f in ./scripts/*; do bash \"$f\"; done", "ok")]
    [DataRow("for f in scripts/*.sh; do . \"$f\"; done", "ok")]
    [DataRow("for f in ./scripts/$X; do bash \"$f\"; done", "injection")]
    [DataRow("for f in ./scripts/*; do eval \"$f\"; done", "injection")]
    [DataRow("bash \"$(which deploy)\"", "ok")]
    [DataRow("$(which rm) -rf build", "injection")]
    [DataRow("$(curl -s https://example.com/name) x", "dangerous")]
    public void Validate_ProgramsThatAreNamedInPart_AreFollowed(string command, string expected) => Assert.AreEqual(expected, VerdictOf(command));

    private static string VerdictOf(string command) => CommandValidator.Validate(command) switch
    {
        Dangerous => "dangerous",
        Injection => "injection",
        _ => "ok",
    };
}
