using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Names of commands that do harm, to tell what a pattern in the place of a command may turn into.</summary>
internal static class CommandNames
{
    private const string Harmful =
        "rm dd mkfs mkfs.ext4 shred sudo su doas sh bash dash zsh chmod chown mv cp tee wipefs fdisk sfdisk shutdown reboot halt poweroff "
        + "kill pkill killall curl wget nc ncat python python3 perl ruby node php find unlink rmdir truncate crontab eval env xargs base64 cat "
        + "useradd usermod passwd iptables systemctl mount umount ssh scp rsync tar busybox";

    /// <summary>The harmful commands whose names the last part of a pattern fits.</summary>
    public static IEnumerable<string> Fitting(Value pattern)
    {
        if (!pattern.Pieces.Any(static piece => piece.Kind == PieceKind.Glob))
        {
            yield break;
        }

        // Only the part behind the last slash.
        var segments = new List<Segment>();
        foreach (var piece in pattern.Pieces)
        {
            var isText = piece.Kind == PieceKind.Text;
            var slash = isText ? piece.Text.LastIndexOf('/') : -1;
            if (slash >= 0)
            {
                segments.Clear();
            }

            var text = slash >= 0 ? piece.Text[(slash + 1)..] : piece.Text;
            segments.Add(new(Piece.Literal(text), isText ? SegmentMode.Quoted : SegmentMode.Literal));
        }

        if (TextPattern.Of(segments) is not { } last)
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
