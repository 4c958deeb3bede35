using System.Buffers;
using Arrea.Dataflow.Commands.Native;
using Arrea.Dataflow.Commands.Output;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Our ends of a command's outputs: reads them, and shows them to whoever wants to see them, a piece at a time.</summary>
internal sealed class CommandOutputs : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const int DrainIdleMilliseconds = 50;
    private const int DrainLimitMilliseconds = 250;

    private readonly OutputPipe _output;
    private readonly OutputPipe _error;
    private readonly PieceDelivery? _delivery;
    private byte[] _buffer = [];
    private (long Output, long Error) _owed;
    private long _drainEnd = long.MaxValue;
    private long _quietSince;
    private bool _wasWatched;
    private bool _isClosing;

    public CommandOutputs(CommandRequest request, StandardPipes pipes, OutputDelivery? delivery, WakeUp wake, ExecutionContext? callersContext)
    {
        _output = new(OutputStream.StandardOutput, pipes.TakeOutput(), request.MaxCapturedBytes);
        _error = new(OutputStream.StandardError, pipes.TakeError(), request.MaxCapturedBytes);
        _delivery = delivery is null ? null : new(delivery, wake, callersContext);
    }

    /// <summary>What to poll; negative while a piece is being shown: not reading on is what makes the command wait for its reader.</summary>
    public int OutputDescriptor => IsBusy ? -1 : _output.Descriptor;

    /// <summary>As <see cref="OutputDescriptor"/>.</summary>
    public int ErrorDescriptor => IsBusy ? -1 : _error.Descriptor;

    /// <summary>Whether somebody still holds the other end of one.</summary>
    public bool IsOpen => _output.IsOpen || _error.IsOpen;

    /// <summary>Why a piece could not be shown; after it, nothing more is shown.</summary>
    public Exception? Failure => _delivery?.Failure;

    private bool IsBusy => _delivery is { IsBusy: true };

    /// <summary>Shows that the command has started.</summary>
    public void ShowStart(int processId) => _delivery?.ShowStart(processId);

    /// <summary>Reads what is there.</summary>
    public void Take(in Libc.PollEntry output, in Libc.PollEntry error)
    {
        _wasWatched = output.Descriptor >= 0 || error.Descriptor >= 0;
        Take(_output, output.Returned);
        if (!IsBusy)
        {
            Take(_error, error.Returned);
        }
    }

    /// <summary>The command has ended. What was written before is read whatever it takes; only what comes later is up against the clock.</summary>
    public void BeginDrain(long now)
    {
        _owed = (_output.Capture.TotalBytes + _output.Waiting, _error.Capture.TotalBytes + _error.Waiting);
        _drainEnd = long.MaxValue;
        _quietSince = now;
        _wasWatched = false;
    }

    /// <summary>Whether there is nothing more to read, or nothing worth waiting for.</summary>
    public bool TryDrain(long now)
    {
        if (IsBusy)
        {
            return false;
        }

        if (!IsOpen)
        {
            return true;
        }

        var isPaid = _output.Capture.TotalBytes >= _owed.Output && _error.Capture.TotalBytes >= _owed.Error;
        if (!isPaid)
        {
            return _wasWatched && now - _quietSince >= DrainLimitMilliseconds;
        }

        if (_drainEnd == long.MaxValue)
        {
            (_drainEnd, _quietSince) = (now + DrainLimitMilliseconds, now);
        }

        // The end of an output shows only to somebody who has looked.
        return _wasWatched && (now >= _drainEnd || now - _quietSince >= DrainIdleMilliseconds);
    }

    /// <summary>Milliseconds until <see cref="TryDrain"/> may change without anything happening.</summary>
    public int NextWait(long now)
        => IsBusy ? Timeout.Infinite
            : _drainEnd == long.MaxValue ? (int)Math.Max(_quietSince + DrainLimitMilliseconds - now, 0)
            : (int)Math.Max(Math.Min(_drainEnd, _quietSince + DrainIdleMilliseconds) - now, 0);

    /// <summary>Shows what is left to show, a step at each call, and then closes the targets.</summary>
    /// <returns>Whether that is done.</returns>
    public bool TryClose()
    {
        while (!IsBusy && _delivery is not null)
        {
            if (_isClosing)
            {
                return true;
            }

            // Half a character at the end is shown as it is.
            var (carrier, stream) = _output.HasCarry ? (_output, OutputStream.StandardOutput) : (_error, OutputStream.StandardError);
            if (carrier.HasCarry && _delivery.Failure is null)
            {
                _delivery.Show(stream, carrier.TakeCarry(Buffer()));
                continue;
            }

            _isClosing = true;
            _delivery.Close();
        }

        return _delivery is null;
    }

    /// <summary>Whether it takes a while to make text of what was kept.</summary>
    public bool IsLong => _output.Capture.TotalBytes + _error.Capture.TotalBytes > BufferSize;

    public string OutputText => _output.Capture.ToText();

    public string ErrorText => _error.Capture.ToText();

    public bool IsTruncated => _output.Capture.IsTruncated || _error.Capture.IsTruncated;

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        if (!_isClosing && !IsBusy)
        {
            _delivery?.Close();
        }

        // A piece that is still being looked at keeps its buffer; that happens only where something went wrong on our side.
        if (_buffer.Length > 0 && !IsBusy)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = [];
    }

    private void Take(OutputPipe pipe, short returned)
    {
        if (returned == 0)
        {
            return;
        }

        // Without the flag for input only the hang-up is left: the end, with nothing to read.
        var piece = (returned & Libc.PollIn) != 0 ? pipe.Read(Buffer()) : pipe.End(Buffer());
        _quietSince = Environment.TickCount64;
        if (!piece.IsEmpty && _delivery is { Failure: null })
        {
            _delivery.Show(pipe.Stream, piece);
        }
    }

    private byte[] Buffer()
    {
        if (_buffer.Length == 0)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        }

        return _buffer;
    }
}
