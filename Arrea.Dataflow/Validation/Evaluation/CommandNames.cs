using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Names of commands that do harm, to tell what a pattern in the place of a command may turn into.</summary>
internal static class CommandNames
{
    private const string Harmful =
        "rm dd mkfs mkfs.ext4 shred sudo su doas sh bash dash zsh chmod chown mv cp tee wipefs fdisk sfdisk shutdown reboot halt poweroff "
        + "kill pkill killall curl wget nc ncat python python3 perl ruby node php find unlink rmdir truncate crontab eval env xargs base64 cat "
        + "useradd usermod passwd iptables systemctl mount umount ssh scp rsync tar busybox";

    private static readonly string[] Folders = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/usr/local/sbin/"];

    /// <summary>The harmful commands whose names the last part of a pattern fits.</summary>
    public static IEnumerable<string> Fitting(Value pattern)
    {
        if (!pattern.Pieces.Any(static piece => piece.Kind == PieceKind.Glob))
        {
            yield break;
        }

        // The part behind the last slash, and what stands before it, where commands may lie.
        var segments = new List<Segment>();
        var folder = new List<Segment>();
        foreach (var piece in pattern.Pieces)
        {
            var isText = piece.Kind == PieceKind.Text;
            var slash = isText ? piece.Text.LastIndexOf('/') : -1;
            if (slash >= 0)
            {
                folder.AddRange(segments);
                segments.Clear();
                folder.Add(new(Piece.Literal(piece.Text[..(slash + 1)]), SegmentMode.Quoted));
            }

            var text = slash >= 0 ? piece.Text[(slash + 1)..] : piece.Text;
            segments.Add(new(Piece.Literal(text), isText ? SegmentMode.Quoted : SegmentMode.Literal));
        }

        // A pattern that every name fits tells nothing.
        var hasText = segments.Exists(static segment => segment.Mode == SegmentMode.Quoted && segment.Piece.Text.Length > 0);
        if (!hasText && segments.Exists(static segment => segment.Piece.Text.Contains('*', StringComparison.Ordinal)))
        {
            yield break;
        }

        if (TextPattern.Of(segments) is not { } last || (folder.Count > 0 && TextPattern.Of(folder) is { } path && !Array.Exists(Folders, path.Matches)))
        {
            yield break;
        }

        foreach (var name in Harmful.Split(' '))
        {
            if (last.Matches(name))
            {
                yield return name;
            }
        }
    }
}
