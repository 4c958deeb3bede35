namespace Arrea.Dataflow.Validation.Paths;

/// <summary>Names of places, as data. Entries are parted by blanks; <c>*</c> stands for any text within one part of a path.</summary>
internal static class PathTables
{
    /// <summary>First parts of paths that belong to the system. On macOS and Windows too.</summary>
    public static readonly string[] System = Entries(
        "bin boot dev etc lib lib32 lib64 libx32 opt proc root run sbin snap srv sys usr var nix efi System Library Applications private Volumes cores Windows");

    /// <summary>Folders of the system whose contents are made anew when they are gone.</summary>
    public static readonly string[][] SystemCaches = Paths(
        "var/lib/apt/lists var/cache/apt var/cache/apk var/cache/dnf var/cache/yum var/cache/pacman var/cache/debconf root/.cache root/.npm usr/local/share/.cache");

    /// <summary>Folders of the system whose contents are what the machine is there for.</summary>
    public static readonly string[][] Served = Paths("srv opt var/www usr/share/nginx/html");

    /// <summary>Folders in which containers and build machines keep what is worked on. What has a name below them is like a named path below the working directory.</summary>
    public static readonly string[][] Workspaces = Paths("app workspace workspaces builds/* github/workspace usr/src/app");
    /// <summary>Beginnings of paths, as they are written, that name a folder of the project or of its tools.</summary>
    public static readonly string[] KnownFolders =
    [
        "$TMPDIR", "${TMPDIR}", "${TMPDIR:-/tmp}", "$RUNNER_TEMP", "${RUNNER_TEMP}", "$GITHUB_WORKSPACE", "${GITHUB_WORKSPACE}", "$CI_PROJECT_DIR", "${CI_PROJECT_DIR}", "$NVM_DIR", "${NVM_DIR}", "$SDKMAN_DIR", "$PYENV_ROOT", "$CARGO_HOME", "$XDG_CACHE_HOME", "${XDG_CACHE_HOME}", "$VIRTUAL_ENV",
        "$(git rev-parse --show-toplevel)", "$(dirname \"$0\")", "$(dirname $0)", "$(dirname \"${BASH_SOURCE[0]}\")", "$(dirname -- \"$0\")", "$0", "${BASH_SOURCE[0]}", "${0%/*}", "${BASH_SOURCE%/*}", "$(pwd)",
    ];

    /// <summary>Parts of paths under a home directory that stand for much of it.</summary>
    public static readonly string[][] HomeFolders = Paths(
        "Desktop Documents Downloads Music Pictures Videos Movies Public Library .config .local .local/share .mozilla .thunderbird .password-store "
        + "OneDrive Dropbox projects src code repos work workspace dev");

    /// <summary>Folders under a home directory of which every part matters.</summary>
    public static readonly string[][] HomeSafes = Paths(".ssh .gnupg .aws .kube .password-store .azure .config/gcloud .local/share/keyrings");

    /// <summary>Files under a home directory that hold secrets.</summary>
    public static readonly string[][] HomeSecrets = Paths(
        ".ssh/id_* .ssh/*_rsa .ssh/*_ed25519 .ssh/*.pem .ssh/*.key .ssh/identity .gnupg/* .gnupg/private-keys-v1.d/* .aws/credentials .aws/config .netrc _netrc "
        + ".git-credentials .config/git/credentials .npmrc .yarnrc.yml .pypirc .docker/config.json .kube/config .kube/cache/* .pgpass .my.cnf .vault-token "
        + ".config/gcloud/* .azure/* .terraform.d/credentials.tfrc.json .terraformrc .config/gh/hosts.yml .config/hub .m2/settings.xml .gem/credentials "
        + ".cargo/credentials .cargo/credentials.toml .nuget/NuGet/NuGet.Config .password-store/* .local/share/keyrings/* .mozilla/firefox/*/logins.json "
        + ".mozilla/firefox/*/key4.db .mozilla/firefox/*/cookies.sqlite .config/google-chrome/*/Cookies .config/google-chrome/*/Login* "
        + ".config/chromium/*/Cookies .config/chromium/*/Login* Library/Keychains/* .electrum/wallets/* .bitcoin/wallet.dat .config/rclone/rclone.conf "
        + ".s3cfg .boto .config/op/* .env .env.* .bash_history .zsh_history .config/doctl/config.yaml .fly/config.yml .config/configstore/* .authinfo .smbcredentials "
        + ".ethereum/keystore/* .config/solana/id.json .config/sops/age/keys.txt .databrickscfg .snowsql/config .config/heroku .oci/config .oci/*.pem");

