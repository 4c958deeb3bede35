namespace Arrea.Dataflow.Telemetry;

/// <summary>Times functions of the caller's.</summary>
public sealed partial class EngineTelemetry
{
    /// <summary>Runs a function, and raises <c>arrea.measure</c> with its duration.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="function">Runs on this thread, once, whether somebody listens or not.</param>
    /// <param name="metadata">Goes with the event, beside <c>success</c> and <c>reason</c> (the type of the exception); null for nothing more.</param>
    /// <returns>Its result. What it throws comes out unchanged.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public T Measure<T>(Func<T> function, IReadOnlyDictionary<string, object?>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var start = _time.GetTimestamp();
        try
        {
            var result = function();
            Measured(start, null, metadata);
            return result;
        }
        catch (Exception error) when (IsMeasured(start, error, metadata))
        {
            throw;
        }
    }

    /// <summary>As <see cref="Measure{T}(Func{T}, IReadOnlyDictionary{string, object?}?)"/>, for a function without a result.</summary>
    /// <param name="function">Runs on this thread, once.</param>
    /// <param name="metadata">Goes with the event; null for nothing more.</param>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public void Measure(Action function, IReadOnlyDictionary<string, object?>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        Measure<object?>(
            () =>
            {
                function();
                return null;
            },
            metadata);
    }

    /// <summary>As <see cref="Measure{T}(Func{T}, IReadOnlyDictionary{string, object?}?)"/>, for an asynchronous function: until its task is done.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="function">Begins on this thread, once.</param>
    /// <param name="metadata">Goes with the event; null for nothing more.</param>
    /// <returns>Its result. What it throws comes out unchanged.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public Task<T> MeasureAsync<T>(Func<Task<T>> function, IReadOnlyDictionary<string, object?>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return RunAsync();

        async Task<T> RunAsync()
        {
            var start = _time.GetTimestamp();
            try
            {
                var result = await function().ConfigureAwait(false);
                Measured(start, null, metadata);
                return result;
            }
            catch (Exception error) when (IsMeasured(start, error, metadata))
            {
                throw;
            }
        }
    }

    /// <summary>As <see cref="MeasureAsync{T}(Func{Task{T}}, IReadOnlyDictionary{string, object?}?)"/>, for a function without a result.</summary>
    /// <param name="function">Begins on this thread, once.</param>
    /// <param name="metadata">Goes with the event; null for nothing more.</param>
    /// <returns>Done when the function is. What it throws comes out unchanged.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public Task MeasureAsync(Func<Task> function, IReadOnlyDictionary<string, object?>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return MeasureAsync<object?>(
            async () =>
            {
                await function().ConfigureAwait(false);
                return null;
            },
            metadata);
    }

    private bool IsMeasured(long start, Exception error, IReadOnlyDictionary<string, object?>? metadata)
    {
        Measured(start, error, metadata);
        return false;
    }

    private void Measured(long start, Exception? error, IReadOnlyDictionary<string, object?>? metadata)
    {
        if (Wants(TelemetryCatalogue.Measured))
        {
            Publish(
                TelemetryCatalogue.Measured.Name,
                Facts.Of(("duration", _time.GetElapsedTime(start))),
                Facts.CopyOf(metadata, ("success", error is null), ("reason", error is null ? null : error.GetType().FullName)));
        }
    }
}
