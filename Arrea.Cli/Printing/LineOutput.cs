using System.Collections.Concurrent;
using Arrea.Dataflow.Commands;

namespace Arrea.Cli.Printing;

/// <summary>Prints whole lines as they come. A job's last line is given its end when it has none.</summary>
/// <param name="printer">Where to.</param>
/// <param name="spool">Keeps what cannot be printed yet.</param>
/// <param name="prefix">What each line of a job begins with; empty for nothing.</param>
/// <param name="keepOrder">Whether only the first job that has not ended is live, and the lines of those after it wait.</param>
internal sealed class LineOutput(Printer printer, Spool spool, Func<int, byte[]> prefix, bool keepOrder) : IJobOutput
{
    private readonly ConcurrentDictionary<int, Held> _held = new();

    // Guarded by the printer's turn.
    private readonly HashSet<int> _ended = [];
    private int _next;

    public async ValueTask WriteAsync(int index, OutputStream stream, ReadOnlyMemory<byte> bytes)
    {
        var held = _held.TryGetValue(index, out var known) ? known : _held.GetOrAdd(index, new Held(printer, spool, prefix(index)));
        var side = held.Side(stream);
        var end = bytes.Span.LastIndexOf((byte)'\n') + 1;
        if (end > 0)
        {
            await printer.InTurnAsync(() => PrintOrKeep(index, side, bytes.Span[..end])).ConfigureAwait(false);
        }

        side.Unfinished.Append(bytes.Span[end..]);
    }

    public ValueTask EndAsync(int index)
        => keepOrder || _held.ContainsKey(index) ? printer.InTurnAsync(() => End(index)) : default;

    private void PrintOrKeep(int index, Side side, ReadOnlySpan<byte> lines)
    {
        if (keepOrder && index != _next)
        {
            side.Unfinished.Drain(side.Waiting.Append);
            side.Waiting.Append(lines);
        }
        else
        {
            side.Unfinished.Drain(side.Lines.Write);
            side.Lines.Write(lines);
        }
    }

    private void End(int index)
    {
        if (_held.TryGetValue(index, out var held))
        {
            foreach (var side in held.Sides)
            {
                if (!side.Unfinished.IsEmpty)
                {
                    PrintOrKeep(index, side, "\n"u8);
                }
            }
        }

        if (!keepOrder)
        {
            _held.TryRemove(index, out _);
            return;
        }

        _ended.Add(index);
        while (_ended.Remove(_next))
        {
            PrintWaiting();
            _held.TryRemove(_next++, out _);
        }

        // The job whose turn has come is live from here on.
        PrintWaiting();
    }

    private void PrintWaiting()
    {
        if (_held.TryGetValue(_next, out var held))
        {
            foreach (var side in held.Sides)
            {
                side.Waiting.Drain(side.Lines.Write);
            }
        }
    }

    private sealed class Held(Printer printer, Spool spool, byte[] prefix)
    {
        public Side[] Sides { get; } =
        [
            new(spool, new LinePrefix(printer, OutputStream.StandardOutput, prefix)),
            new(spool, new LinePrefix(printer, OutputStream.StandardError, prefix)),
        ];

        public Side Side(OutputStream stream) => Sides[stream == OutputStream.StandardOutput ? 0 : 1];
    }

    private sealed class Side(Spool spool, LinePrefix lines)
    {
        public LinePrefix Lines { get; } = lines;

        /// <summary>A line whose end has not come yet. Touched by the job alone.</summary>
        public SpoolBuffer Unfinished { get; } = new(spool);

        /// <summary>Whole lines whose turn has not come yet. Touched in a turn alone.</summary>
        public SpoolBuffer Waiting { get; } = new(spool);
    }
}
