using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Tests.Pipelines;

/// <summary>Ways to wait that end with an error instead of never.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until something becomes true, however long the machine takes.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                throw new TimeoutException("The condition never became true.");
            }

            await Task.Yield();
        }
    }

    public static Task<List<Outcome<T>>> AllAsync<T>(this IAsyncEnumerable<Outcome<T>> outcomes)
        => outcomes.ToListAsync().AsTask().InTime();

    public static Task InTime(this Task task) => task.WaitAsync(Patience);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Patience);

    /// <summary>Waits until it is told to stop.</summary>
    public static Task ForeverAsync(CancellationToken cancellationToken) => Gate().Task.WaitAsync(cancellationToken);

    public static TaskCompletionSource Gate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The outcomes in short: index, kind and value or code.</summary>
    public static string InShort<T>(this IEnumerable<Outcome<T>> outcomes)
        => string.Join(" ", outcomes.Select(static outcome => $"{outcome.Index}:{(outcome.IsSuccess ? outcome.Value : outcome.Error.Code)}"));
}
