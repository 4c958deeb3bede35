using System.Buffers;
using Arrea.Cli.Platform;
using Arrea.Dataflow.Commands;

namespace Arrea.Cli.Printing;

/// <summary>The one way to standard output and standard error during a run: one turn at a time, so that nothing is torn.</summary>
internal sealed class Printer(StandardStream output, StandardStream error)
{
    private const int Enough = 64 * 1024;

    // Without a wait handle there is nothing to dispose of; a timer may come late.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ArrayBufferWriter<byte> _pending = new(4096);
    private OutputStream _pendingStream;

    /// <summary>Takes away a line of progress before anything else is printed; null when there is none.</summary>
    public Action? EraseStatus { get; set; }

    /// <summary>Whether what the terminal shows ends with a line's end, so that lines of progress may stand below it. Read in a turn.</summary>
    public bool IsAtLineStart { get; private set; } = true;

    /// <summary>Waits for a turn and prints in it.</summary>
    /// <param name="print">Prints with <see cref="Write(OutputStream, ReadOnlySpan{byte})"/>.</param>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public async ValueTask InTurnAsync(Action print)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            EraseStatus?.Invoke();
            print();
            Flush();
        }
        finally
        {
            _pending.ResetWrittenCount();
            _gate.Release();
        }
    }

    /// <summary>Prints only if it is nobody else's turn.</summary>
    public void InFreeTurn(Action print)
    {
        if (!_gate.Wait(0))
        {
            return;
        }

        try
        {
            print();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Prints bytes, in a turn.</summary>
    public void Write(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && Target(stream).IsTerminal)
        {
            IsAtLineStart = bytes[^1] == (byte)'\n';
        }

        if (stream != _pendingStream || _pending.WrittenCount + bytes.Length > Enough)
        {
            Flush();
            _pendingStream = stream;
        }

        if (bytes.Length >= Enough)
        {
            Target(stream).Write(bytes);
        }
        else
        {
            _pending.Write(bytes);
        }
    }

    /// <summary>Prints a message on standard error; whether anybody reads it makes no difference.</summary>
    public async ValueTask ReportAsync(string text)
    {
        try
        {
            await InTurnAsync(() =>
            {
                error.Write(text);
                IsAtLineStart = true;
            }).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Messages are for whoever reads them; the exit code tells the rest.
        }
    }

    private void Flush()
    {
        if (_pending.WrittenCount > 0)
        {
            Target(_pendingStream).Write(_pending.WrittenSpan);
            _pending.ResetWrittenCount();
        }
    }

    private StandardStream Target(OutputStream stream) => stream == OutputStream.StandardOutput ? output : error;
}
