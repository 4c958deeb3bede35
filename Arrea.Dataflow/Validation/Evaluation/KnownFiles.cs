using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>What is known of the contents of files by their paths alone.</summary>
internal static class KnownFiles
{
    private static readonly string[] SecretEnds =
    [
        "/.aws/credentials", "/.netrc", "/.git-credentials", "/.npmrc", "/.pypirc", "/.docker/config.json", "/.kube/config", "/etc/shadow", "/etc/gshadow",
        "/.pgpass", "/.my.cnf", "/.vault-token", "/.config/gh/hosts.yml", "/logins.json", "/key4.db", "/Login Data", "/wallet.dat", "/.env",
        "/.bash_history", "/.zsh_history", "/.terraform.d/credentials.tfrc.json", "/.config/gcloud/credentials.db", "/etc/sudoers", "/.s3cfg",
        "/.azure/accessTokens.json", "/environ", ".pem", ".key", ".p12", ".pfx", ".kdbx", "/.boto", "/.cargo/credentials", "/.gem/credentials",
    ];

    private static readonly string[] SecretParts = ["/.gnupg/", "/.ssh/id_", "/.password-store/", "/.config/gcloud/", "/.azure/", "/ssh_host_", "/etc/ssl/private/"];

    /// <summary>Where the contents of a file come from.</summary>
    public static Flow ContentsOf(Value path, Value directory)
    {
        var text = (path.Pieces is [{ Kind: not PieceKind.Text }, ..] || path.KnownStart.StartsWith('/') ? "" : directory + "/") + path;
        text = DirectoryPath.Normal(text);
        if (text is "/dev/null")
        {
            return Flow.Empty;
        }

        if (text.StartsWith("/dev/tcp/", StringComparison.Ordinal) || text.StartsWith("/dev/udp/", StringComparison.Ordinal))
        {
            return Flow.Unknown(Origins.Network);
        }

        return Flow.Unknown(path.HasUnknown ? path.Origins | Origins.File : IsSecret("/" + text) ? Origins.File | Origins.Secret : Origins.File);
    }

    private static bool IsSecret(string path)
    {
        if (path.EndsWith(".pub", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var end in SecretEnds)
        {
            if (path.EndsWith(end, StringComparison.Ordinal))
            {
                return end != "/environ" || path.Contains("/proc/", StringComparison.Ordinal);
            }
        }

        foreach (var part in SecretParts)
        {
            if (path.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return path.EndsWith("/id_rsa", StringComparison.Ordinal) || path.EndsWith("/id_ed25519", StringComparison.Ordinal) || path.EndsWith("/id_ecdsa", StringComparison.Ordinal);
    }
}
