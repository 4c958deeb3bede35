using Arrea.Dataflow.Validation.CommandLines;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>Options with which a command only tells what it would do, as data.</summary>
/// <remarks>A row: the commands; the subcommands that know the option, where not all do; the options. One with a sign of equality is meant with that value alone.</remarks>
internal static class DryRuns
{
    private const string Rows = """
        rsync||-n --dry-run
        rclone||-n --dry-run
        git|push clean rm mv prune reflog notes remote|-n --dry-run
        git|add commit fetch pull|--dry-run
        git|apply|--check --stat --numstat
        apt apt-get aptitude||-s --simulate --just-print --dry-run --recon --no-act
        dpkg||--dry-run --simulate --no-act
        dnf dnf5 yum microdnf||--assumeno
        zypper||-D --dry-run
        apk||-s --simulate
        rpm||--test
        pacman yay paru||-p --print
        brew|uninstall remove rm cleanup autoremove install upgrade|-n --dry-run
        pkg|delete remove autoremove clean install upgrade|-n --dry-run
        pip pip3 uv|install|--dry-run
        conda mamba micromamba||-d --dry-run
        npm pnpm yarn||--dry-run
        gem||--dry-run
        nix-collect-garbage nix-store nix-env||--dry-run
        kubectl oc k k3s microk8s|delete drain apply create replace scale patch taint label annotate cordon uncordon run expose autoscale set rollout|--dry-run --dry-run=client --dry-run=server
        helm||--dry-run --dry-run=client --dry-run=server
        argocd|app|--dry-run
        aws||--dryrun --dry-run
        az||--dryrun
        gsutil|rsync|-n
        mc||--dry-run --fake
        s3cmd||-n --dry-run
        s5cmd||--dry-run
        pulumi|destroy down dn|--preview-only
        ansible ansible-playbook||-C --check
        docker docker-compose podman-compose||--dry-run
        restic borg rdiff-backup pgbackrest duplicity rsnapshot||-n --dry-run -t
        dotnet|ef|--dry-run
        dotnet-ef||--dry-run
        wipefs sfdisk||-n --no-act
        mke2fs mkfs.ext2 mkfs.ext3 mkfs.ext4||-n
        lvremove vgremove pvremove lvreduce vgreduce vgcreate pvcreate lvcreate||-t --test
        zfs|destroy|-n
        zpool|create add|-n
        patch||--dry-run
        rename prename file-rename||-n --nono --no-act --just-print
        logrotate||-d --debug
        nft||-c --check
        ufw||--dry-run
        systemctl||--dry-run
        certbot||--dry-run
        """;

    private static readonly Dictionary<string, List<Row>> All = Read();

    /// <summary>Whether a command only tells what it would do.</summary>
    public static bool Is(CommandSubject subject)
    {
        if (!All.TryGetValue(subject.Name, out var rows))
        {
            return false;
        }

        var line = subject.Line;
        var isTold = false;
        foreach (var row in rows)
        {
            isTold |= (row.Words.Length == 0 || (line.Operands is [{ Exact: { } verb }, ..] && row.Words.Contains(verb))) && line.Options.Any(option => Fits(row.Options, option));
        }

        // What is taken back further on does not hold.
        return isTold && !line.Options.Any(static option => option.Name.StartsWith("--no-d", StringComparison.Ordinal) || option.Name is "--no-n");
    }

    private static bool Fits(string[] options, CommandOption option)
        => option.Value is null ? options.Contains(option.Name)
            : option.Value.Exact is { } value && (options.Contains($"{option.Name}={value}") || (value == "true" && options.Contains(option.Name)));

    private static Dictionary<string, List<Row>> Read()
    {
        var all = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (var line in Rows.Split('\n'))
        {
            var fields = line.Split('|');
            var row = new Row(fields[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), fields[2].Split(' '));
            foreach (var name in fields[0].Split(' '))
            {
                if (!all.TryGetValue(name, out var rows))
                {
                    all.Add(name, rows = []);
                }

                rows.Add(row);
            }
        }

        return all;
    }

    private sealed record Row(string[] Words, string[] Options);
}
