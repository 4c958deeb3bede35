namespace Arrea.Cli.Platform;

/// <summary>Where this program was started.</summary>
internal static class WorkingDirectory
{
    /// <summary>Its full path.</summary>
    /// <exception cref="UsageException">It has been removed.</exception>
    public static string Current
    {
        get
        {
            try
            {
                return Directory.GetCurrentDirectory();
            }
            catch (IOException error)
            {
                throw new UsageException("the working directory is gone; go to one that is there", error) { ExitCode = ExitCodes.BadInput };
            }
        }
    }
}
