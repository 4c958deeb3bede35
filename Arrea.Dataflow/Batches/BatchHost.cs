using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Messaging;
using Arrea.Dataflow.Scheduling;
using Arrea.Dataflow.Telemetry;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Batches;

/// <summary>What the batches of an engine share.</summary>
internal sealed class BatchHost
{
    public required TimeProvider Time { get; init; }

    public required WorkerSlots Slots { get; init; }

    public required EventHub Events { get; init; }

    public required Mailboxes Mail { get; init; }

    public required CommandWorker Commands { get; init; }

    public required ArreaConfig Config { get; init; }

    public required TimeSpan AbandonAfter { get; init; }

    public required ILogger Logger { get; init; }

    public required EngineTelemetry Telemetry { get; init; }

    public required Func<double> Random { get; init; }

    public KeyLocks Keys { get; } = new();

    /// <summary>A span of time in the ticks of the clock. Quicker than <see cref="Durations"/>, as it is on the path of jobs; and not rounded up.</summary>
    public long ToTimestamp(TimeSpan span) => (long)(span.TotalSeconds * Time.TimestampFrequency);
}
