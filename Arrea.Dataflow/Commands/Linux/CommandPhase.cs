namespace Arrea.Dataflow.Commands.Linux;

/// <summary>How far a command has come. Each phase is entered once at most.</summary>
internal enum CommandPhase
{
    /// <summary>The command runs.</summary>
    Running,

    /// <summary>It has ended by itself. What it left in its pipes is read; a process in the background can hold one open for ever.</summary>
    Draining,

    /// <summary>It is being ended, with all its processes.</summary>
    Ending,

    /// <summary>None of them is left; what they left in their pipes is read.</summary>
    LastDraining,

    /// <summary>Whoever is shown the output has not seen it all.</summary>
    Closing,

    /// <summary>Nothing is left to wait for.</summary>
    Over,
}
