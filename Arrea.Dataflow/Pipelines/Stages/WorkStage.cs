using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>A stage that calls a delegate: a block with one outcome for each input, and with retries beside the flow.</summary>
/// <remarks>
/// The block takes every item at once, up to its capacity; what limits the attempts is a semaphore of our own, so that
/// an item can let go of its place while it waits for a retry. The exclusive scheduler makes the items line up in the
/// order in which they came.
/// </remarks>
internal sealed class WorkStage<TIn, TOut> : IDisposable
{
    private readonly SemaphoreSlim _places;
    private readonly KeyTurns _turns = new();
    private readonly DelayQueue<TaskCompletionSource> _retries;
    private readonly StageOptions<TIn> _options;
    private readonly Func<TIn, CancellationToken, ValueTask<Outcome<TOut>>> _handler;
    private readonly RunScope _run;
    private readonly StageInfo _info;
    private readonly ErrorPolicy? _policy;
    private readonly TimeSpan _timeout;
    private int _retriesLeft;

    private WorkStage(StageOptions<TIn> options, Func<TIn, CancellationToken, ValueTask<Outcome<TOut>>> handler, RunScope run, StageInfo info)
    {
        _options = options;
        _handler = handler;
        _run = run;
        _info = info;
        _places = new SemaphoreSlim(options.Parallelism);
        _retries = new DelayQueue<TaskCompletionSource>(run.Time, static due => due.TrySetResult());
        _policy = options.Policy ?? run.DefaultPolicy;
        _timeout = options.Timeout ?? _policy?.Timeout ?? ErrorPolicy.LastResortTimeout;
        _retriesLeft = _policy?.RetryBudget ?? int.MaxValue;
    }

