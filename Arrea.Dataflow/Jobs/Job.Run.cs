using System.Runtime.CompilerServices;

namespace Arrea.Dataflow.Jobs;

// Overloads that differ only in the shape of the delegate. A lambda such as `_ => ...` fits several of them; the
// priorities make the choice: a token before nothing before a context, asynchronous before synchronous, a value before none.
public partial record Job
{
    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Gets a token that asks it to end: timeout, cancellation or shutdown. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(26)]
    public static Job<T> Run<T>(Func<CancellationToken, ValueTask<T>> run)
        => new(run, static (run, c, _) => Job<T>.Box(((Func<CancellationToken, ValueTask<T>>)run)(c)), needsContext: false);

    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Gets a token that asks it to end: timeout, cancellation or shutdown. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(25)]
    public static Job<T> Run<T>(Func<CancellationToken, Task<T>> run)
        => new(run, static (run, c, _) => Job<T>.Box(new ValueTask<T>(((Func<CancellationToken, Task<T>>)run)(c))), needsContext: false);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Gets a token that asks it to end: timeout, cancellation or shutdown. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(24)]
    public static Job Run(Func<CancellationToken, ValueTask> run)
        => new(run, static (run, c, _) => NoValue(((Func<CancellationToken, ValueTask>)run)(c)), needsContext: false);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Gets a token that asks it to end: timeout, cancellation or shutdown. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(23)]
    public static Job Run(Func<CancellationToken, Task> run)
        => new(run, static (run, c, _) => NoValue(new ValueTask(((Func<CancellationToken, Task>)run)(c))), needsContext: false);

    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Gets a token that asks it to end: timeout, cancellation or shutdown. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(22)]
    public static Job<T> Run<T>(Func<CancellationToken, T> run)
        => new(run, static (run, c, _) => new ValueTask<object?>(((Func<CancellationToken, T>)run)(c)), needsContext: false);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Gets a token that asks it to end: timeout, cancellation or shutdown. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(21)]
    public static Job Run(Action<CancellationToken> run)
        => new(run, static (run, c, _) =>
        {
            ((Action<CancellationToken>)run)(c);
            return default;
        }, needsContext: false);

    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Cannot be asked to end; prefer the overload with a token for what may take long. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(16)]
    public static Job<T> Run<T>(Func<ValueTask<T>> run)
        => new(run, static (run, _, _) => Job<T>.Box(((Func<ValueTask<T>>)run)()), needsContext: false);

    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Cannot be asked to end; prefer the overload with a token for what may take long. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(15)]
    public static Job<T> Run<T>(Func<Task<T>> run)
        => new(run, static (run, _, _) => Job<T>.Box(new ValueTask<T>(((Func<Task<T>>)run)())), needsContext: false);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Cannot be asked to end; prefer the overload with a token for what may take long. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(14)]
    public static Job Run(Func<ValueTask> run)
        => new(run, static (run, _, _) => NoValue(((Func<ValueTask>)run)()), needsContext: false);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Cannot be asked to end; prefer the overload with a token for what may take long. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(13)]
    public static Job Run(Func<Task> run)
        => new(run, static (run, _, _) => NoValue(new ValueTask(((Func<Task>)run)())), needsContext: false);

    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Cannot be asked to end; prefer the overload with a token for what may take long. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(12)]
    public static Job<T> Run<T>(Func<T> run)
        => new(run, static (run, _, _) => new ValueTask<object?>(((Func<T>)run)()), needsContext: false);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Cannot be asked to end; prefer the overload with a token for what may take long. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(11)]
    public static Job Run(Action run)
        => new(run, static (run, _, _) =>
        {
            ((Action)run)();
            return default;
        }, needsContext: false);

    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Gets the worker's context: token, attempt, progress, warnings. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(6)]
    public static Job<T> Run<T>(Func<WorkerContext, ValueTask<T>> run)
        => new(run, static (run, _, x) => Job<T>.Box(((Func<WorkerContext, ValueTask<T>>)run)(x!)), needsContext: true);

    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Gets the worker's context: token, attempt, progress, warnings. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(5)]
    public static Job<T> Run<T>(Func<WorkerContext, Task<T>> run)
        => new(run, static (run, _, x) => Job<T>.Box(new ValueTask<T>(((Func<WorkerContext, Task<T>>)run)(x!))), needsContext: true);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Gets the worker's context: token, attempt, progress, warnings. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(4)]
    public static Job Run(Func<WorkerContext, ValueTask> run)
        => new(run, static (run, _, x) => NoValue(((Func<WorkerContext, ValueTask>)run)(x!)), needsContext: true);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Gets the worker's context: token, attempt, progress, warnings. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(3)]
    public static Job Run(Func<WorkerContext, Task> run)
        => new(run, static (run, _, x) => NoValue(new ValueTask(((Func<WorkerContext, Task>)run)(x!))), needsContext: true);

    /// <summary>Makes a job of a delegate that yields a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="run">What to run. Gets the worker's context: token, attempt, progress, warnings. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(2)]
    public static Job<T> Run<T>(Func<WorkerContext, T> run)
        => new(run, static (run, _, x) => new ValueTask<object?>(((Func<WorkerContext, T>)run)(x!)), needsContext: true);

    /// <summary>Makes a job of a delegate.</summary>
    /// <param name="run">What to run. Gets the worker's context: token, attempt, progress, warnings. Whatever it throws becomes the job's outcome.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    [OverloadResolutionPriority(1)]
    public static Job Run(Action<WorkerContext> run)
        => new(run, static (run, _, x) =>
        {
            ((Action<WorkerContext>)run)(x!);
            return default;
        }, needsContext: true);

    private static ValueTask<object?> NoValue(ValueTask task)
    {
        return task.IsCompletedSuccessfully ? default : Await(task);

        static async ValueTask<object?> Await(ValueTask task)
        {
            await task.ConfigureAwait(false);
            return null;
        }
    }
}
