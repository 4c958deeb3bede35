using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Protection;

/// <summary>Successes and failures of a sliding window, without a lock: ten cells in a ring, each one word.</summary>
/// <remarks>
/// A cell holds the number of its step in time, its successes and its failures. Who finds the cell of an older step
/// begins it anew by the same exchange that counts. Before a counter overflows both are halved, which keeps their ratio.
/// </remarks>
internal sealed class FailureCounts
{
    private const int Cells = 10;
    private const int CountBits = 18;
    private const long CountMask = (1L << CountBits) - 1;
    private const long StepMask = (1L << 28) - 1;

    private readonly long[] _cells = new long[Cells];
    private readonly FailureWindow _window;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly long _cellLength;

    /// <param name="window">Its length, and when it counts as broken.</param>
    /// <param name="generation">The generation of the breaker whose calls it counts.</param>
    /// <param name="time">The clock.</param>
    public FailureCounts(FailureWindow window, long generation, TimeProvider time)
    {
        _window = window;
        _time = time;
        _start = time.GetTimestamp();
        _cellLength = Math.Max(1, Durations.ToTimestamp(window.Length, time) / Cells);
        Generation = generation;
    }

    public long Generation { get; }

    public bool HasFailures => Sum(Now()).Failures > 0;

    public void AddSuccess() => Add(Now(), 1L << CountBits);

    /// <summary>Counts a failure.</summary>
    /// <returns>The failures in the window when there are too many of them, otherwise 0.</returns>
    public int AddFailure()
    {
        var now = Now();
        Add(now, 1);
        var (successes, failures) = Sum(now);
        var calls = successes + failures;
        return calls >= _window.MinimumCalls && failures >= _window.Ratio * calls ? (int)failures : 0;
    }

    // Steps count from the size of the ring on, so that a cell never used is of a step long past.
    private long Now() => ((_time.GetTimestamp() - _start) / _cellLength) + Cells;

    private void Add(long step, long unit)
    {
        ref var cell = ref _cells[step % Cells];
        step &= StepMask;
        var word = Volatile.Read(ref cell);
        while (true)
        {
            // A thread that was held up may find the cell of a later step: then it counts there.
            var isOlder = ((step - StepOf(word)) & StepMask) is > 0 and <= StepMask / 2;
            var counted = (isOlder ? step << (2 * CountBits) : MakeRoom(word)) + unit;
            var seen = Interlocked.CompareExchange(ref cell, counted, word);
            if (seen == word)
            {
                return;
            }

            word = seen;
        }
    }

    private (long Successes, long Failures) Sum(long step)
    {
        var (successes, failures) = (0L, 0L);
        for (var i = 0; i < Cells; i++)
        {
            var word = Volatile.Read(ref _cells[i]);
            var age = (step - StepOf(word)) & StepMask;

            // An age close to the mask is that of a later step, which another thread has just begun.
            if (age is < Cells or > StepMask / 2)
            {
                successes += (word >> CountBits) & CountMask;
                failures += word & CountMask;
            }
        }

        return (successes, failures);
    }

    private static long StepOf(long word) => (word >> (2 * CountBits)) & StepMask;

    private static long MakeRoom(long word)
    {
        var (successes, failures) = ((word >> CountBits) & CountMask, word & CountMask);
        return successes < CountMask && failures < CountMask
            ? word
            : (StepOf(word) << (2 * CountBits)) | ((successes / 2) << CountBits) | (failures / 2);
    }
}