    /// <summary>Folders under a home directory that are secret as a whole, when something packs or sends them.</summary>
    public static readonly string[][] HomeSecretFolders = Paths(".ssh .gnupg .aws .kube .password-store .azure .config/gcloud .docker .local/share/keyrings Library/Keychains .mozilla .config/google-chrome");

    /// <summary>Files of the system that hold secrets, without the slash at the beginning.</summary>
    public static readonly string[][] SystemSecrets = Paths(
        "etc/shadow etc/shadow- etc/gshadow etc/gshadow- etc/master.passwd etc/security/opasswd etc/sudoers etc/sudoers.d/* etc/ssh/ssh_host_*_key etc/ssl/private/* etc/pki/tls/private/* "
        + "etc/krb5.keytab etc/kubernetes/admin.conf etc/kubernetes/pki/*.key etc/rancher/k3s/k3s.yaml etc/letsencrypt/live/*/privkey* etc/letsencrypt/archive/*/privkey* proc/*/environ proc/*/task/*/environ proc/*/mem proc/kcore dev/mem dev/kmem "
        + "run/secrets/* run/secrets/kubernetes.io/serviceaccount/token var/run/secrets/kubernetes.io/serviceaccount/token var/run/secrets/* "
        + "etc/wireguard/*.conf etc/NetworkManager/system-connections/* etc/ppp/chap-secrets etc/openvpn/*.key var/lib/kubelet/pki/* etc/docker/key.json etc/environment.d/*secret* etc/my.cnf etc/postgresql/*/main/pg_hba.conf");

    /// <summary>Names of files that hold secrets wherever they lie.</summary>
    public static readonly string[] SecretNames = Entries(
        ".env .env.* prod*.env secret*.env id_rsa id_dsa id_ecdsa id_ed25519 .netrc .git-credentials .npmrc .pypirc .pgpass *.key *private*.pem *privkey*.pem *-key.pem *_key.pem key.pem *.p12 *.pfx *.kdbx *.jks *.keystore *.ppk "
        + "credentials.json service-account*.json client_secret*.json secrets.yml secrets.yaml secrets.json terraform.tfstate terraform.tfvars *.ovpn .htpasswd master.key wp-config.php .vault_pass kubeconfig");

    /// <summary>Names of files that hold secrets as a rule: reason enough not to send what is in them.</summary>
    public static readonly string[] OftenSecretNames = Entries("*.pem logins.json key4.db Login?Data wallet.dat ssh_host_*");

    /// <summary>The files of the two tables above by their first part. One that ends in <c>*</c> stands for all that lies below it.</summary>
    public static readonly ILookup<string, string[]> SecretsByStart = HomeSecrets.Concat(SystemSecrets).ToLookup(static entry => entry[0], StringComparer.Ordinal);

    /// <summary>Endings that make a name of the table above an example.</summary>
    public static readonly string[] ExampleEndings = Entries(".example .sample .template .dist .defaults .md .test .pub .schema .tmpl");

