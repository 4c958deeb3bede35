using System.Runtime.CompilerServices;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines;

// Overloads that differ only in the shape of the delegate. A lambda fits several of them; the priorities make the
// choice: with a token before without, asynchronous before synchronous.
public sealed partial class PipelineBuilder<TIn, TOut>
{
    /// <summary>Makes something of each value.</summary>
    /// <typeparam name="TNext">What the delegate yields.</typeparam>
    /// <param name="handler">What to do. Its token asks it to end: time limit, cancellation or disposal. Whatever it throws becomes the outcome.</param>
    /// <param name="options">How the stage runs. Null for the defaults.</param>
    /// <returns>A builder with this stage at its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    /// <exception cref="ArgumentException">A stage of that name is there already, or <see cref="StageOptions{T}.Capacity"/> is below <see cref="StageOptions{T}.Parallelism"/>.</exception>
    [OverloadResolutionPriority(6)]
    public PipelineBuilder<TIn, TNext> Then<TNext>(Func<TOut, CancellationToken, ValueTask<TNext>> handler, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Work("then", options, async (value, token) => new Outcome<TNext>(await handler(value, token).ConfigureAwait(false)));
    }

    /// <inheritdoc cref="Then{TNext}(Func{TOut, CancellationToken, ValueTask{TNext}}, StageOptions{TOut}?)"/>
    [OverloadResolutionPriority(5)]
    public PipelineBuilder<TIn, TNext> Then<TNext>(Func<TOut, CancellationToken, Task<TNext>> handler, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Work("then", options, async (value, token) => new Outcome<TNext>(await handler(value, token).ConfigureAwait(false)));
    }

    /// <inheritdoc cref="Then{TNext}(Func{TOut, CancellationToken, ValueTask{TNext}}, StageOptions{TOut}?)"/>
    [OverloadResolutionPriority(4)]
    public PipelineBuilder<TIn, TNext> Then<TNext>(Func<TOut, CancellationToken, TNext> handler, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Work("then", options, (value, token) => ValueTask.FromResult(new Outcome<TNext>(handler(value, token))));
    }

    /// <summary>Makes something of each value.</summary>
    /// <typeparam name="TNext">What the delegate yields.</typeparam>
    /// <param name="handler">What to do. Cannot be asked to end; prefer the overload with a token for what may take long. Whatever it throws becomes the outcome.</param>
    /// <param name="options">How the stage runs. Null for the defaults.</param>
    /// <returns>A builder with this stage at its end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    /// <exception cref="ArgumentException">A stage of that name is there already, or <see cref="StageOptions{T}.Capacity"/> is below <see cref="StageOptions{T}.Parallelism"/>.</exception>
    [OverloadResolutionPriority(3)]
    public PipelineBuilder<TIn, TNext> Then<TNext>(Func<TOut, ValueTask<TNext>> handler, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Then((value, _) => handler(value), options);
    }

    /// <inheritdoc cref="Then{TNext}(Func{TOut, ValueTask{TNext}}, StageOptions{TOut}?)"/>
    [OverloadResolutionPriority(2)]
    public PipelineBuilder<TIn, TNext> Then<TNext>(Func<TOut, Task<TNext>> handler, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Then((value, _) => handler(value), options);
    }

    /// <inheritdoc cref="Then{TNext}(Func{TOut, ValueTask{TNext}}, StageOptions{TOut}?)"/>
    [OverloadResolutionPriority(1)]
    public PipelineBuilder<TIn, TNext> Then<TNext>(Func<TOut, TNext> handler, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Work("then", options, (value, _) => ValueTask.FromResult(new Outcome<TNext>(handler(value))));
    }
}
