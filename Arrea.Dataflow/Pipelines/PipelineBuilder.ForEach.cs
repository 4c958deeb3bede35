using System.Runtime.CompilerServices;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines;

// See the overloads of Then for the priorities.
public sealed partial class PipelineBuilder<TIn, TOut>
{
    /// <summary>Does something with each value, and yields the same value.</summary>
    /// <param name="action">What to do. Its token asks it to end: time limit, cancellation or disposal. Whatever it throws becomes the outcome.</param>
    /// <param name="options">How the stage runs. Null for the defaults.</param>
    /// <returns>A builder with this stage at its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ArgumentException">A stage of that name is there already, or <see cref="StageOptions{T}.Capacity"/> is below <see cref="StageOptions{T}.Parallelism"/>.</exception>
    [OverloadResolutionPriority(6)]
    public PipelineBuilder<TIn, TOut> ForEach(Func<TOut, CancellationToken, ValueTask> action, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Work("for-each", options, async (value, token) =>
        {
            await action(value, token).ConfigureAwait(false);
            return new Outcome<TOut>(value);
        });
    }

    /// <inheritdoc cref="ForEach(Func{TOut, CancellationToken, ValueTask}, StageOptions{TOut}?)"/>
    [OverloadResolutionPriority(5)]
    public PipelineBuilder<TIn, TOut> ForEach(Func<TOut, CancellationToken, Task> action, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return ForEach((value, token) => new ValueTask(action(value, token)), options);
    }

    /// <inheritdoc cref="ForEach(Func{TOut, CancellationToken, ValueTask}, StageOptions{TOut}?)"/>
    [OverloadResolutionPriority(4)]
    public PipelineBuilder<TIn, TOut> ForEach(Action<TOut, CancellationToken> action, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return Work("for-each", options, (value, token) =>
        {
            action(value, token);
            return ValueTask.FromResult(new Outcome<TOut>(value));
        });
    }

    /// <summary>Does something with each value, and yields the same value.</summary>
    /// <param name="action">What to do. Cannot be asked to end; prefer the overload with a token for what may take long. Whatever it throws becomes the outcome.</param>
    /// <param name="options">How the stage runs. Null for the defaults.</param>
    /// <returns>A builder with this stage at its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="action"/> is null.</exception>
    /// <exception cref="ArgumentException">A stage of that name is there already, or <see cref="StageOptions{T}.Capacity"/> is below <see cref="StageOptions{T}.Parallelism"/>.</exception>
    [OverloadResolutionPriority(3)]
    public PipelineBuilder<TIn, TOut> ForEach(Func<TOut, ValueTask> action, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return ForEach((value, _) => action(value), options);
    }

    /// <inheritdoc cref="ForEach(Func{TOut, ValueTask}, StageOptions{TOut}?)"/>
    [OverloadResolutionPriority(2)]
    public PipelineBuilder<TIn, TOut> ForEach(Func<TOut, Task> action, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return ForEach((value, _) => new ValueTask(action(value)), options);
    }

    /// <inheritdoc cref="ForEach(Func{TOut, ValueTask}, StageOptions{TOut}?)"/>
    [OverloadResolutionPriority(1)]
    public PipelineBuilder<TIn, TOut> ForEach(Action<TOut> action, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        return ForEach((value, _) => action(value), options);
    }
}
