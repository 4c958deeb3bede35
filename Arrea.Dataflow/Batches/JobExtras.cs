using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Batches;

/// <summary>What only few jobs need while they are not done, kept out of the words that every job has.</summary>
internal sealed class JobExtras
{
    /// <summary>What the last attempt came to, where the next one may be refused by its protection.</summary>
    public AttemptResult? Last { get; set; }

    /// <summary>What telemetry tells of the job; null when nobody wanted to hear of it as it began.</summary>
    public JobTrace? Trace { get; set; }

    /// <summary>When the wait before the first attempt began, by the engine's clock; null where there was none.</summary>
    public long? WaitingSince { get; set; }
}
