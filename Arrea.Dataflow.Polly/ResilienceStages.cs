using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Pipelines.Stages;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Arrea.Dataflow.Polly;

/// <summary>Puts stages of a pipeline inside resilience pipelines of Polly.</summary>
/// <remarks>
/// Whatever Polly does with an input (repeat it, hedge it, wait) is one attempt of the stage, and gives one outcome:
/// <list type="table">
/// <listheader><term>What comes out of Polly</term><description>The outcome</description></listheader>
/// <item><term>a value, also one of a fallback</term><description><see cref="OutcomeKind.Succeeded"/></description></item>
/// <item><term><see cref="BrokenCircuitException"/></term><description><see cref="OutcomeKind.Rejected"/>, code <c>circuit_open</c></description></item>
/// <item><term><see cref="TimeoutRejectedException"/></term><description><see cref="OutcomeKind.TimedOut"/>, code <c>timeout</c></description></item>
/// <item><term>any other exception</term><description><see cref="OutcomeKind.Failed"/>, code <c>exception</c></description></item>
/// </list>
/// The end of the run and the time limit of the stage come first: they reach Polly and the work as a cancelled token, and decide the outcome.
/// </remarks>
public static class ResilienceStages
{
    /// <summary>Makes something of each value, inside a resilience pipeline.</summary>
    /// <typeparam name="TIn">What the pipeline gets.</typeparam>
    /// <typeparam name="TOut">What the stage gets.</typeparam>
    /// <typeparam name="TNext">What the work yields.</typeparam>
    /// <param name="builder">The chain so far.</param>
    /// <param name="resilience">What the work runs inside of. Shared by all inputs and runs, so that a breaker counts over all of them.</param>
    /// <param name="work">What to do; called as often as the resilience pipeline wants. Its token is the one that Polly gives.</param>
    /// <param name="options">How the stage runs. Null for the defaults. <see cref="StageOptions{T}.Timeout"/> (30 s) is over all that Polly does with an input, waits included.</param>
    /// <returns>A builder with this stage at its end.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A stage of that name is there already, or <see cref="StageOptions{T}.Capacity"/> is below <see cref="StageOptions{T}.Parallelism"/>.</exception>
    public static PipelineBuilder<TIn, TNext> ThenThrough<TIn, TOut, TNext>(
        this PipelineBuilder<TIn, TOut> builder, ResiliencePipeline resilience, Func<TOut, CancellationToken, ValueTask<TNext>> work, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resilience);
        ArgumentNullException.ThrowIfNull(work);
        return Append(builder, new Call<TOut, TNext>(resilience.ExecuteOutcomeAsync), work, options);
    }

    /// <summary>Makes something of each value, inside a resilience pipeline that looks at what the work yields.</summary>
    /// <inheritdoc cref="ThenThrough{TIn, TOut, TNext}(PipelineBuilder{TIn, TOut}, ResiliencePipeline, Func{TOut, CancellationToken, ValueTask{TNext}}, StageOptions{TOut}?)"/>
    public static PipelineBuilder<TIn, TNext> ThenThrough<TIn, TOut, TNext>(
        this PipelineBuilder<TIn, TOut> builder, ResiliencePipeline<TNext> resilience, Func<TOut, CancellationToken, ValueTask<TNext>> work, StageOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resilience);
        ArgumentNullException.ThrowIfNull(work);
        return Append(builder, new Call<TOut, TNext>(resilience.ExecuteOutcomeAsync), work, options);
    }

    private delegate ValueTask<global::Polly.Outcome<TNext>> Call<TOut, TNext>(
        Func<ResilienceContext, Input<TOut, TNext>, ValueTask<global::Polly.Outcome<TNext>>> callback, ResilienceContext context, Input<TOut, TNext> state);

    private static PipelineBuilder<TIn, TNext> Append<TIn, TOut, TNext>(
        PipelineBuilder<TIn, TOut> builder, Call<TOut, TNext> call, Func<TOut, CancellationToken, ValueTask<TNext>> work, StageOptions<TOut>? options)
        => builder.Work("through", options, async (value, token) =>
        {
            // An attempt that was left behind comes here late, and gives its context back then.
            var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, token);
            try
            {
                return OutcomeOf(await call(RunAsync, context, new(value, work)).ConfigureAwait(false));
            }
            finally
            {
                ResilienceContextPool.Shared.Return(context);
            }
        });

    // Polly wants exceptions as outcomes here: thrown ones would go around its strategies.
    private static async ValueTask<global::Polly.Outcome<TNext>> RunAsync<TOut, TNext>(ResilienceContext context, Input<TOut, TNext> input)
    {
        try
        {
            return global::Polly.Outcome.FromResult(await input.Work(input.Value, context.CancellationToken).ConfigureAwait(false));
        }
        catch (Exception error)
        {
            return global::Polly.Outcome.FromException<TNext>(error);
        }
    }

    private static Outcomes.Outcome<T> OutcomeOf<T>(global::Polly.Outcome<T> outcome) => outcome.Exception switch
    {
        null => new(outcome.Result!),
        BrokenCircuitException error => new(OutcomeKind.Rejected, new JobError(JobErrorCodes.CircuitOpen, ErrorText.Of(error), error)),
        TimeoutRejectedException error => new(OutcomeKind.TimedOut, new JobError(JobErrorCodes.Timeout, ErrorText.Of(error), error)),
        ExecutionRejectedException error => new(OutcomeKind.Rejected, new JobError(JobErrorCodes.RateLimited, ErrorText.Of(error), error)),
        var error => StageOutcomes.Failed<T>(error),
    };

    private readonly record struct Input<TOut, TNext>(TOut Value, Func<TOut, CancellationToken, ValueTask<TNext>> Work);
}
