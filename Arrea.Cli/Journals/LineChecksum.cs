using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;

namespace Arrea.Cli.Journals;

/// <summary>The checksum at the end of each line of a journal: CRC-32C of the bytes before it, as the last property of the object.</summary>
internal static class LineChecksum
{
    /// <summary>Bytes of <c>,"crc":"01234567"}</c>.</summary>
    public const int Length = 18;

    /// <summary>Writes the property and the end of the object.</summary>
    /// <param name="line">The line, from its <c>{</c> to before its <c>}</c>.</param>
    /// <param name="end">Gets <see cref="Length"/> bytes.</param>
    public static void Write(ReadOnlySpan<byte> line, Span<byte> end)
    {
        ",\"crc\":\""u8.CopyTo(end);
        Utf8Formatter.TryFormat(Of(line), end[8..], out _, new System.Buffers.StandardFormat('x', 8));
        "\"}"u8.CopyTo(end[16..]);
    }

    /// <summary>Whether a line, without its line end, is as it was written.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> line)
    {
        if (line.Length <= Length)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[Length];
        Write(line[..^Length], expected);
        return line[^Length..].SequenceEqual(expected);
    }

    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
