using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Paths;

/// <summary>Paths as text: their parts, their last part, the folder before it.</summary>
internal static class PathText
{
    /// <summary>The parts without <c>.</c>, <c>x/..</c> and double slashes. A link may make that wrong; the shell does the same.</summary>
    /// <param name="path">The path; a slash at its beginning says nothing.</param>
    /// <param name="most">How many parts are kept at a time; what is below them is left out.</param>
    /// <returns>The parts, and how far the path climbs out of where it begins before it comes to them.</returns>
    public static (List<string> Parts, int Climbs) Parts(ReadOnlySpan<char> path, int most = int.MaxValue)
    {
        var parts = new List<string>();
        var climbs = 0;
        foreach (var range in path.Split('/'))
        {
            var part = path[range];
            if (part.Length == 0 || part is "." || parts.Count >= most)
            {
                continue;
            }

            if (part is not "..")
            {
                parts.Add(part.ToString());
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                climbs++;
            }
        }

        return (parts, climbs);
    }

    /// <summary>The last part, as <c>basename</c> prints it.</summary>
    public static string NameOf(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 && path.Length > 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>What stands before the last part, as <c>dirname</c> prints it.</summary>
    public static string FolderOf(string path)
    {
        var trimmed = path.TrimEnd('/');
        var slash = trimmed.LastIndexOf('/');
        return trimmed.Length == 0 && path.Length > 0 ? "/"
            : slash < 0 ? "."
            : trimmed[..slash].TrimEnd('/') is { Length: > 0 } folder ? folder
            : "/";
    }

    /// <summary>What stands behind the last slash of a path; null where that is not known. A name that a pattern finds in a folder of files is no number of a process.</summary>
    public static Value? LastPart(Value path, Range span)
    {
        var origins = path.KnownStart.StartsWith("/proc/", StringComparison.Ordinal) ? Origins.Processes : Origins.File;
        var last = new List<Piece>();
        for (var at = path.Pieces.Count - 1; at >= 0; at--)
        {
            var piece = path.Pieces[at];
            if (piece.Kind == PieceKind.Text && piece.Text.LastIndexOf('/') is >= 0 and var slash)
            {
                last.AddRange(slash + 1 < piece.Text.Length ? [piece with { Text = piece.Text[(slash + 1)..] }] : []);
                break;
            }

            if (piece.Kind is not (PieceKind.Text or PieceKind.Glob))
            {
                return null;
            }

            last.Add(piece.Kind == PieceKind.Glob ? piece with { Origins = piece.Origins | origins } : piece);
        }

        last.Reverse();
        return new(last, span);
    }
}
