namespace Arrea.Dataflow.Tests.Support;

/// <summary>The threads of this process, as the system sees them.</summary>
internal static class NativeThreads
{
    public static int Count => Directory.GetDirectories("/proc/self/task").Length;

    /// <summary>Those that are neither the runtime's nor those of its pool, which come and go as it likes: a name each.</summary>
    public static IEnumerable<string> OfCommands => Directory.GetDirectories("/proc/self/task")
        .Select(static folder => $"{Path.GetFileName(folder)} {NameOf(folder)}")
        .Where(static thread => !thread.Contains(" .NET", StringComparison.Ordinal) && !thread.EndsWith(' '));

    private static string NameOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "comm")).TrimEnd('\n');
        }
        catch (IOException error) when (error.HResult != 0)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
