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
}
