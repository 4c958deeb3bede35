using System.Runtime.Versioning;

namespace Arrea.Dataflow.Commands.Starting;

/// <summary>Finds programs as a shell does: by the folders of <c>$PATH</c>.</summary>
internal static class SearchPath
{
    /// <summary>What holds where there is no <c>$PATH</c>.</summary>
    public const string WhenUnset = "/usr/bin:/bin";

    /// <summary>The absolute path of a program: the child would take a relative one from its own working directory.</summary>
    /// <param name="name">A path, which is not checked, or a name to search for.</param>
    /// <param name="searchPath">The value of <c>$PATH</c>.</param>
    /// <returns>Null when the name is impossible or not found.</returns>
    public static string? Find(string name, string? searchPath)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (IsRelative(name) || Path.IsPathFullyQualified(name))
        {
            return Path.GetFullPath(name);
        }

        foreach (var folder in (searchPath ?? WhenUnset).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.GetFullPath(Path.Combine(folder, name));
            if (File.Exists(candidate) && IsExecutable(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Whether a name is a path that depends on the working directory.</summary>
    public static bool IsRelative(string name)
        => name.Contains('/', StringComparison.Ordinal) && !Path.IsPathFullyQualified(name);

    private static bool IsExecutable(string path)
        => OperatingSystem.IsWindows()
            || (ModeOf(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;

    [UnsupportedOSPlatform("windows")]
    private static UnixFileMode ModeOf(string path)
    {
        try
        {
            return File.GetUnixFileMode(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has gone meanwhile.
            return UnixFileMode.None;
        }
    }
}
