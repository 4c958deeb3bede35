namespace Arrea.Cli;

/// <summary>The command line, or a file it names, cannot be used. The message is what the user reads.</summary>
internal sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The exit code that goes with it. Default: <see cref="ExitCodes.Usage"/>.</summary>
    public int ExitCode { get; init; } = ExitCodes.Usage;
}
