using System.Runtime.InteropServices;
using Arrea.Dataflow.Commands.Starting;
using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Batches;

/// <summary>A job that a lane has taken, or that waits for its retry: a few words, as there may be a million of them.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Claim
{
    public Job Job;

    /// <summary>When the first attempt began, by the engine's clock; 0 before that.</summary>
    public long FirstStart;
    public int Index;

    /// <summary>Attempts begun.</summary>
    public int Attempts;

    /// <summary>The shell that a command was looked at for, and runs in; null before that, and for delegates.</summary>
    public CommandShell? Shell;

    /// <summary>What only few jobs need; null for the others.</summary>
    public JobExtras? Extras;

    /// <summary>Whether there is no job.</summary>
    public readonly bool IsEmpty => Job is null;
}
