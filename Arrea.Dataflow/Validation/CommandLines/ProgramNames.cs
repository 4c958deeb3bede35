using Arrea.Dataflow.Validation.CommandLines.Languages;
using Arrea.Dataflow.Validation.CommandLines.Runners;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Programs under other names: <c>gchmod</c>, <c>vim.tiny</c>, <c>kubectl-1.28</c>, <c>git-push</c>, <c>terraform.exe</c>.</summary>
/// <remarks>Whoever runs one of them runs the program of the plain name: it is told as a command of its own, so that everything that is known of it holds.</remarks>
internal static class ProgramNames
{
    // What the tools of GNU are called where the system has others of the same names.
    private const string Prefixed =
        " awk base64 cat chgrp chmod chown chroot cp csplit cut date dd df du echo env expand find fold grep egrep fgrep head install join kill link ln locate ls mkdir mkfifo mknod mktemp mv "
        + "nice nohup od paste printf readlink realpath rm rmdir sed shred shuf sleep sort split stat stdbuf stty tac tail tar tee test touch tr truncate uniq unlink wc xargs yes cpio diff patch ";

    private const string Variants = " basic tiny nox gtk gtk2 gtk3 gnome athena motif huge distrib real orig original bin io openbsd traditional ubuntu debian gnu busybox static ";

    /// <summary>The words that say the same with the plain name; none where it is the plain name already.</summary>
    public static string[] PlainOf(string name)
    {
        if (name.Length < 3 || name.Contains(' ', StringComparison.Ordinal))
        {
            return [];
        }

        if (name.StartsWith("git-", StringComparison.Ordinal) && name.Length > 4)
        {
            return ["git", name[4..]];
        }

        if (name[0] == 'g' && Prefixed.Contains($" {name[1..]} ", StringComparison.Ordinal))
        {
            return [name[1..]];
        }

        if (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) && name.Length > 4)
        {
            return [name[..^4]];
        }

        var other = name switch
        {
            "nvi" => "vi",
            "nex" => "ex",
            "bsdtar" or "star" => "tar",
            "moby" => "docker",
            "podman-remote" => "podman",
            "mawk" or "nawk" or "original-awk" => "awk",
            "opentofu" => "tofu",
            _ => null,
        };
        return other is not null ? [other]
            : name.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot && Variants.Contains($" {name[(dot + 1)..]} ", StringComparison.Ordinal) ? [name[..dot]]
            : OptionTables.BaseOf(name) is var plain && plain != name && !Interpreters.Knows(plain) && !Shells.IsShell(plain) ? [plain]
            : [];
    }
}
