namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Commands of package managers that take away what the system stands on, as data.</summary>
internal static class PackageLines
{
    // What a system does not start, or cannot be mended, without; with the names of all families of systems. ^ begins a pattern.
    private const string Needed = "systemd|systemd-sysv|libc6|libc6:*|libc-bin|glibc|glibc-*|musl|musl-*|linux|linux-image*|linux-generic*|linux-lts|kernel|kernel-*|bash|dash|coreutils|busybox|busybox-*"
        + "|util-linux|mount|init|sysvinit*|login|passwd|base-files|base|filesystem|setup|dpkg|apt|apt-get|dnf|dnf5|yum|rpm|zypper|pacman|apk-tools|sudo|openssh-server|openssh|openssl|libssl*|grub*|initramfs-tools|mkinitcpio"
        + "|dracut|udev|systemd-udev|network-manager|NetworkManager|netbase|iproute2|iproute|e2fsprogs|perl-base|python|python3|python3-minimal|libpam*|pam|tar|gzip|sed|grep|findutils|ca-certificates|^linux*|^lib*|^systemd*|^.*|^kernel*|^|\\*|~i*|?installed|.*";

    public static readonly string[] Removals =
    [
        $"apt|apt-get|aptitude|nala purge|remove|autoremove|autopurge|full-remove @{Needed}",
        "apt|apt-get|aptitude|nala install @libc6-|bash-|dash-|coreutils-|dpkg-|apt-|systemd-|sudo-|openssh-server-",
        $"dnf|dnf5|yum|microdnf|tdnf|zypper|apk|xbps-remove|eopkg|pkg|urpme remove|erase|rm|del|delete|autoremove|remove-le @{Needed}",
        $"dpkg -r|--remove @{Needed}",
        $"dpkg -P|--purge @{Needed}",
        "dpkg -r|-P|--remove|--purge --force-all|--force-remove-essential|--force-*",
        $"rpm -e|--erase @{Needed}",
        "rpm -e|--erase --nodeps",
        $"pacman|yay|paru -R|--remove @{Needed}",
        $"pacman -Rdd|-Rscn|-Rns|-Rs|-Rc|-Rcns|-Rn|-Rsc @{Needed}",
        $"xbps-remove|urpme|pkg_delete @{Needed}",
        $"emerge -C|--unmerge|-c|--depclean @{Needed}",
        "snap remove core*|snapd",
        "nix-collect-garbage -d|--delete-old",
        "rpm-ostree reset|uninstall",
    ];
}
