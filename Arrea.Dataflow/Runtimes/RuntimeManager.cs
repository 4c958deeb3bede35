namespace Arrea.Dataflow.Runtimes;

/// <summary>A program that keeps several versions of languages side by side.</summary>
public enum RuntimeManager
{
    /// <summary>asdf: a command finds its version by variables in its environment.</summary>
    Asdf,

    /// <summary>mise: a command runs inside of it.</summary>
    Mise,
}
