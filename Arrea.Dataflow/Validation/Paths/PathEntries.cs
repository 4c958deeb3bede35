namespace Arrea.Dataflow.Validation.Paths;

/// <summary>Compares the parts of a path with entries of tables. As <see cref="PathPattern"/> compares.</summary>
internal static class PathEntries
{
    public static bool Names(IReadOnlyList<string> parts, params ReadOnlySpan<string> entry) => Covers(entry, parts, exactly: false);

    public static bool Is(string[][] entries, IReadOnlyList<string> parts) => Any(entries, parts, exactly: true);

    public static bool Under(string[][] entries, IReadOnlyList<string> parts) => Any(entries, parts, exactly: false);

    public static bool Below(string[][] entries, IReadOnlyList<string> parts)
        => Array.Exists(entries, entry => parts.Count > entry.Length && Covers(entry, parts, exactly: false));

    private static bool Any(string[][] entries, IReadOnlyList<string> parts, bool exactly)
    {
        foreach (var entry in entries)
        {
            if (Covers(entry, parts, exactly))
            {
                return true;
            }
        }

        return false;
    }

    public static bool Covers(ReadOnlySpan<string> entry, IReadOnlyList<string> parts, bool exactly)
    {
        if (entry.Length > parts.Count || (exactly && entry.Length < parts.Count))
        {
            return false;
        }

        for (var at = 0; at < entry.Length; at++)
        {
            if (!PathPattern.Fits(entry[at], parts[at]))
            {
                return false;
            }
        }

        return true;
    }
}
