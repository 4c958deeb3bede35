using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Arrea.Dataflow.Commands.Output;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Portable;

/// <summary>One command that runs as a <see cref="Process"/>, from its start to its end.</summary>
internal sealed class PortableCommand(Process process, CommandRequest request, OpenedStreams streams) : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const int LargestPipe = 1024 * 1024;
    private const int LongestCarry = 3;

    private static readonly TimeSpan DrainIdle = TimeSpan.FromMilliseconds(50);

    private readonly OutputCapture _output = new(request.MaxCapturedBytes);
    private readonly OutputCapture _error = new(request.MaxCapturedBytes);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly CancellationTokenSource _afterExit = new();
    private volatile bool _hasExited;
    private Exception? _failure;

    /// <summary>Waits for the end of the process, and for its output as far as nobody else holds it.</summary>
    public async Task<CommandResult> AttendAsync(CancellationToken cancellationToken)
    {
        using var onCancel = cancellationToken.UnsafeRegister(static command => _ = ((PortableCommand)command!).Kill(), this);
        await StartedAsync().ConfigureAwait(false);
        var feeding = FeedAsync();
        var output = ReadAsync(process.StandardOutput.BaseStream, OutputStream.StandardOutput, _output);
        var error = request.MergeOutputs
            ? ReadAsync(process.StandardError.BaseStream, OutputStream.StandardOutput, _output)
            : ReadAsync(process.StandardError.BaseStream, OutputStream.StandardError, _error);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);

        // A process that the command left behind may hold the pipes for ever: reads that are waiting now wait only a little longer.
        _hasExited = true;
        _afterExit.CancelAfter(DrainIdle);
        await feeding.ConfigureAwait(false);
        var reachedEnd = await output.ConfigureAwait(false) & await error.ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        return new()
        {
            ExitCode = process.ExitCode,
            StandardOutput = _output.ToText(),
            StandardError = _error.ToText(),
            OutputTruncated = _output.IsTruncated || _error.IsTruncated,
            OutputHeld = !reachedEnd,
        };
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _oneAtATime.Dispose();
        _afterExit.Dispose();
    }

    private async Task StartedAsync()
    {
        try
        {
            await Task.Run(() => streams.Delivery?.Started(process.Id)).ConfigureAwait(false);
        }
        catch (Exception error) when (Fail(error))
        {
            Kill();
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await (streams.Delivery?.CloseAsync() ?? default).ConfigureAwait(false);
        }
        catch (Exception error) when (Fail(error))
        {
            // It is what the run fails with.
        }
    }

    /// <summary>Ends the tree of processes.</summary>
    /// <returns>Whether the runtime could; not so when the command has ended by itself, or part of it has rights that we have not.</returns>
    private bool Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Gives the command its input. A command that closes its input, or ends, without reading it all is nothing wrong.</summary>
    private async Task FeedAsync()
    {
        var buffer = new byte[BufferSize];
        var pipe = process.StandardInput.BaseStream;
        while (await ReadInputAsync(buffer).ConfigureAwait(false) is > 0 and var count
            && await WriteInputAsync(pipe, buffer.AsMemory(0, count)).ConfigureAwait(false))
        {
        }

        streams.Input?.Dispose();
        try
        {
            pipe.Close();
        }
        catch (IOException error) when (error.HResult != 0)
        {
            // What was left in it, nobody reads.
        }
    }

    private async ValueTask<int> ReadInputAsync(byte[] buffer)
    {
        try
        {
            // A stream of the user's may not heed its token.
            return streams.Input is null ? 0 : await streams.Input.ReadAsync(buffer, _afterExit.Token).AsTask().WaitAsync(_afterExit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (_hasExited || Fail(error))
        {
            _ = !_hasExited && Kill();
            return 0;
        }
    }

    private async ValueTask<bool> WriteInputAsync(Stream pipe, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await pipe.WriteAsync(bytes, _afterExit.Token).ConfigureAwait(false);
            await pipe.FlushAsync(_afterExit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads an output to its end, or until the command has ended and nothing more comes.</summary>
    /// <returns>Whether the end was reached.</returns>
    private async Task<bool> ReadAsync(Stream pipe, OutputStream stream, OutputCapture capture)
    {
        var buffer = new byte[BufferSize + LongestCarry];
        var carried = 0;
        var afterExit = 0;
        var reachedEnd = false;
        try
        {
            while (!reachedEnd && afterExit <= LargestPipe)
            {
                using var idle = _hasExited ? new CancellationTokenSource(DrainIdle) : null;
                var count = await pipe.ReadAsync(buffer.AsMemory(carried), idle?.Token ?? _afterExit.Token).ConfigureAwait(false);
                afterExit += _hasExited ? count : 0;
                Keep(capture, buffer.AsSpan(carried, count));
                var length = carried + count;
                reachedEnd = count == 0;
                carried = reachedEnd ? 0 : Utf8Boundary.UnfinishedAtEnd(buffer.AsSpan(0, length));
                await ShowAsync(stream, buffer.AsMemory(0, length - carried)).ConfigureAwait(false);
                buffer.AsSpan(length - carried, carried).CopyTo(buffer);
            }
        }
        catch (OperationCanceledException) when (_hasExited)
        {
            reachedEnd = false;
        }

        if (carried > 0)
        {
            await ShowAsync(stream, buffer.AsMemory(0, carried)).ConfigureAwait(false);
        }

        return reachedEnd;
    }

    private void Keep(OutputCapture capture, ReadOnlySpan<byte> bytes)
    {
        // Merged, the two outputs have one capture.
        lock (_output)
        {
            capture.Append(bytes);
        }
    }

    private async Task ShowAsync(OutputStream stream, ReadOnlyMemory<byte> piece)
    {
        if (piece.IsEmpty || streams.Delivery is null)
        {
            return;
        }

        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_failure is null)
            {
                await streams.Delivery.ShowAsync(stream, piece).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (Fail(error))
        {
            Kill();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private bool Fail(Exception error)
    {
        _failure ??= error;
        return true;
    }
}
