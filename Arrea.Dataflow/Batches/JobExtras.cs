using Arrea.Dataflow.Attempts;

namespace Arrea.Dataflow.Batches;

/// <summary>What only few jobs need while they are not done, kept out of the words that every job has.</summary>
internal sealed class JobExtras
{
    /// <summary>What the last attempt came to, where the next one may be refused by its protection.</summary>
    public AttemptResult? Last { get; set; }
}
