using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>Reads inputs one at a time and hands each to the first stage, waiting until it has room.</summary>
/// <remarks>
/// An input counts as accepted once the source has yielded it and the run was not ending. When the run ends while the
/// source is thinking, the first stage is told at once that nothing follows; the source may take its time.
/// </remarks>
internal sealed class SourcePump<T>
{
    private const int Reading = 0;
    private const int Holding = 1;
    private const int Closed = 2;

    private readonly IAsyncEnumerable<T> _source;
    private readonly ITargetBlock<Outcome<T>> _head;
    private readonly RunScope _run;
    private int _state = Reading;

    private SourcePump(IAsyncEnumerable<T> source, ITargetBlock<Outcome<T>> head, RunScope run)
    {
        _source = source;
        _head = head;
        _run = run;
    }

    /// <summary>Starts to read.</summary>
    /// <returns>Ends with the source; faults with what it threw.</returns>
    public static Task Start(IAsyncEnumerable<T> source, ITargetBlock<Outcome<T>> head, RunScope run)
    {
        var pump = new SourcePump<T>(source, head, run);
        run.Ending.UnsafeRegister(static pump => ((SourcePump<T>)pump!).OnRunEnds(), pump);
        return Task.Run(pump.ReadAsync);
    }

    private async Task ReadAsync()
    {
        try
        {
            if (_run.IsEnding)
            {
                return;
            }

            var index = 0L;
            await foreach (var input in _source.WithCancellation(_run.Ending).ConfigureAwait(false))
            {
                if (Interlocked.CompareExchange(ref _state, Holding, Reading) == Closed)
                {
                    return;
                }

                await _head.SendAsync(new Outcome<T>(input) { Index = index++ }).ConfigureAwait(false);
                Volatile.Write(ref _state, Reading);
                if (_run.IsEnding)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_run.IsEnding)
        {
            // The source did as it was told.
        }
        finally
        {
            _head.Complete();
        }
    }

    private void OnRunEnds()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Reading) == Reading)
        {
            _head.Complete();
        }
    }
}
