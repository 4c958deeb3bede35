using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Arrea.Cli.Wording;

/// <summary>Text for bytes that need not be UTF-8.</summary>
/// <remarks>
/// Bytes that are not UTF-8 cannot be carried by text unchanged. Each stands in it as a lone surrogate, U+DC00 and the
/// byte, which the validator always refuses; so a command with such bytes is never run altered, and can still be shown.
/// </remarks>
internal static class Utf8Text
{
    public const char FirstByte = '\uDC80';
    public const char LastByte = '\uDCFF';

    private const char ByteZero = '\uDC00';

    /// <summary>The byte that a surrogate stands for.</summary>
    public static int ByteOf(char surrogate) => surrogate - ByteZero;

    /// <summary>Text for bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var isCharacter = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done;
            for (var i = 0; !isCharacter && i < length; i++)
            {
                text.Append((char)(ByteZero + bytes[i]));
            }

            text.Append(isCharacter ? rune.ToString() : "");
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a text that holds some that are not UTF-8; null for a text without.</summary>
    public static byte[]? Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || IsWellFormed(text))
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= FirstByte and <= LastByte)
            {
                bytes.Write([(byte)ByteOf(text[i])]);
                continue;
            }

            var length = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            Encoding.UTF8.GetBytes(text.AsSpan(i, length), bytes);
            i += length - 1;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Whether text can be written as UTF-8 unchanged.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }
}
