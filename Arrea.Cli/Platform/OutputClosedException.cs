namespace Arrea.Cli.Platform;

/// <summary>Whoever read the output is gone, as <c>head</c> is when it has seen enough.</summary>
internal sealed class OutputClosedException : IOException
{
    public OutputClosedException()
    {
    }

    public OutputClosedException(string message)
        : base(message)
    {
    }

    public OutputClosedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
