using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Arrea.Dataflow.Events;

/// <summary>The latest events, kept in a circle: one writer at a time, any number of readers that never hold it up.</summary>
/// <remarks>
/// Bounded in number and in the bytes of text and output that the events carry; beyond either, the oldest give way.
/// <para>
/// The order of writes is: tail, slot, head, each with release; readers take head, slot, tail, each with acquire. So a reader
/// that is within the head finds in a slot the event it looks for or proof that it is gone, and in the latter case a
/// tail beyond it. An event's number is written before the event enters a slot and never again, so it is the proof.
/// </para>
/// </remarks>
internal sealed class EventRing
{
    public const int Capacity = 1 << 16;
    public const long MaxBytes = 1 << 26;

    private readonly Slot[] _slots = new Slot[Capacity];
    private Marks _marks;

    /// <param name="last">Number of the last event published so far.</param>
    public EventRing(long last)
    {
        _marks.Head = last;
        _marks.Tail = last + 1;
    }

    /// <summary>Number of the newest event.</summary>
    public long Head => Volatile.Read(ref _marks.Head);

    /// <summary>Adds an event whose number is one above the last. Calls must not overlap.</summary>
    public void Write(LeaderEvent leaderEvent)
    {
        var sequence = leaderEvent.Sequence;
        if (_marks.Tail <= sequence - Capacity)
        {
            Volatile.Write(ref _marks.Tail, sequence - Capacity + 1);
        }

        ref var slot = ref _slots[(int)sequence & (Capacity - 1)];
        var bytes = BytesOf(leaderEvent);
        _marks.Bytes += bytes - slot.Bytes;
        slot.Bytes = bytes;
        if (_marks.Bytes > MaxBytes)
        {
            DropOldest(sequence);
        }

        Volatile.Write(ref slot.Event, leaderEvent);
        Volatile.Write(ref _marks.Head, sequence);
    }

    /// <summary>The event of this number, which must not be above <see cref="Head"/>; null when it is gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LeaderEvent? Read(long sequence)
        => Volatile.Read(ref _slots[(int)sequence & (Capacity - 1)].Event) is { } found && found.Sequence == sequence ? found : null;

    /// <summary>Copies events from the oldest on, as many as there are or as fit: at least one when any was ever written.</summary>
    public int CopyOldest(Span<LeaderEvent?> target)
    {
        var copied = 0;
        while (copied == 0)
        {
            var head = Head;
            for (var sequence = Volatile.Read(ref _marks.Tail); sequence <= head && copied < target.Length; sequence++)
            {
                if (Read(sequence) is not { } found)
                {
                    break;
                }

                target[copied++] = found;
            }
        }

        return copied;
    }

    // The newest stays, however big it is.
    private void DropOldest(long newest)
    {
        while (_marks.Bytes > MaxBytes && _marks.Tail < newest)
        {
            ref var oldest = ref _slots[(int)_marks.Tail & (Capacity - 1)];
            Volatile.Write(ref _marks.Tail, _marks.Tail + 1);
            Volatile.Write(ref oldest.Event, null);
            _marks.Bytes -= oldest.Bytes;
            oldest.Bytes = 0;
        }
    }

    private static long BytesOf(LeaderEvent leaderEvent) => leaderEvent switch
    {
        Output output => output.Bytes.Length,
        Result { Data: string text } => text.Length * (long)sizeof(char),
        _ => 0,
    };

    // What the writer writes all the time, on a cache line of its own: readers look at the other fields for every event.
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Marks
    {
        [FieldOffset(64)]
        public long Head;

        [FieldOffset(72)]
        public long Tail;

        [FieldOffset(80)]
        public long Bytes;
    }

    private struct Slot
    {
        public LeaderEvent? Event;
        public long Bytes;
    }
}
