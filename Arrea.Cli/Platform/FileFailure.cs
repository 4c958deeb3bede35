namespace Arrea.Cli.Platform;

/// <summary>What goes wrong with files that users name.</summary>
internal static class FileFailure
{
    /// <summary>Whether an exception says that a file cannot be used: it is not there, not allowed, full, too large for a limit, or its name is none.</summary>
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
