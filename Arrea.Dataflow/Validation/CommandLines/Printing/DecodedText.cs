using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>Commands that encode and decode: decoded text that is known is followed, and says that it was decoded.</summary>
internal static class DecodedText
{
    public static Flow Of(Printer printer)
        => printer.Name switch
        {
            "base64" => Coded(printer, printer.Line.Has("-d", "-D", "--decode"), Convert.TryFromBase64String, static bytes => Convert.ToBase64String(bytes) + "\n"),
            "base32" => Coded(printer, printer.Line.Has("-d", "--decode"), TryFromBase32, null),
            "basenc" => Basenc(printer),
            "xxd" => Xxd(printer),
            "openssl" => OpenSsl(printer),
            "gzip" or "bzip2" or "xz" or "zstd" or "lz4" or "lzma" or "brotli" when !printer.Line.Has("-d", "--decompress", "--uncompress")
                => Flow.Unknown(printer.SourceOrigins(0)),
            "od" or "hexdump" => Flow.Unknown(printer.SourceOrigins(0)),
            _ => Flow.Unknown(Origins.Decoder | printer.SourceOrigins(0)),
        };

    private static Flow Basenc(Printer printer)
        => printer.Line.Has("--base16") ? Coded(printer, printer.Line.Has("-d", "--decode"), TryFromHex, null)
            : printer.Line.Has("--base64") ? Coded(printer, printer.Line.Has("-d", "--decode"), Convert.TryFromBase64String, null)
            : Flow.Unknown(printer.SourceOrigins(0) | (printer.Line.Has("-d", "--decode") ? Origins.Decoder : Origins.None));

    private static Flow Xxd(Printer printer)
        => printer.Line.Has("-r") ? Coded(printer, true, printer.Line.Has("-p", "-ps", "-plain") || printer.Arguments.Any(static word => word.Exact is "-pr" or "-rp") ? TryFromHex : TryNothing, null)
            : printer.Arguments.Any(static word => word.Exact is "-pr" or "-rp") ? Coded(printer, true, TryFromHex, null)
            : Flow.Unknown(printer.SourceOrigins(0));

    private static Flow OpenSsl(Printer printer)
    {
        var line = printer.Line;
        var isEncoding = line.Operands is [{ Exact: "base64" or "enc" }, ..];
        if (!isEncoding)
        {
            return Flow.Unknown(line.Operands is [{ Exact: "s_client" }, ..] ? Origins.Network : Origins.Decoder | (printer.Input.Origins & ~Origins.Outside));
        }

        var isPlain = line.Operands is [{ Exact: "base64" }, ..] || line.Has("-a", "-base64", "-A");
        var hasCipher = line.Options.Any(static option => option.Name.StartsWith("-aes", StringComparison.Ordinal) || option.Name is "-k" or "-K" or "-pass");
        return line.Has("-d") ? isPlain && !hasCipher && line.ValueOf("-in") is null
                ? Coded(printer, true, Convert.TryFromBase64String, null)
                : Flow.Unknown(Origins.Decoder | printer.Input.Origins)
            : Flow.Unknown(printer.Input.Origins);
    }

    private static Flow Coded(Printer printer, bool isDecoding, TryDecode decode, Func<byte[], string>? encode)
    {
        // openssl and xxd name their files otherwise; what they read is then not known.
        var source = printer.Name is "openssl" ? printer.Input : printer.Source(0);
        if (!isDecoding)
        {
            return encode is not null && source.Exact is { } plain && !printer.Line.Has("-w", "--wrap")
                ? Printer.Derived(encode(Encoding.UTF8.GetBytes(plain)), printer.Span, source.Origins)
                : Flow.Unknown(source.Origins);
        }

        if (source.Exact is not { } coded)
        {
            return Flow.Unknown(source.Origins | Origins.Decoder);
        }

        var bytes = new byte[coded.Length + 8];
        var text = string.Concat(coded.Where(static letter => !char.IsWhiteSpace(letter)));
        return decode(text, bytes, out var count)
            ? Printer.Derived(Encoding.UTF8.GetString(bytes, 0, count), printer.Span, source.Origins | Origins.Decoder)
            : Flow.Unknown(source.Origins | Origins.Decoder);
    }

    private delegate bool TryDecode(string text, Span<byte> bytes, out int count);

    private static bool TryNothing(string text, Span<byte> bytes, out int count)
    {
        count = 0;
        return false;
    }

    private static bool TryFromHex(string text, Span<byte> bytes, out int count)
    {
        count = text.Length / 2;
        for (var at = 0; at < count; at++)
        {
            if (!char.IsAsciiHexDigit(text[2 * at]) || !char.IsAsciiHexDigit(text[(2 * at) + 1]))
            {
                return false;
            }

            bytes[at] = (byte)((Hex(text[2 * at]) << 4) | Hex(text[(2 * at) + 1]));
        }

        return true;
    }

    private static int Hex(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (char.ToLowerInvariant(digit) - 'a') + 10;

    private static bool TryFromBase32(string text, Span<byte> bytes, out int count)
    {
        count = 0;
        var bits = 0;
        var held = 0;
        foreach (var letter in text.TrimEnd('='))
        {
            var digit = letter is >= 'A' and <= 'Z' ? letter - 'A' : letter is >= '2' and <= '7' ? letter - '2' + 26 : -1;
            if (digit < 0)
            {
                return false;
            }

            held = ((held << 5) | digit) & 0xfff;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[count++] = (byte)(held >> bits);
            }
        }

        return true;
    }
}
