using Arrea.Dataflow.Commands.Output;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Arrea.Dataflow.Commands.Portable;

/// <summary>One command that runs as a <see cref="Process"/>, from its start to its end.</summary>
internal sealed class PortableCommand(Process process, CommandRequest request) : IDisposable
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
        var input = FeedAsync();
        var output = ReadAsync(process.StandardOutput.BaseStream, OutputStream.StandardOutput, _output);
        var error = ReadAsync(process.StandardError.BaseStream, OutputStream.StandardError, _error);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);

        // A process that the command left behind may hold the pipes for ever: reads that are waiting now wait only a little longer.
        _hasExited = true;
        _afterExit.CancelAfter(DrainIdle);
        await input.ConfigureAwait(false);
        var reachedEnd = await output.ConfigureAwait(false) & await error.ConfigureAwait(false);
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

    /// <summary>Gives the command its input.</summary>
    /// <returns>Whether it took all of it; a command that closes its input, or ends, without reading it all is nothing wrong.</returns>
    private async Task<bool> FeedAsync()
    {
        try
        {
            await process.StandardInput.WriteAsync(request.StandardInput.AsMemory(), _afterExit.Token).ConfigureAwait(false);
            process.StandardInput.Close();
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
                capture.Append(buffer.AsSpan(carried, count));
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

    private async Task ShowAsync(OutputStream stream, ReadOnlyMemory<byte> piece)
    {
        if (piece.IsEmpty || request.OnOutput is null)
        {
            return;
        }

        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_failure is null)
            {
                await request.OnOutput(stream, piece).ConfigureAwait(false);
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
