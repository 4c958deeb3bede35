using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Strings and pointer tables for one native call, in one piece of native memory: nothing for the garbage collector to move or clear. Whoever makes it says how much it will hold, and counts what it adds.</summary>
internal sealed unsafe class NativeText : IDisposable
{
    /// <summary>The most bytes that <see cref="AddMark"/> takes beside the texts.</summary>
    public const int MarkSize = MostDigits + 3;

    private const int MostDigits = 20;

    private readonly byte* _start;
    private readonly byte* _end;
    private byte* _next;

    /// <summary>Reserves memory for tables of so many pointers, and then strings of so many characters in all.</summary>
    public NativeText(int pointers, int strings, long characters)
    {
        var size = (nuint)((pointers * sizeof(byte*)) + strings + (characters * 3));
        _start = (byte*)NativeMemory.Alloc(size);
        _end = _start + size;
        _next = _start;
    }

    /// <summary>A table of pointers. Tables come before strings, so that they are aligned.</summary>
    public byte** Table(int count)
    {
        var table = (byte**)_next;
        _next += count * sizeof(byte*);
        return table;
    }

    /// <summary>Adds a string in UTF-8 with its closing NUL; null when it holds a NUL or half a surrogate pair, for then the program would not get what was written.</summary>
    public byte* Add(ReadOnlySpan<char> text)
    {
        var start = _next;
        if (!Append(text))
        {
            return null;
        }

        *_next++ = 0;
        return start;
    }

    /// <summary>Adds <c>name=value</c>.</summary>
    public byte* AddVariable(string name, string value)
    {
        var start = _next;
        if (!Append(name))
        {
            return null;
        }

        *_next++ = (byte)'=';
        return Add(value) is null ? null : start;
    }

    /// <summary>Adds the variable that carries a command's mark.</summary>
    public byte* AddMark(ProcessMark mark)
    {
        var start = _next;
        _ = Append(ProcessMark.Variable);
        *_next++ = (byte)'=';
        _ = Append(mark.Runner);
        *_next++ = (byte)ProcessMark.BeforeNumber;
        _ = mark.Number.TryFormat(new Span<byte>(_next, MostDigits), out var digits, default, CultureInfo.InvariantCulture);
        _next += digits;
        *_next++ = 0;
        return start;
    }

    public void Dispose() => NativeMemory.Free(_start);

    private bool Append(ReadOnlySpan<char> text)
    {
        var room = new Span<byte>(_next, (int)Math.Min(_end - _next, int.MaxValue));
        if (text.Contains('\0')
            || Utf8.FromUtf16(text, room, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            return false;
        }

        _next += written;
        return true;
    }
}
