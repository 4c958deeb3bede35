using System.Diagnostics;
using System.Diagnostics.Metrics;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Telemetry;

/// <summary>The spans' source and the metrics of this process, which all engines share.</summary>
internal static class Instruments
{
    // From a millisecond, for delegates, to an hour, for builds.
    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800, 3600] };

    private static readonly string? Version = typeof(Instruments).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter Meter = new(EngineTelemetry.MeterName, Version);

    public static readonly ActivitySource Source = new(EngineTelemetry.ActivitySourceName, Version);

    public static readonly Histogram<double> JobDuration = Seconds("arrea.job.duration", "How long jobs took, from the start of the first attempt, waits for retries included.");

    public static readonly Histogram<double> AttemptDuration = Seconds("arrea.attempt.duration", "How long attempts took.");

    public static readonly Histogram<double> BatchDuration = Seconds("arrea.batch.duration", "How long batches took, from submission.");

    private static readonly Counter<long> Transitions = Meter.CreateCounter<long>("arrea.circuit_breaker.transitions", "{transition}", "Changes of state of circuit breakers.");

    static Instruments()
    {
        Total("arrea.jobs.started", "{job}", "Jobs whose first attempt began.", static counts => counts.Started);
        Meter.CreateObservableCounter("arrea.jobs.completed", static () => ByOutcome(MeteredEngines.Counts), "{job}", "Jobs that have their outcome, by outcome.");
        Total("arrea.jobs.retried", "{retry}", "Further attempts that were scheduled.", static counts => counts.Retried);
        Total("arrea.jobs.abandoned", "{job}", "Jobs whose delegate went on after it had been told to end, and was left behind.", static counts => counts.Abandoned);
        Level("arrea.jobs.active", "{job}", "Jobs that run, or wait for a retry.", static levels => levels.Active);
        Level("arrea.jobs.queued", "{job}", "Jobs of batches of known size that have not started.", static levels => levels.Queued);
        Level("arrea.batches.active", "{batch}", "Batches that run.", static levels => levels.Batches);
        Level("arrea.workers.in_use", "{worker}", "Workers that are given out.", static levels => levels.WorkersInUse);
        Level("arrea.workers.max", "{worker}", "The most workers at once.", static levels => levels.MaxWorkers);
    }

    /// <summary>Records a duration, where somebody measures it.</summary>
    public static void Record(Histogram<double> histogram, TimeSpan duration, string outcome, string? kind, EngineTelemetry telemetry)
    {
        if (!histogram.Enabled)
        {
            return;
        }

        try
        {
            var tags = new TagList { { Tags.Outcome, outcome } };
            if (kind is not null)
            {
                tags.Add(Tags.JobKind, kind);
            }

            histogram.Record(duration.TotalSeconds, tags);
        }
        catch (Exception error)
        {
            // A listener is somebody else's code, and must not take a job with it.
            telemetry.ListenerFailed(error);
        }
    }

    /// <summary>Counts a change of state.</summary>
    public static void Count(CircuitTransition transition, EngineTelemetry telemetry)
    {
        try
        {
            Transitions.Add(1, new TagList { { Tags.BreakerName, transition.Breaker }, { Tags.BreakerState, TagText.Of(transition.To) } });
        }
        catch (Exception error)
        {
            telemetry.ListenerFailed(error);
        }
    }

    private static Measurement<long>[] ByOutcome(EngineCounts counts) =>
    [
        Of(counts.Succeeded, OutcomeKind.Succeeded),
        Of(counts.Failed, OutcomeKind.Failed),
        Of(counts.TimedOut, OutcomeKind.TimedOut),
        Of(counts.Rejected, OutcomeKind.Rejected),
        Of(counts.Cancelled, OutcomeKind.Cancelled),
        Of(counts.Interrupted, OutcomeKind.Interrupted),
    ];

    private static Measurement<long> Of(long count, OutcomeKind outcome) => new(count, new KeyValuePair<string, object?>(Tags.Outcome, TagText.Of(outcome)));

    private static Histogram<double> Seconds(string name, string description) => Meter.CreateHistogram(name, "s", description, tags: null, Buckets);

    private static void Total(string name, string unit, string description, Func<EngineCounts, long> read)
        => Meter.CreateObservableCounter(name, () => read(MeteredEngines.Counts), unit, description);

    private static void Level(string name, string unit, string description, Func<EngineLevels, long> read)
        => Meter.CreateObservableUpDownCounter(name, () => read(MeteredEngines.Levels), unit, description);
}
