using System.Runtime.InteropServices;

namespace Arrea.Benchmarks.Sections;

/// <summary>The delegate that does nothing but be counted. Each thread counts for itself, so that counting costs next to nothing.</summary>
internal sealed class Counter
{
    private const int Cells = 64;
    private readonly Cell[] _cells = new Cell[Cells];

    public long Total => _cells.Sum(static cell => Interlocked.Read(ref cell.Value));

    public ValueTask<int> CallAsync(CancellationToken cancellationToken)
    {
        // Threads may share a cell, so the addition is atomic; it is seldom contended.
        Interlocked.Increment(ref _cells[Environment.CurrentManagedThreadId % Cells].Value);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new ValueTask<int>(1);
    }

    public void Reset() => Array.Clear(_cells);

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Cell
    {
        [FieldOffset(0)]
        public long Value;
    }
}
