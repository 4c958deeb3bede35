using System.Collections.Concurrent;

namespace Arrea.Dataflow.Commands.Starting;

/// <summary>What shell it is that will run a command, as far as its grammar goes.</summary>
internal static class ShellKind
{
    // By path: following a link asks the file system, and a batch asks a thousand times for the same shell.
    private static readonly ConcurrentDictionary<string, string> Targets = new(StringComparer.Ordinal);

    /// <summary>The name of the program: <c>bash</c>, <c>dash</c>, <c>zsh</c>. A link such as <c>sh</c> is followed; what cannot be found has the name that was asked for.</summary>
    /// <param name="requested">The shell that the command asks for; null for <c>$SHELL</c>, else the login shell, else <c>sh</c>.</param>
    /// <param name="searchPath">The search path that the command will have; null for that of this process.</param>
    public static string NameOf(string? requested, string? searchPath)
    {
        var shell = ShellChoice.Resolve(
            requested, Environment.GetEnvironmentVariable("SHELL"), searchPath ?? Environment.GetEnvironmentVariable("PATH"), out _);
        return shell is null ? Path.GetFileName(requested ?? "") : Targets.GetOrAdd(shell.Path, Follow);
    }

    private static string Follow(string path)
    {
        try
        {
            return Path.GetFileName(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Path.GetFileName(path);
        }
    }
}
