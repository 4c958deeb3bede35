namespace Arrea.Cli;

/// <summary>The exit codes of <c>arrea</c> itself. A run of exactly one job has that job's code instead of <see cref="JobsFailed"/>.</summary>
internal static class ExitCodes
{
    /// <summary>Every job succeeded.</summary>
    public const int Success = 0;

    /// <summary>At least one job did not.</summary>
    public const int JobsFailed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Validation refused a command.</summary>
    public const int Refused = 3;

    /// <summary>A file given as input cannot be used.</summary>
    public const int BadInput = 4;

    /// <summary>The only job ran longer than its limit.</summary>
    public const int TimedOut = 124;

    /// <summary>arrea itself failed.</summary>
    public const int InternalError = 125;

    /// <summary>The only job could not be started.</summary>
    public const int NotExecutable = 126;

    /// <summary>Standard output was closed: 128 and the number of the signal for it.</summary>
    public const int OutputClosed = 141;

    /// <summary>Added to the number of a signal.</summary>
    public const int SignalBase = 128;
}
