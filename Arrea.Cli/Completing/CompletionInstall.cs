using Arrea.Cli.Configuring;

namespace Arrea.Cli.Completing;

/// <summary>Puts a completion where the user's shell looks for it.</summary>
internal static class CompletionInstall
{
    /// <summary>Writes the file.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="script">Its script.</param>
    /// <returns>What was done, and what is left to do: lines for people.</returns>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static string Install(string shell, string script)
    {
        var (file, left) = Place(shell);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, script);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write '{file}': {error.Message}", error) { ExitCode = ExitCodes.BadInput };
        }

        return $"wrote {file}\n{left}\n";
    }

    /// <summary>The shell that the user works with.</summary>
    /// <exception cref="UsageException">It is not known, or has no completion here.</exception>
    public static string UsersShell()
    {
        var name = Path.GetFileName(Environment.GetEnvironmentVariable("SHELL") ?? "");
        return OperandWords.Shells.Contains(name)
            ? name
            : throw new UsageException($"which shell? $SHELL says '{name}'. Try 'arrea completion install bash', or one of {string.Join(", ", OperandWords.Shells)}.");
    }

    private static (string File, string Left) Place(string shell)
    {
        var data = ConfigPaths.Base("XDG_DATA_HOME", ".local/share");
        var config = ConfigPaths.Base("XDG_CONFIG_HOME", ".config");
        switch (shell)
        {
            case "bash":
                return (Path.Combine(data, "bash-completion", "completions", "arrea"), "New shells have it, where the package bash-completion is installed.");
            case "zsh":
                var folder = Path.Combine(data, "zsh", "site-functions");
                return (Path.Combine(folder, "_arrea"), $"New shells have it, where ~/.zshrc holds this line above 'compinit':\n  fpath=('{folder}' $fpath)");
            case "fish":
                return (Path.Combine(config, "fish", "completions", "arrea.fish"), "New shells have it.");
            default:
                var file = Path.Combine(config, "powershell", "arrea.completion.ps1");
                return (file, $"New shells have it, where $PROFILE holds this line:\n  . '{file}'");
        }
    }
}
