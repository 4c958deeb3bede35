namespace Arrea.Dataflow.Commands.Starting;

/// <summary>The shell of a job: found once, when its command is looked at, so that what was looked at is what runs, in every attempt.</summary>
/// <param name="Requested">The shell that was asked for; null for <c>$SHELL</c>, else the login shell, else <c>sh</c>.</param>
/// <param name="Choice">The shell that was found; null for none.</param>
internal sealed record CommandShell(string? Requested, ShellChoice? Choice)
{
    // Shells that take what bash takes, or nearly so. Any other program may be a small shell by whatever name.
    private static readonly string[] LikeBash = ["bash", "rbash", "zsh", "ksh", "ksh93", "mksh"];

    /// <summary>Whether it is known to read a text by the grammar of bash: by its own name, and by that of the file behind a link.</summary>
    public bool ReadsLikeBash => IsLikeBash(Choice?.Path ?? Requested ?? "") && (Choice is null || IsLikeBash(TargetOf(Choice.Path)));

    /// <summary>Finds the shell.</summary>
    /// <param name="requested">The shell that the command asks for; null for what holds in this process.</param>
    /// <param name="searchPath">The search path that the command will have; null for that of this process.</param>
    public static CommandShell Find(string? requested, string? searchPath)
        => new(requested, ShellChoice.Resolve(
            requested, Environment.GetEnvironmentVariable("SHELL"), searchPath ?? Environment.GetEnvironmentVariable("PATH"), out _));

    private static bool IsLikeBash(string path) => LikeBash.Contains(Path.GetFileName(path));

    // Asked each time: a link may be changed, and a command costs far more to start.
    private static string TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