    public static Segment<TIn, TOut> Create(
        StageOptions<TIn> options, Func<TIn, CancellationToken, ValueTask<Outcome<TOut>>> handler, RunScope run, StageInfo info)
    {
        var stage = new WorkStage<TIn, TOut>(options, handler, run, info);
        var block = new TransformBlock<Outcome<TIn>, Outcome<TOut>>(stage.PassAsync, new ExecutionDataflowBlockOptions
        {
            BoundedCapacity = options.Capacity,
            EnsureOrdered = options.Order == ResultOrder.Input,
            MaxDegreeOfParallelism = options.Capacity,
            MaxMessagesPerTask = 100,
            TaskScheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler,
        });
        run.Ending.UnsafeRegister(static stage => ((WorkStage<TIn, TOut>)stage!).WakeAll(), stage);
        _ = block.Completion.ContinueWith(_ => stage.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return new Segment<TIn, TOut>(block, block);
    }

    public void Dispose()
    {
        _retries.Dispose();
        _places.Dispose();
    }

    // Until its first wait this runs on the exclusive scheduler. Nothing may leave it as an exception: one would fault
    // the block and drop its queue, and a cancellation would make the item vanish.
    private async Task<Outcome<TOut>> PassAsync(Outcome<TIn> input)
    {
        if (!input.IsSuccess)
        {
            _info.CountPassed();
            return input.As<TOut>();
        }

        _info.Move(StagePhase.Outside, StagePhase.Queued);
        var progress = new Progress();
        Outcome<TOut> outcome;
        try
        {
            outcome = _options.Key?.Invoke(input.Value) is { } key
                ? await RunInTurnAsync(key, input, progress).ConfigureAwait(false)
                : await RunAsync(input, progress).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            outcome = StageOutcomes.Failed<TOut>(error);
        }

        Move(progress, StageInfo.EndOf(outcome.Kind));
        return outcome with { Index = input.Index, Inputs = input.Inputs, Stage = _info.Name, Attempts = progress.Attempts };
    }

    private async Task<Outcome<TOut>> RunInTurnAsync(object key, Outcome<TIn> input, Progress progress)
    {
        var (before, turn) = _turns.Take(key);
        try
        {
            await before.ConfigureAwait(false);
            return await RunAsync(input, progress).ConfigureAwait(false);
        }
        finally
        {
            _turns.End(key, turn);
        }
    }

    private async Task<Outcome<TOut>> RunAsync(Outcome<TIn> input, Progress progress)
    {
        while (true)
        {
            await _places.WaitAsync().ConfigureAwait(false);
            Outcome<TOut> outcome;
            Task? retry;
            try
            {
                outcome = await TryAsync(input.Value, progress).ConfigureAwait(false);
                retry = !progress.IsOver && WaitBeforeRetry(outcome, input.Index, progress.Attempts) is { } wait ? ScheduleRetry(wait) : null;
                Move(progress, retry is null ? StageInfo.EndOf(outcome.Kind) : StagePhase.Waiting);
            }
            finally
            {
                _places.Release();
            }

            if (retry is null)
            {
                return outcome;
            }

            await retry.ConfigureAwait(false);
            Move(progress, StagePhase.Queued);
        }
    }

    private async Task<Outcome<TOut>> TryAsync(TIn input, Progress progress)
    {
        if (!_run.TryBeginAttempt())
        {
            return _run.EndOutcome<TOut>();
        }

        var slots = _run.Slots;
        var slot = false;
        SlotLoan? loan = null;
        try
        {
            slot = slots is not null && await slots.AcquireAsync().ConfigureAwait(false);
            if (_run.IsEnding)
            {
                return _run.EndOutcome<TOut>();
            }

            var pass = new AttemptPass { IsGranted = true };
            if (ProtectionOf(input) is { } protection && !protection.TryEnter(out pass))
            {
                // What it waits for may be long in coming; others must not lack its slot meanwhile.
                if (slot)
                {
                    slot = false;
                    slots!.Release();
                }

                pass = await protection.EnterAsync(_run.Ending).ConfigureAwait(false);
                slot = pass.IsGranted && slots is not null && await slots.AcquireAsync().ConfigureAwait(false);
            }

            if (!pass.IsGranted || _run.IsEnding)
            {
                progress.IsOver = true;
                pass.End(OutcomeKind.Cancelled);
                return pass.Refusal is { } refusal ? StageOutcomes.Refused(refusal, progress.Last) : _run.EndOutcome<TOut>();
            }

            Move(progress, StagePhase.Running);
            if (progress.Attempts++ > 0)
            {
                _info.CountRetry();
            }

            using var attempt = new Attempt<TIn, TOut>(_run, _handler, input, _timeout);
            var outcome = await attempt.RunAsync().ConfigureAwait(false);
            pass.End(outcome.Kind, outcome.Error?.Exception, outcome.IsSuccess ? outcome.Value as IOutcome : null);
            loan = attempt.Loan;
            progress.Last = outcome;
            return outcome;
        }
        finally
        {
            if (slot)
            {
                slots!.Release(loan);
            }

            _run.EndAttempt();
        }
    }

    private AttemptProtection? ProtectionOf(TIn input)
        => _options.ProtectionOf is { } choose ? choose(input)?.Validated() ?? _options.Protection : _options.Protection;

    /// <summary>The wait before the next attempt; null when there is none.</summary>
    private TimeSpan? WaitBeforeRetry(Outcome<TOut> outcome, long index, int attempts)
    {
        var timedOut = outcome.Kind == OutcomeKind.TimedOut;
        if (_policy is not { } policy || (outcome.Kind != OutcomeKind.Failed && !timedOut) || !policy.MayRetry(timedOut, attempts - 1))
        {
            return null;
        }

        var failed = new FailedAttempt
        {
            Error = outcome.Error!,
            Attempt = attempts,
            WorkerId = $"{_run.Pipeline}/{_info.Name}/{index}",
        };
        return policy.WaitAfter(failed, _run.Random, out _) is { } wait && (policy.RetryBudget is null || Interlocked.Decrement(ref _retriesLeft) >= 0) ? wait : null;
    }

    private Task ScheduleRetry(TimeSpan wait)
    {
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (wait <= TimeSpan.Zero || !_retries.Add(due, wait))
        {
            return Task.CompletedTask;
        }

        // The run may have come to its end before the item was in the queue.
        if (_run.IsEnding)
        {
            WakeAll();
        }

        return due.Task;
    }

    private void WakeAll() => _retries.Take(static _ => true).ForEach(static due => due.TrySetResult());

    private void Move(Progress progress, StagePhase to)
    {
        _info.Move(progress.Phase, to);
        progress.Phase = to;
    }

    /// <summary>How far one item is.</summary>
    private sealed class Progress
    {
        public StagePhase Phase { get; set; } = StagePhase.Queued;

        public int Attempts { get; set; }

        /// <summary>What the last attempt came to; null before the first.</summary>
        public Outcome<TOut>? Last { get; set; }

        /// <summary>Whether there must be no further attempt, whatever the policy says.</summary>
        public bool IsOver { get; set; }
    }
}
