namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>The five rules of the first day. Their names and patterns never change.</summary>
internal static class SeedRules
{
    private const string SudoIdle = "!-l !--list !-v !--validate !-V !--version !-h !--help !-k !--reset-timestamp !-K !--remove-timestamp";

    private const string Makers = "mkfs|mkfs.*|mke2fs|mkntfs|mkdosfs|mkswap|newfs|newfs_*";

    // A file of the work at hand, or a temporary one, may well hold a file system: disk.img.
    private const string Targets = "{device|root|system|elsewhere|outside|home|unknown|perhaps_root}";

    private static readonly ValidationRule Sudo = new()
    {
        Id = "no_sudo",
        Pattern = "sudo ",
        Message = "It runs something as another user: {0}.",
        When =
        [
            .. Conditions.Commands(
                "sudo " + SudoIdle,
                "sudo * -k|--reset-timestamp",
                "doas !-L !-C",
                "pkexec !--version !--help",
                "run0 !--version !--help",
                "su !--version !--help",
                "runuser !--version !--help",
                "sudoedit|please|gosu|su-exec|setpriv|gksudo|gksu|kdesu|kdesudo|lxsudo|beesu|sudo-rs|calife|super|machinectl !--version !--help !list !status"),
        ],
        Matches = ["sudo ls", "\\sudo reboot", "echo x | sudo tee /tmp/x", "su -c id", "doas id", "sudo -i", "sudo ls -l"],
        Passes = ["sudo -l", "sudo -k", "sudo --version", "echo \"pseudo code\"", "echo sudo ls", "which sudo"],
    };

    private static readonly ValidationRule Mkfs = new()
    {
        Id = "no_mkfs",
        Pattern = "mkfs",
        Message = "It makes a file system, which erases what was there: {0}.",
        When = Conditions.Commands(
            $"{Makers} {Targets}",
            $"{Makers} @UUID=*|LABEL=*|PARTUUID=*|PARTLABEL=*",
            $"busybox mkfs*|mke2fs {Targets}"),
        Matches = ["mkfs.ext4 /dev/sda1", "mkfs -t xfs /dev/sdb", "mke2fs /dev/sda", "/sbin/mkfs.vfat /dev/sdc1", "mkfs -V -t xfs /dev/sda", "mkfs.ext4 -L --help /dev/sda1", "cd /dev; mkfs.ext4 sda1", "mkfs.ext4 \"$DISK\""],
        Passes = ["man mkfs", "ls mkfs.txt", "mkfs.ext4 --help", "mkfs.ext4 -F disk.img", "mkswap ./swapfile", "mkfs.ext4 -V"],
    };

    // As it held on the first day: whatever the file system is made on.
    private static readonly ValidationRule AnyMkfs = Mkfs with
    {
        When = Conditions.Commands($"{Makers} !--help !--version !-V", "busybox mkfs*|mke2fs"),
        Matches = [],
        Passes = [],
    };

    private static readonly ValidationRule ForkBomb = new()
    {
        Id = "no_fork_bomb",
        Pattern = "fork bomb",
        Message = "It starts copies of itself until the machine stands still.",
        When = [new() { Programs = ["copies"] }],
        Matches = [":(){ :|:& };:", "f(){ f|f& };f"],
        Passes = ["f() { echo a; }; f"],
    };

    /// <summary>The five rules, as they hold in the default profile.</summary>
    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        new()
        {
            Id = "no_rm_rf",
            Pattern = "rm -rf",
            Message = "It deletes {0} with everything in it.",
            When = [Conditions.Files("-r delete", "root|system|elsewhere|outside|home|perhaps_root|device")],
            Matches = ["rm -rf /", "rm -fr ~", "rm --rec --for /etc", "rm -rf \"$X/\"*", "cd / && rm -rf var", "find / -delete", "rm -rf ../other"],
            Passes = ["rm -rf build", "rm -rf ~/.cache/pip", "rm -rf /tmp/x", "rm -f a.txt", "rm -rf \"${X:?}/cache\"", "find . -name '*.pyc' -delete", "rm -rf /app/node_modules", "rm -rf /builds/g/p/node_modules", "rm -rf /var/lib/apt/lists/*", "rm -rf /var/cache/apk/*"],
        },
        Sudo,
        new()
        {
            Id = "no_dd",
            Pattern = "dd",
            Message = "It copies raw data over {0}.",
            When = [new() { Commands = ["dd", "dcfldd", "dc3dd", "ddrescue"], Effects = ["write"], Paths = ["device", "root", "system", "home", "persistence", "perhaps_root"] }],
            Matches = ["dd if=/dev/zero of=/dev/sda", "dd bs=1M of=/dev/nvme0n1 if=x.img", "dd if=x of=/etc/passwd"],
            Passes = ["dd if=/dev/zero of=./test.img bs=1M count=10", "dd if=/dev/urandom bs=16 count=1", "dd of=/dev/null if=x"],
        },
        Mkfs,
        ForkBomb,
    ];

    /// <summary>The five rules as they held on the first day: any recursive forced <c>rm</c>, and any <c>dd if=</c>.</summary>
    public static IReadOnlyList<ValidationRule> Classic { get; } =
    [
        new()
        {
            Id = "no_rm_rf",
            Pattern = "rm -rf",
            Message = "It deletes recursively and without asking: {0}.",
            When = Conditions.Commands("rm -r|-R|--recursive -f|--force"),
        },
        Sudo,
        new() { Id = "no_dd", Pattern = "dd", Message = "It copies raw data: {0}.", When = [new() { Commands = ["dd"], Options = ["if="] }] },
        AnyMkfs,
        ForkBomb,
    ];
}
