namespace Arrea.Dataflow.Commands;

/// <summary>Which output of a command.</summary>
public enum OutputStream
{
    /// <summary>Standard output.</summary>
    StandardOutput,

    /// <summary>Standard error.</summary>
    StandardError,
}
