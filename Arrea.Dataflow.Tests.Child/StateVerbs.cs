namespace Arrea.Dataflow.Tests.Child;

/// <summary>What this process was given. Linux only.</summary>
internal static class StateVerbs
{
    private const int Streams = 3;

    /// <summary><c>env</c>: the environment as it was at the start, a NUL after each variable.</summary>
    public static int Env(string[] rest)
    {
        Output.Write(Output.Standard, File.ReadAllBytes("/proc/self/environ"));
        return rest.Length;
    }

    /// <summary><c>fds</c>: each open descriptor and what it is. Some are the runtime's own.</summary>
    public static int Fds(string[] rest)
    {
        foreach (var entry in Directory.GetFileSystemEntries("/proc/self/fd"))
        {
            Output.Line($"{Path.GetFileName(entry)} -> {new FileInfo(entry).LinkTarget}");
        }

        return rest.Length;
    }

    /// <summary><c>terminal</c>: of each standard stream, whether it is a terminal, and of what size.</summary>
    public static int Terminal(string[] rest)
    {
        for (var stream = 0; stream < Streams; stream++)
        {
            Output.Line(Libc.TerminalSize(stream) is var (columns, rows) ? $"{stream}: {columns} x {rows}" : $"{stream}: no terminal");
        }

        return rest.Length;
    }
}
