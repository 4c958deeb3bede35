using Arrea.Dataflow.Commands.Output;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Shows pieces of output on the thread pool, one at a time, and wakes the attendant when one has been dealt with.</summary>
internal sealed class PieceDelivery(OutputDelivery delivery, WakeUp wake, ExecutionContext? callersContext) : IThreadPoolWorkItem
{
    private Step _step;
    private OutputStream _stream;
    private ReadOnlyMemory<byte> _piece;
    private int _processId;
    private Exception? _failure;
    private volatile bool _isBusy;

    private enum Step
    {
        Start,
        Show,
        Close,
    }

    /// <summary>Whether something is being shown. Until it is not, nothing else may be.</summary>
    public bool IsBusy => _isBusy;

    /// <summary>What the user's code threw first; only to be read while nothing is being shown.</summary>
    public Exception? Failure => _isBusy ? null : _failure;

    public void ShowStart(int processId)
    {
        if (delivery.WantsStart)
        {
            _processId = processId;
            Begin(Step.Start);
        }
    }

    /// <summary>Shows a piece, which must stay as it is until that is done.</summary>
    public void Show(OutputStream stream, ReadOnlyMemory<byte> piece)
    {
        (_stream, _piece) = (stream, piece);
        Begin(Step.Show);
    }

    /// <summary>Nothing more follows.</summary>
    public void Close() => Begin(Step.Close);

    void IThreadPoolWorkItem.Execute()
    {
        if (callersContext is null)
        {
            _ = RunAsync();
        }
        else
        {
            ExecutionContext.Run(callersContext, static self => _ = ((PieceDelivery)self!).RunAsync(), this);
        }
    }

    private void Begin(Step step)
    {
        _step = step;
        _isBusy = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task RunAsync()
    {
        try
        {
            switch (_step)
            {
                case Step.Start:
                    delivery.Started(_processId);
                    break;
                case Step.Show:
                    await delivery.ShowAsync(_stream, _piece).ConfigureAwait(false);
                    break;
                default:
                    await delivery.CloseAsync().ConfigureAwait(false);
                    break;
            }
        }
        catch (Exception error) when (Keep(error))
        {
            // The attendant reads it, and ends the command.
        }
        finally
        {
            _isBusy = false;
            wake.Signal();
        }
    }

    private bool Keep(Exception error)
    {
        _failure ??= error;
        return true;
    }
}
