using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>One process, from <c>/proc</c>.</summary>
internal readonly unsafe record struct ProcessEntry
{
    private const int StatusSize = 1024;
    private const int EnvironmentSize = 32 * 1024;
    private const int PathSize = 32;

    // Places in the status line, counted from after the name.
    private const int ParentField = 1;
    private const int GroupField = 2;
    private const int SessionField = 3;
    private const int StartField = 19;

    private static readonly byte[] MarkPrefix = Encoding.ASCII.GetBytes(ProcessMark.Variable + "=");

    public int Id { get; private init; }

    public int Parent { get; private init; }

    public int Group { get; private init; }

    public int Session { get; private init; }

    /// <summary>When it started, in the system's clock ticks since the system's own start. With the id it names a process for good.</summary>
    public long Start { get; private init; }

    /// <summary>Whether it still runs or is stopped. A zombie only waits to be reaped.</summary>
    public bool IsAlive { get; private init; }

    /// <summary>The mark in its environment; null when it has none, or may not be asked.</summary>
    public string? Mark { get; private init; }

    /// <summary>Reads a process's entry, if it is there.</summary>
    /// <param name="id">The process.</param>
    /// <param name="since">The earliest start of interest: the mark of one that is older is not looked for.</param>
    /// <param name="isUnknown">Whether it could not be asked, for want of descriptors.</param>
    public static ProcessEntry? Read(int id, long since, out bool isUnknown)
    {
        var buffer = stackalloc byte[StatusSize];
        var length = ReadFile(id, "/stat"u8, buffer, StatusSize, out isUnknown);

        // "pid (name) state ...": the name may hold anything, a bracket too, so the last bracket counts.
        var text = new ReadOnlySpan<byte>(buffer, Math.Max(length, 0));
        var fields = text[(text.LastIndexOf((byte)')') + 1)..].TrimStart((byte)' ');
        if (fields.IsEmpty)
        {
            return null;
        }

        var start = Field(fields, StartField);
        var isAlive = fields[0] is not ((byte)'Z' or (byte)'X');
        return new()
        {
            Id = id,
            Parent = (int)Field(fields, ParentField),
            Group = (int)Field(fields, GroupField),
            Session = (int)Field(fields, SessionField),
            Start = start,
            IsAlive = isAlive,
            Mark = isAlive && start >= since ? ReadMark(id) : null,
        };
    }

    /// <summary>Whether the process has a handler of its own for a signal.</summary>
    public bool Handles(int signal)
    {
        var buffer = stackalloc byte[StatusSize * 4];
        var length = ReadFile(Id, "/status"u8, buffer, StatusSize * 4, out _);
        var text = new ReadOnlySpan<byte>(buffer, Math.Max(length, 0));
        var label = "\nSigCgt:\t"u8;
        var at = text.IndexOf(label);
        return at >= 0
            && Utf8Parser.TryParse(text[(at + label.Length)..], out ulong mask, out _, 'x')
            && (mask & (1UL << (signal - 1))) != 0;
    }

    /// <summary>Looks through the whole environment: the mark is given first, but a shell passes its variables on in an order of its own.</summary>
    private static string? ReadMark(int id)
    {
        var file = Open(id, "/environ"u8, out _);
        if (file < 0)
        {
            return null;
        }

        var buffer = stackalloc byte[EnvironmentSize];
        var mark = ReadMark(file, new(buffer, EnvironmentSize), buffer);
        _ = Libc.Close(file);
        return mark;
    }

    private static string? ReadMark(int file, Span<byte> block, byte* start)
    {
        var kept = 0;
        var isTooLong = false;
        nint count;
        while ((count = Libc.Read(file, start + kept, (nuint)(block.Length - kept))) > 0)
        {
            var left = block[..(kept + (int)count)];
            int end;
            while ((end = left.IndexOf((byte)0)) >= 0)
            {
                if (!isTooLong && left.StartsWith(MarkPrefix))
                {
                    return Encoding.ASCII.GetString(left[MarkPrefix.Length..end]);
                }

                isTooLong = false;
                left = left[(end + 1)..];
            }

            // The rest of this variable comes with the next block. One that fills a block is not the mark.
            isTooLong |= left.Length == block.Length;
            kept = isTooLong ? 0 : left.Length;
            left[..kept].CopyTo(block);
        }

        return null;
    }

    private static long Field(ReadOnlySpan<byte> fields, int place)
    {
        for (; place > 0; place--)
        {
            fields = fields[(fields.IndexOf((byte)' ') + 1)..];
        }

        return Utf8Parser.TryParse(fields, out long value, out _) ? value : 0;
    }

    private static int ReadFile(int id, ReadOnlySpan<byte> name, byte* buffer, int size, out bool isUnknown)
    {
        var file = Open(id, name, out isUnknown);
        if (file < 0)
        {
            return -1;
        }

        var length = 0;
        nint count;
        while (length < size && (count = Libc.Read(file, buffer + length, (nuint)(size - length))) > 0)
        {
            length += (int)count;
        }

        _ = Libc.Close(file);
        return length;
    }

    private static int Open(int id, ReadOnlySpan<byte> name, out bool isUnknown)
    {
        Span<byte> path = stackalloc byte[PathSize];
        path.Clear();
        "/proc/"u8.CopyTo(path);
        _ = id.TryFormat(path[6..], out var digits, default, CultureInfo.InvariantCulture);
        name.CopyTo(path[(6 + digits)..]);
        int file;
        fixed (byte* start = path)
        {
            file = Libc.Open(start, Libc.CloseOnExec);
        }

        isUnknown = file < 0 && Libc.Error is Libc.TooManyOpen or Libc.SystemTableFull;
        return file;
    }
}
