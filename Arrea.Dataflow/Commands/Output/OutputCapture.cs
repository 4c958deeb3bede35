using System.Buffers;
using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Commands.Output;

/// <summary>Keeps the head and the tail of an output, within a bound. Memory grows with what there is to keep, and stops at the bound.</summary>
/// <remarks>
/// One array: it is filled from the front until the bound; from then on its second half is a ring that holds the newest bytes.
/// The ring starts out filled in order, so nothing is moved when the bound is passed.
/// </remarks>
internal sealed class OutputCapture(int maxBytes) : IDisposable
{
    // One byte is at most one character, and this is the longest string there can be, less the line about the gap.
    private const int LongestText = 0x3FFF_FF00;
    private const int SmallestArray = 256;

    private readonly int _bound = Math.Min(maxBytes, LongestText);
    private byte[] _kept = [];

    /// <summary>All the bytes there were.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>Whether something had to be dropped.</summary>
    public bool IsTruncated => TotalBytes > _bound;

    private int Head => _bound - Tail;

    private int Tail => _bound / 2;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (TotalBytes < _bound)
        {
            var room = (int)(_bound - TotalBytes);
            var part = bytes[..Math.Min(room, bytes.Length)];
            MakeRoom((int)TotalBytes, part.Length);
            part.CopyTo(_kept.AsSpan((int)TotalBytes));
            TotalBytes += part.Length;
            bytes = bytes[part.Length..];
        }

        // Of a piece longer than the ring only the end can stay.
        if (bytes.Length > Tail)
        {
            TotalBytes += bytes.Length - Tail;
            bytes = bytes[^Tail..];
        }

        while (bytes.Length > 0)
        {
            var at = RingPosition;
            var part = bytes[..Math.Min(Tail - at, bytes.Length)];
            part.CopyTo(_kept.AsSpan(Head + at));
            TotalBytes += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>What was kept, as text. Where something was dropped there is a line that says how much.</summary>
    public string ToText()
    {
        if (_bound == 0 || TotalBytes == 0)
        {
            return "";
        }

        if (!IsTruncated)
        {
            return Encoding.UTF8.GetString(_kept.AsSpan(0, (int)TotalBytes));
        }

        var tail = ArrayPool<byte>.Shared.Rent(Math.Max(Tail, 1));
        var older = _kept.AsSpan(Head + RingPosition, Tail - RingPosition);
        older.CopyTo(tail);
        _kept.AsSpan(Head, RingPosition).CopyTo(tail.AsSpan(older.Length));
        var text = Compose(_kept.AsSpan(0, Head), tail.AsSpan(0, Tail));
        ArrayPool<byte>.Shared.Return(tail);
        return text;
    }

    public void Dispose()
    {
        if (_kept.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_kept);
            _kept = [];
        }
    }

    private int RingPosition => Tail == 0 ? 0 : (int)((TotalBytes - Head) % Tail);

    private string Compose(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        head = head[..^Utf8Boundary.UnfinishedAtEnd(head)];
        tail = tail[Utf8Boundary.UnfinishedAtStart(tail)..];
        var dropped = TotalBytes - head.Length - tail.Length;
        var gap = string.Create(CultureInfo.InvariantCulture, $"\n… {dropped} bytes left out …\n");
        var length = Encoding.UTF8.GetCharCount(head) + gap.Length + Encoding.UTF8.GetCharCount(tail);
        var parts = new Parts(head, gap, tail);
        return string.Create(length, parts, static (text, parts) =>
        {
            text = text[Encoding.UTF8.GetChars(parts.Head, text)..];
            parts.Gap.CopyTo(text);
            Encoding.UTF8.GetChars(parts.Tail, text[parts.Gap.Length..]);
        });
    }

    private void MakeRoom(int used, int more)
    {
        var needed = used + more;
        if (needed <= _kept.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_bound, Math.Max(Math.Max(needed, 2L * _kept.Length), SmallestArray)));
        _kept.AsSpan(0, used).CopyTo(larger);
        Dispose();
        _kept = larger;
    }

    private readonly ref struct Parts(ReadOnlySpan<byte> head, string gap, ReadOnlySpan<byte> tail)
    {
        public ReadOnlySpan<byte> Head { get; } = head;

        public string Gap { get; } = gap;

        public ReadOnlySpan<byte> Tail { get; } = tail;
    }
}
