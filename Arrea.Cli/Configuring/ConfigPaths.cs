namespace Arrea.Cli.Configuring;

/// <summary>Where settings are kept.</summary>
internal static class ConfigPaths
{
    /// <summary>The file of a project, in the working directory.</summary>
    public const string Project = "arrea.json";

    /// <summary>The user's file. It need not exist.</summary>
    public static string User => Path.Combine(Base("XDG_CONFIG_HOME", ".config"), "arrea", "config.json");

    /// <summary>A folder of the user as the desktop conventions have it: that of a variable, else one in the home folder.</summary>
    /// <param name="variable">The variable. One that is not an absolute path counts for nothing.</param>
    /// <param name="otherwise">The folder in the home folder.</param>
    /// <remarks>A home folder that is not there is named all the same: without it the path would be one in the working directory, and so anybody's.</remarks>
    public static string Base(string variable, string otherwise)
        => Environment.GetEnvironmentVariable(variable) is { } path && Path.IsPathRooted(path)
            ? path
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), otherwise);

    /// <summary>The bytes of a file; null when there is none. Here, and not with what reads them, for few calls have a file and need its reader.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path)
                : Directory.Exists(path) ? throw new IOException("it is a directory")
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read '{path}': {error.Message}", error) { ExitCode = ExitCodes.BadInput };
        }
    }
}
