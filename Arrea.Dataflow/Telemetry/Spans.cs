using System.Diagnostics;

namespace Arrea.Dataflow.Telemetry;

/// <summary>Begins and ends spans without a trace in the caller's context, and without letting a listener's failure out.</summary>
internal static class Spans
{
    public const string Batch = "arrea.batch";
    public const string Job = "arrea.job";
    public const string Attempt = "arrea.attempt";

    /// <summary>Begins a span; the current activity stays what it was.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parent">The span above it, which may be over already; null for none.</param>
    /// <param name="tags">What is known of it, which a sampler sees; those without a value are left out.</param>
    /// <param name="telemetry">Hears of listeners that fail.</param>
    /// <returns>The span; null when nobody wants it.</returns>
    public static Activity? Begin(string name, Activity? parent, in TagList tags, EngineTelemetry telemetry)
    {
        if (!Instruments.Source.HasListeners())
        {
            return null;
        }

        var home = Home.Leave();
        try
        {
            var known = new TagList();
            foreach (var tag in tags)
            {
                if (tag.Value is not null)
                {
                    known.Add(tag);
                }
            }

            // Without a parent it would become the child of whatever is current on this thread.
            Activity.Current = null;
            var span = Instruments.Source.StartActivity(name, ActivityKind.Internal, parent?.Context ?? default, known);
            if (span is not null && parent is not null)
            {
                foreach (var (key, value) in parent.Baggage)
                {
                    span.SetBaggage(key, value);
                }
            }

            return span;
        }
        catch (Exception error)
        {
            telemetry.ListenerFailed(error);

            // It has begun all the same, and the other listeners have to see it end.
            return Activity.Current is { } begun && begun.Source == Instruments.Source ? begun : null;
        }
        finally
        {
            home.Return();
        }
    }

    /// <summary>Ends a span.</summary>
    /// <param name="span">The span; null for none.</param>
    /// <param name="errorType">The kind of error; null when there was none.</param>
    /// <param name="telemetry">Hears of listeners that fail.</param>
    public static void End(Activity? span, string? errorType, EngineTelemetry telemetry)
    {
        if (span is null)
        {
            return;
        }

        var home = Home.Leave();
        try
        {
            if (errorType is not null)
            {
                // No description: the message of an error may hold secrets.
                span.SetStatus(ActivityStatusCode.Error);
                span.SetTag(Tags.ErrorType, errorType);
            }

            span.Stop();
        }
        catch (Exception error)
        {
            telemetry.ListenerFailed(error);
        }
        finally
        {
            home.Return();
        }
    }

    /// <summary>The context of the caller. Not just its current activity: one that is over cannot be made current again.</summary>
    private readonly record struct Home(ExecutionContext? Context, Activity? Current)
    {
        public static Home Leave() => new(ExecutionContext.Capture(), Activity.Current);

        public void Return()
        {
            if (Context is not null)
            {
                ExecutionContext.Restore(Context);
            }
            else
            {
                Activity.Current = Current;
            }
        }
    }
}
