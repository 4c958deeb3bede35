using System.Collections.Concurrent;
using System.Diagnostics;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>Listens to the spans of one test: those under an activity that it makes current. What other tests run meanwhile is left aside.</summary>
internal sealed class SpanWatch : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanWatch()
    {
        // A trace of its own: the test may run under an activity that others run under too.
        Activity.Current = null;
        Caller = new Activity("caller").Start();
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == EngineTelemetry.ActivitySourceName,
            Sample = (ref options) => options.Parent.TraceId == Caller.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = Take,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The current activity of the test.</summary>
    public Activity Caller { get; }

    /// <summary>The spans that have ended, in the order of their ends.</summary>
    public IReadOnlyList<Activity> Ended => [.. _ended];

    public Activity Only(string name) => Ended.Single(span => span.OperationName == name);

    public IReadOnlyList<Activity> Named(string name) => [.. Ended.Where(span => span.OperationName == name)];

    public void Dispose()
    {
        _listener.Dispose();
        Caller.Stop();
        Caller.Dispose();
    }

    // A listener hears of every span that anybody wanted.
    private void Take(Activity span)
    {
        if (span.TraceId == Caller.TraceId)
        {
            _ended.Enqueue(span);
        }
    }
}
