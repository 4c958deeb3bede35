namespace Arrea.Dataflow.Commands.Starting;

/// <summary>What is started for a command: a program and what it is given.</summary>
/// <param name="Path">The program, as an absolute path.</param>
/// <param name="Shell">The shell that it is; null when it is a program without one.</param>
/// <param name="Arguments">Its arguments, its own name not among them.</param>
internal readonly record struct Launch(string Path, ShellChoice? Shell, IReadOnlyList<string> Arguments)
{
    /// <summary>What the program is called in messages, and who chose it.</summary>
    public string Name => Shell?.ToString() ?? $"program '{Path}'";

    /// <summary>Finds the program of a command.</summary>
    /// <param name="request">The command.</param>
    /// <param name="searchPath">The <c>$PATH</c> that the command will have.</param>
    /// <param name="preferredShell">The value of <c>$SHELL</c>.</param>
    /// <param name="error">Why there is none.</param>
    public static Launch? Find(CommandRequest request, string? searchPath, string? preferredShell, out StartError? error)
    {
        if (request.Arguments is not { } arguments)
        {
            var shell = ShellChoice.Of(request, preferredShell, searchPath, out var unusable);
            error = shell is null ? new(unusable!, StartError.NotFound) : null;
            return shell is null ? null : new(shell.Path, shell, ["-c", request.Text!]);
        }

        if (SearchPath.Find(arguments[0], searchPath) is { } program)
        {
            error = null;
            return new(program, null, [.. arguments.Skip(1)]);
        }

        error = new(
            arguments[0].Length == 0 ? "the program's name is empty" : $"program '{arguments[0]}' was not found on the search path",
            StartError.NotFound);
        return null;
    }
}
