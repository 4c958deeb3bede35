namespace Arrea.Dataflow.Commands.Starting;

/// <summary>The shell that runs a command, and where the choice came from.</summary>
/// <param name="Path">The program to start, as an absolute path.</param>
/// <param name="Name">The shell as it was asked for: in a message, its own words.</param>
/// <param name="Source">Who asked for it.</param>
internal sealed record ShellChoice(string Path, string Name, string Source)
{
    private const string FromRequest = "the request";
    private const string FromEnvironment = "$SHELL";
    private const string FromAccount = "the account's login shell";
    private const string FromDefault = "the default";

    private static Found? _last;

    /// <summary>The shell of a command: the one that was found when it was looked at, else what is found now.</summary>
    /// <param name="request">The command.</param>
    /// <param name="preferred">The value of <c>$SHELL</c>.</param>
    /// <param name="searchPath">The value of <c>$PATH</c>.</param>
    /// <param name="error">Why there is none.</param>
    public static ShellChoice? Of(CommandRequest request, string? preferred, string? searchPath, out string? error)
    {
        error = null;

        // A runner in between may have asked for another shell.
        return request.ChosenShell is { } chosen && (request.Shell is null || request.Shell == chosen.Name)
            ? chosen
            : Resolve(request.Shell, preferred, searchPath, out error);
    }

    /// <summary>Chooses: what was asked for, else <c>$SHELL</c>, else the login shell, else <c>sh</c>. An unusable choice is an error, not a reason to go on to the next.</summary>
    /// <param name="requested">What the request asks for.</param>
    /// <param name="preferred">The value of <c>$SHELL</c>.</param>
    /// <param name="searchPath">The value of <c>$PATH</c>.</param>
    /// <param name="error">Why there is no choice.</param>
    /// <returns>The choice, or null and the reason in <paramref name="error"/>.</returns>
    public static ShellChoice? Resolve(string? requested, string? preferred, string? searchPath, out string? error)
    {
        var (name, source) = requested is not null ? (requested, FromRequest)
            : !string.IsNullOrEmpty(preferred) ? (preferred, FromEnvironment)
            : AccountShell.Path is { } login ? (login, FromAccount)
            : ("sh", FromDefault);
        error = null;

        // A search of the path asks the file system a dozen questions; the answer is kept until a start fails.
        if (_last is { } last && last.Choice.Name == name && last.Choice.Source == source && last.SearchPath == searchPath)
        {
            return last.Choice;
        }

        var path = Starting.SearchPath.Find(name, searchPath);
        if (path is null)
        {
            error = name.Length == 0
                ? $"shell '' (from {source}) is empty"
                : $"shell '{name}' (from {source}) was not found on the search path";
            return null;
        }

        var choice = new ShellChoice(path, name, source);
        if (!Starting.SearchPath.IsRelative(name))
        {
            _last = new(choice, searchPath);
        }

        return choice;
    }

    /// <summary>Drops what was found before: the file system has changed.</summary>
    public static void Forget() => _last = null;

    /// <summary>For messages: the shell and where it came from.</summary>
    public override string ToString() => $"shell '{Name}' (from {Source})";

    private sealed record Found(ShellChoice Choice, string? SearchPath);
}
