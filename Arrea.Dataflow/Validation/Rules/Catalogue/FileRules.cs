namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Rules about files.</summary>
internal static class FileRules
{
    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        new()
        {
            Id = "no_rm_cwd",
            Pattern = "rm -rf .",
            Message = "It deletes the working directory as a whole: {0}.",
            When = [Conditions.Files("-r delete", "working_directory")],
            Matches = ["rm -rf .", "rm -rf ./*", "rm -rf \"$PWD\"", "find . -delete"],
            Passes = ["rm -rf ./build", "rm -rf build/*", "rm -f *.o"],
        },
        new()
        {
            Id = "no_rm_vcs",
            Pattern = "rm -rf .git",
            Message = "It deletes history that may exist nowhere else: {0}.",
            When = [Conditions.Files("delete|move", "version_control")],
            Matches = ["rm -rf .git", "rm -rf src/.git/", "mv .git /tmp/x", "rm -rf .git/*", "rm -rf .git/modules/x"],
            Passes = ["rm -rf .git-backup", "rm -f .git/index.lock", "rm -rf .git/rebase-merge", "rm .gitignore"],
        },
        new()
        {
            Id = "no_system_delete",
            Pattern = "rm /etc/…",
            Message = "It deletes {0}, which does not belong to the work at hand.",
            When =
            [
                Conditions.Files("delete", "root|system|outside|home|perhaps_root|stream") with { Recursive = false },
                Conditions.Files("overwrite", "home"),
                Conditions.Files("prune", "home"),
                .. Conditions.Commands(PackageLines.Removals),
            ],
            Matches = ["rm /etc/shadow", "unlink /etc/passwd", "find / -type f -exec rm -f {} +"],
            Passes = ["rm old.txt", "rm /tmp/x", "rm ~/notes.txt", "gzip notes.txt", "gzip -c /etc/hosts"],
        },
        new()
        {
            Id = "no_system_write",
            Pattern = "> /etc/…",
            Message = "It writes to {0}, which belongs to the system.",
            When = [Conditions.Files("write", "root|system", "dd", "dcfldd", "ddrescue", "dc3dd")],
            Matches = ["echo x > /etc/hosts", "tee /etc/hosts < hosts.txt", "truncate -s 0 /var/log/auth.log", "tar -C / -xzf a.tgz", "cp x /usr/bin/ls", "sed -i s/a/b/ /etc/fstab", "gcc -o /usr/bin/ls x.c", "bsdtar -xf a.tar -C /", "7z x a.7z -o/usr -y", "uniq x /etc/hosts", "convert x.png /etc/hosts", "cpio -pdm / < list", "tar xPf x.tar", "git log --output=/etc/hosts", "unsquashfs -f -d / x.sq", "split x /etc/"],
            Passes = ["ls > files.txt", "ls > /dev/null", "echo x > /tmp/x", "tar xzf a.tgz", "cat /etc/os-release", "gcc -o out x.c", "test -f /etc/a -o -f /etc/b", "ls -o /etc", "tar cf - src | ssh host 'tar xf - -C /srv/app'", "7z x a.7z -oout", "jar cf x.jar -C build .", "ps -o pid"],
        },
        new()
        {
            Id = "no_system_move",
            Pattern = "mv /etc",
            Message = "It moves {0} away from where it is looked for.",
            When =
            [
                Conditions.Files("move", "root|system|outside|home|perhaps_root|working_directory"),
                .. Conditions.Commands("mv @/dev/null {root|system|elsewhere|outside|home|named_home|working_directory|version_control|device|temporary|relative|secret|project_secret|persistence}"),
            ],
            Matches = ["mv /etc /tmp/etc.bak", "mv ~ /tmp", "mv notes.txt /dev/null"],
            Passes = ["mv a b", "mv build/x ."],
        },
        new()
        {
            Id = "no_permission_change",
            Pattern = "chmod -R",
            Message = "It changes who may do what with {0}.",
            When =
            [
                Conditions.Files("-r permission|owner", "root|system|elsewhere|outside|home|perhaps_root|device"),
                Conditions.Files("permission|owner", "root|system|device") with { Recursive = false },
                .. Conditions.Commands(
                    "chmod 777|0777|a+rwx|ugo+rwx|a=rwx|666|0666|a+w|o+w|o+rw|o+rwx|go+w|go+rw|+rwx {home|secret|persistence}",
                    "chmod 644|0644|664|755|a+r|o+r|go+r|+r {secret}",
                    "chmod -R|--recursive 777|0777|a+rwx|ugo+rwx|a=rwx|000|0|0000|a-rwx|a= {working_directory|version_control}"),
            ],
            Matches = ["chmod -R 777 /", "chown -R nobody /etc", "chmod 666 /etc/shadow", "chmod -R 755 ~", "chmod 644 ~/.ssh/id_rsa", "chmod -x /bin/ls"],
            Passes = ["chmod 644 notes-777.txt", "chmod +x ./run.sh", "chmod -R u+w build", "chmod 600 ~/.ssh/id_rsa", "chmod -R 755 .", "chmod -x notes.txt"],
        },
        new()
        {
            Id = "no_dynamic_target",
            Severity = RuleSeverity.Injection,
            Pattern = "rm -rf $X",
            Message = "What it destroys is decided only as it runs: {0}.",
            When =
            [
                Conditions.Files("-r delete|permission|owner", "unknown"),
                new() { Commands = ["dd", "shred", "truncate"], Effects = ["write", "delete"], Paths = ["unknown"] },
                .. Conditions.Commands("mv @/dev/null {unknown}"),
            ],
            Matches = ["rm -rf \"$DIR\"", "rm -rf $1", "chmod -R 755 \"${DIR%/*}\"", "rm -rf $(cat paths.txt)", "mv \"$X\" /dev/null"],
            Passes = ["rm -rf \"build-$VERSION\"", "rm -f \"$FILE\"", "OUT=build; rm -rf \"$OUT\"", "rm -rf \"${DIR:?}/cache\""],
        },
    ];
}
