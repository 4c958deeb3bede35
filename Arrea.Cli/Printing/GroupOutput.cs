using System.Collections.Concurrent;
using Arrea.Dataflow.Commands;

namespace Arrea.Cli.Printing;

/// <summary>Prints a job's whole output when the job ends: standard output, then standard error, each byte for byte.</summary>
/// <param name="printer">Where to.</param>
/// <param name="spool">Keeps what cannot be printed yet.</param>
/// <param name="prefix">What each line of a job begins with; empty for nothing, which leaves the bytes as they are.</param>
/// <param name="keepOrder">Whether jobs are printed in the order of their places.</param>
internal sealed class GroupOutput(Printer printer, Spool spool, Func<int, byte[]> prefix, bool keepOrder) : IJobOutput
{
    private readonly ConcurrentDictionary<int, Held> _held = new();

    // Guarded by the printer's turn.
    private readonly HashSet<int> _ended = [];
    private int _next;

    public ValueTask WriteAsync(int index, OutputStream stream, ReadOnlyMemory<byte> bytes)
    {
        var held = _held.TryGetValue(index, out var known) ? known : _held.GetOrAdd(index, new Held(spool, prefix(index)));
        (stream == OutputStream.StandardOutput ? held.Output : held.Error).Append(bytes.Span);
        return default;
    }

    public ValueTask EndAsync(int index)
    {
        if (keepOrder)
        {
            return printer.InTurnAsync(() => PrintInOrder(index));
        }

        return _held.ContainsKey(index) ? printer.InTurnAsync(() => Print(index)) : default;
    }

    private void PrintInOrder(int index)
    {
        _ended.Add(index);
        while (_ended.Remove(_next))
        {
            Print(_next++);
        }
    }

    private void Print(int index)
    {
        if (_held.TryRemove(index, out var held))
        {
            Print(held.Output, new LinePrefix(printer, OutputStream.StandardOutput, held.Prefix), held.Prefix);
            Print(held.Error, new LinePrefix(printer, OutputStream.StandardError, held.Prefix), held.Prefix);
        }
    }

    private static void Print(SpoolBuffer buffer, LinePrefix lines, byte[] prefix)
    {
        buffer.Drain(lines.Write);
        if (prefix.Length > 0)
        {
            lines.EndLine();
        }
    }

    private sealed class Held(Spool spool, byte[] prefix)
    {
        public byte[] Prefix { get; } = prefix;

        public SpoolBuffer Output { get; } = new(spool);

        public SpoolBuffer Error { get; } = new(spool);
    }
}