    /// <summary>Files and folders under a home directory whose contents run by themselves, or let somebody in.</summary>
    public static readonly string[][] HomePersistence = Paths(
        ".bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zshenv .zprofile .zlogin .zlogout .kshrc .cshrc .tcshrc .login .inputrc .xinitrc .xprofile .xsession .xsessionrc "
        + ".config/fish/config.fish .config/fish/conf.d .config/fish/functions .ssh/authorized_keys .ssh/authorized_keys2 .ssh/config .ssh/rc .ssh/environment .config/autostart .config/systemd .local/share/systemd .config/environment.d "
        + "Library/LaunchAgents .gitconfig .config/git/config .config/git/hooks .vimrc .vim/plugin .config/nvim/init.lua .config/nvim/init.vim .emacs .emacs.d/init.el .pam_environment .k5login .rhosts .shosts .forward .procmailrc "
        + ".local/share/applications .config/plasma-workspace/env .bashrc.d .config/upstart .mailcap .gdbinit .screenrc .tmux.conf .oh-my-zsh/custom .pythonrc.py .npmrc .curlrc .wgetrc .config/pip/pip.conf .local/bin/sudo bin/sudo");

    /// <summary>Files and folders of the system whose contents run by themselves, or let somebody in.</summary>
    public static readonly string[][] SystemPersistence = Paths(
        "etc/crontab etc/cron.d etc/cron.daily etc/cron.hourly etc/cron.weekly etc/cron.monthly etc/anacrontab etc/at.allow var/spool/cron var/spool/at etc/systemd usr/lib/systemd lib/systemd usr/local/lib/systemd run/systemd etc/init.d etc/rc.local etc/rc.d etc/init etc/inittab "
        + "etc/profile etc/profile.d etc/bash.bashrc etc/bashrc etc/zsh etc/zshrc etc/zshenv etc/environment etc/ld.so.preload etc/ld.so.conf etc/ld.so.conf.d etc/sudoers etc/sudoers.d etc/doas.conf etc/passwd etc/shadow etc/group etc/pam.d etc/security etc/ssh etc/udev "
        + "lib/udev usr/lib/udev etc/modules etc/modules-load.d etc/modprobe.d etc/xdg/autostart etc/X11/xinit etc/update-motd.d etc/apt/apt.conf.d etc/NetworkManager/dispatcher.d etc/network/if-up.d etc/dhcp etc/logrotate.d etc/hosts.allow etc/hosts.equiv etc/skel etc/polkit-1 "
        + "etc/inetd.conf etc/xinetd.d etc/binfmt.d proc/sys/kernel/core_pattern proc/sys/fs/binfmt_misc Library/LaunchDaemons Library/LaunchAgents Library/StartupItems System/Library/LaunchDaemons root/.ssh etc/gitconfig etc/dnf/plugins usr/lib/python3/dist-packages");

    /// <summary>What programs remember of what was done.</summary>
    public static readonly string[][] HomeTraces = Paths(".bash_history .zsh_history .history .sh_history .python_history .mysql_history .psql_history .lesshst .viminfo .node_repl_history .local/share/fish/fish_history .zhistory .ash_history");

    /// <summary>Logs of the system.</summary>
    public static readonly string[][] SystemTraces = Paths("var/log run/log var/run/utmp run/utmp var/adm var/account");

    /// <summary>Names under <c>/dev</c> that are disks, partitions or volumes.</summary>
    public static readonly string[] Devices = Entries(
        "sd* hd* vd* xvd* nvme* mmcblk* disk* rdisk* mapper dm-* loop* md* nbd* sr* ram* zram* pmem* block bcache* drbd* mtd* mem kmem port root zvol vg* ubuntu-vg cciss");

    /// <summary>Names under <c>/dev</c> that are neither disks nor connections.</summary>
    public static readonly string[] Streams = Entries("null zero full random urandom tty* stdin stdout stderr fd pts ptmx console shm log");

    private static string[] Entries(string text) => text.Split(' ');

    private static string[][] Paths(string text) => Array.ConvertAll(text.Split(' '), static path => path.Split('/'));
}
