namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Rules about disks, volumes and what is mounted.</summary>
internal static class DiskRules
{
    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        new()
        {
            Id = "no_device_write",
            Pattern = "> /dev/sda",
            Message = "It overwrites the disk {0}.",
            When = [Conditions.Files("write|delete|move", "device", "dd", "dcfldd", "ddrescue", "dc3dd")],
            Matches = ["cat image.iso > /dev/sdb", "cp disk.img /dev/mmcblk0", "shred /dev/sda", "tee /dev/sda < x.img", "openssl rand -out /dev/sda 99", "qemu-img create -f raw /dev/sda 1G", "ffmpeg -y -i x -f rawvideo /dev/sda"],
            Passes = ["ls > /dev/null", "echo x > /dev/stderr", "lsblk /dev/sda"],
        },
        new()
        {
            Id = "no_device_wipe",
            Pattern = "wipefs",
            Message = "It erases or divides a disk or a volume: {0}.",
            When = Conditions.Commands(
                "wipefs -a|--all|-o|--offset",
                "blkdiscard|flash_erase|flash_eraseall|nwipe|dban|scrub !--help",
                "sgdisk -Z|--zap-all|-z|--zap|-o|--clear|-n|--new|-d|--delete|-g|--mbrtogpt",
                "gdisk|cgdisk|cfdisk|sfdisk|fdisk * !-l !--list !-d !--dump !-s !--show-size !-J !--json !-V !--verify",
                "parted * mklabel|mktable|mkpart|rm|resizepart|rescue|mkfs",
                "parted -s|--script * @mklabel|mktable|mkpart|rm|resizepart",
                "parted @mklabel*|mktable*|mkpart*|rm",
                "cryptsetup luksFormat|luksErase|erase|luksRemoveKey|luksKillSlot|reencrypt|format",
                "mdadm --create|-C|--zero-superblock|--stop|-S|--remove",
                "lvremove|vgremove|vgreduce|pvremove|lvreduce|pvcreate|vgcreate|lvcreate|dmsetup !--help",
                "hdparm --security-erase*|--security-erase-enhanced|--trim-sector-ranges|--write-sector|--make-bad-sector",
                "nvme format|sanitize|delete-ns|write-zeroes",
                "badblocks -w|-n",
                "zpool destroy|create|labelclear|offline|remove",
                "zfs destroy|rollback",
                "btrfs subvolume|device delete|remove",
                "diskutil eraseDisk|eraseVolume|partitionDisk|zeroDisk|secureErase|reformat|apfs",
                "asr restore",
                "debugfs -w",
                "tune2fs|resize2fs|e2fsck|fsck|fsck.*|xfs_repair {device} !-n !-l",
                "partx -d|--delete",
                "delpart|addpart|resizepart *",
                "ubiformat|nandwrite|flashcp|sg_format|sg_sanitize|mkfs.ubifs *"),
            Matches = ["wipefs -a /dev/sdb", "echo ',,L' | sfdisk /dev/sda", "blkdiscard /dev/nvme0n1", "lvremove vg/root"],
            Passes = ["fdisk -l", "sfdisk -d /dev/sda", "wipefs /dev/sdb", "lsblk -f"],
        },
        new()
        {
            Id = "no_mount",
            Pattern = "mount -o remount",
            Message = "It changes what is mounted where: {0}.",
            When =
            [
                .. Conditions.Commands(
                    "mount @*remount*",
                    "mount --bind|-B|--rbind|-R|--move|-M",
                    "mount -o|--options @*bind*",
                    "mount {device}",
                    "mount * * {root|system|home}",
                    "mount --make-*",
                    "umount -a|--all|-A|--all-targets",
                    "umount {root|system|home|device}",
                    "swapoff -a|--all",
                    "swapoff {device|system|root}",
                    "pivot_root|switch_root !--help",
                    "fuser -k|--kill -m|-M|--mount"),
            ],
            Matches = ["mount -o remount,rw /", "umount -a", "mount /dev/sda1 /mnt", "mount --bind /tmp/x /etc", "swapoff -a"],
            Passes = ["mount", "findmnt /", "df -h"],
        },
    ];
}
