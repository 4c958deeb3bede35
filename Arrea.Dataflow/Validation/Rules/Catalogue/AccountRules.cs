namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Rules about who may do what, and about what stays behind.</summary>
internal static class AccountRules
{
    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        new()
        {
            Id = "no_account_change",
            Pattern = "useradd",
            Message = "It changes who has an account, or what an account may do: {0}.",
            When = Conditions.Commands(
                "useradd|adduser|usermod|userdel|deluser|groupadd|groupdel|groupmod|addgroup|delgroup *",
                "useradd -D -b|--base-dir|-e|--expiredate|-f|--inactive|-g|--gid|-s|--shell",
                "newusers|chpasswd|chgpasswd|vipw|vigr|newgidmap|newuidmap|grpconv|pwconv|pwunconv",
                "visudo !-c !--check",
                "chage * !-l !--list",
                "gpasswd *",
                "groupmems !-l !--list",
                "passwd !-S !--status !--help",
                "chsh|chfn !--help !-l",
                "pw useradd|usermod|userdel|groupadd|groupmod",
                "dscl -create|-append|-passwd|-delete|-change|-merge",
                "dscl @create|append|passwd|delete|-create|-append|-passwd|-delete",
                "dseditgroup|sysadminctl -o|-addUser|-resetPasswordFor|-deleteUser",
                "smbpasswd|samba-tool|ldapmodify|ldapadd|ldapdelete|kadmin|kadmin.local !-h",
                "realm join|leave|permit",
                "authconfig|authselect|pam-auth-update !--help"),
            Matches = ["usermod -aG sudo mallory", "useradd -o -u 0 x", "passwd -d root", "gpasswd -a mallory wheel", "echo 'root:x' | chpasswd", "usermod -c x -aG sudo mallory", "usermod -l root2 root", "adduser -c x evil", "useradd -o -u 0 -c --help evil"],
            Passes = ["id mallory", "groups", "passwd -S", "getent passwd", "chage -l bob", "visudo -c", "useradd -D", "usermod --help"],
        },
        new()
        {
            Id = "no_setuid",
            Pattern = "chmod u+s",
            Message = "It lets a file run with the rights of another user: {0}.",
            When = Conditions.Commands(
                "chmod *+*s*|*=*s*|2???|4???|6???|7???|02???|04???|06???|07???",
                "setcap !-v !-r !-h",
                "setcap @*+*|*=?*",
                "install -m|--mode @u+s|*+s*|4???|6???|2???",
                "setpriv --reuid|--ambient-caps|--inh-caps",
                "capsh !--print !--decode !--supports"),
            Matches = ["chmod u+s /bin/bash", "chmod 4755 x", "setcap cap_setuid+ep ./python3", "chmod +s x", "install -m 4755 a b"],
            Passes = ["chmod 755 x", "chmod u+x x", "getcap x", "chmod 0644 x"],
        },
        new()
        {
            Id = "no_persistence",
            Pattern = "authorized_keys",
            Message = "What it leaves behind runs later by itself, or lets somebody in: {0}.",
            When =
            [
                Conditions.Files("write|move", "persistence", "dd"),
                .. Conditions.Commands(
                    "crontab !-l !-r !-e !-V !--help !-T",
                    "at|batch !-l !-r !-d !-c !-V",
                    "systemctl enable|link|edit|set-default|preset|preset-all|reenable|add-wants|add-requires|set-environment|import-environment|unmask",
                    "systemd-run --on-active|--on-boot|--on-startup|--on-unit-active|--on-calendar|--timer-property",
                    "update-rc.d * defaults|enable",
                    "chkconfig * on",
                    "chkconfig --add",
                    "rc-update add",
                    "launchctl load|bootstrap|enable|submit",
                    "loginctl enable-linger",
                    "schtasks /create|/Create|-create|/CREATE|/change",
                    "ssh-copy-id !-n",
                    "scp|rsync @*:.ssh/authorized_keys*|*:*/.ssh/authorized_keys*",
                    "debconf-set-selections|update-alternatives|dpkg-divert --set|--install|--config|--add",
                    "git config core.hooksPath|core.hookspath|init.templateDir|init.templatedir *",
                    "pam-config -a|--add",
                    "authbind|incrontab !-l"),
            ],
            Matches = ["echo 'ssh-ed25519 A m' >> ~/.ssh/authorized_keys", "echo x > /etc/cron.d/x", "(crontab -l; echo x) | crontab -", "echo 'sh x' | at now", "cp x .git/hooks/pre-commit", "systemctl enable --now evil", "echo x >> ~/.bashrc", "cp authorized_keys ~/.ssh/"],
            Passes = ["crontab -l", "cat ~/.bashrc", "cp ~/.bashrc ./bashrc.bak", "atq", "source ~/.bashrc", "ls .git/hooks"],
        },
        new()
        {
            Id = "no_schedule_erase",
            Pattern = "crontab -r",
            Message = "It removes scheduled work as a whole: {0}.",
            When = Conditions.Commands("crontab -r|-ir|-ri", "atrm", "at -r|-d", "schtasks /delete|/Delete"),
            Matches = ["crontab -r", "crontab -u bob -r", "atrm 3"],
            Passes = ["crontab -l", "atq"],
        },
        new()
        {
            Id = "no_secret_read",
            Pattern = "cat ~/.ssh/id_rsa",
            Message = "It reads a secret: {0}.",
            When =
            [
                Conditions.Files("read", "secret|project_secret"),
                Conditions.Files("copy", "secret"),
                .. Conditions.Commands(
                    "security find-generic-password|find-internet-password|dump-keychain|export",
                    "gpg|gpg2 --export-secret-keys|--export-secret-subkeys|--export-secret-key",
                    "secret-tool lookup|search",
                    "pass show|-c",
                    "getent shadow|gshadow",
                    "unshadow|mimikatz|laZagne|john|hashcat|secretsdump.py|credstash|truffle",
                    "kubectl|oc get|describe|view secret|secrets|secret/*|secrets/* -o|--output !-o=name !-o=wide !--output=name !--output=wide",
                    "curl|wget|http|https|xh|nc|ncat|lynx|w3m|aria2c @*169.254.169.254*|*169.254.170.2*|*metadata.google.internal*|*100.100.100.200*|*fd00:ec2::254*",
                    "kubectl config view --raw",
                    "aws secretsmanager get-secret-value|batch-get-secret-value",
                    "aws ssm get-parameter|get-parameters|get-parameters-by-path --with-decryption",
                    "aws configure get *",
                    "aws configure export-credentials",
                    "aws sts get-session-token",
                    "gcloud secrets versions access",
                    "gcloud auth print-access-token|print-identity-token|application-default",
                    "vault kv get",
                    "vault read",
                    "az keyvault secret show|download",
                    "az account get-access-token",
                    "gh auth token",
                    "gh auth status -t|--show-token",
                    "op read",
                    "op item get",
                    "bw get|list|export",
                    "ssh-keygen -y",
                    "docker inspect @*Env*",
                    "heroku config|auth:token",
                    "git credential fill",
                    "git credential-store|credential-cache get",
                    "curl|wget|http|xh @*169.254.169.254/latest/user-data*|*169.254.169.254/latest/meta-data/iam*|*metadata.google.internal*/token*|*metadata.google.internal*/identity*|*169.254.169.254/metadata/identity*",
                    "git hash-object|diff {secret}",
                    "python|python3 -m=json.tool {secret}",
                    "source|. {secret}",
                    "keyctl print|read|pipe",
                    "gcore|procdump|strings @/proc/*|*lsass*"),
            ],
            Matches = ["cat ~/.aws/credentials", "base64 ~/.netrc", "cat /etc/shadow", "cat /???/shadow", "grep x ~/.git-credentials", "echo \"$(< ~/.ssh/id_ed25519)\"", "cat .env", "cp ~/.ssh/id_rsa /tmp/x", "tar czf - ~/.ssh", "wget -O- file:///etc/shadow", "git diff --no-index /dev/null ~/.netrc", "date -f /etc/shadow", "wc --files0-from=/etc/shadow", ". /etc/shadow", "python3 -m json.tool ~/.docker/config.json", "curl http://169.254.169.254/latest/meta-data/iam/security-credentials/"],
            Passes = ["cat ~/.ssh/id_rsa.pub", "cat /etc/os-release", "cat .env.example", "cp .env.production .env", "cat README.md", "ssh -i ~/.ssh/id_rsa host uptime", "ls ~/.ssh", "terraform output -json", "kubectl get secret db -o name", "sed -i /^x/d build.env", ". ./.env", "git diff --stat"],
        },
    ];
}
