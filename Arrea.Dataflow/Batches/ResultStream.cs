using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>
/// Hands results to one reader. Until somebody reads, they are kept; from then on they are handed over and forgotten,
/// and no further job is taken while the reader is too far behind.
/// </summary>
/// <param name="batchId">The batch.</param>
/// <param name="order">The order in which the results are handed over.</param>
/// <param name="onRoom">Called outside of any lock when the reader has caught up, so that jobs may be taken again.</param>
internal sealed class ResultStream(string batchId, ResultOrder order, Action onRoom) : ResultStore
{
    /// <summary>The most results that wait for a reader.</summary>
    public const int MaxBacklog = 1024;

    private readonly Lock _gate = new();
    private readonly Queue<JobResult> _backlog = new();

    // In input order: results behind one that is not there yet. They are not bounded: to stop their jobs could stop the one waited for.
    private readonly Dictionary<int, JobResult> _ahead = [];
    private int _next;

    private TaskCompletionSource? _readerWaits;
    private Exception? _error;
    private bool _complete;
    private bool _stopped;
    private bool _reading;
    private bool _streamed;

    public override void Add(Job job, int index, in JobRecord record)
    {
        var result = job.MakeResult(batchId, index, record);
        TaskCompletionSource? reader;
        lock (_gate)
        {
            if (order == ResultOrder.Completion)
            {
                _backlog.Enqueue(result);
            }
            else
            {
                _ahead.Add(index, result);
                while (_ahead.Remove(_next, out var next))
                {
                    _backlog.Enqueue(next);
                    _next++;
                }
            }

            IsFull = _reading && !_stopped && _backlog.Count >= MaxBacklog;
            reader = TakeReader();
        }

        reader?.SetResult();
    }

    public override void Complete(int total, Exception? error)
    {
        TaskCompletionSource? reader;
        lock (_gate)
        {
            _complete = true;
            _error = error;
            reader = _readerWaits;
            _readerWaits = null;
        }

        reader?.SetResult();
    }

    public override void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            IsFull = false;
        }
    }

    public override IReadOnlyList<JobResult> InInputOrder()
    {
        lock (_gate)
        {
            return _streamed
                ? throw new InvalidOperationException("The results of this batch were read as a stream and are not kept. Collect them while reading, or use RunAsync.")
                : [.. _backlog.OrderBy(static result => result.Index)];
        }
    }

    public async IAsyncEnumerable<JobResult> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_reading)
            {
                throw new InvalidOperationException("The results of this batch are being read already. A batch has one reader at a time.");
            }

            _reading = _streamed = true;
        }

        try
        {
            while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } result)
            {
                yield return result;
            }
        }
        finally
        {
            // A reader that leaves early must not leave the jobs waiting for it.
            lock (_gate)
            {
                _reading = false;
                IsFull = false;
            }

            onRoom();
        }
    }

    private async ValueTask<JobResult?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var caughtUp = false;
            JobResult? result;
            Task? more = null;
            lock (_gate)
            {
                if (_backlog.TryDequeue(out result))
                {
                    if (IsFull && _backlog.Count <= MaxBacklog / 2)
                    {
                        IsFull = false;
                        caughtUp = true;
                    }
                }
                else if (_complete)
                {
                    if (_error is not null)
                    {
                        ExceptionDispatchInfo.Throw(_error);
                    }

                    return null;
                }
                else
                {
                    _readerWaits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    more = _readerWaits.Task;
                }
            }

            if (caughtUp)
            {
                onRoom();
            }

            if (result is not null)
            {
                return result;
            }

            await more!.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private TaskCompletionSource? TakeReader()
    {
        if (_backlog.Count == 0)
        {
            return null;
        }

        var reader = _readerWaits;
        _readerWaits = null;
        return reader;
    }
}
