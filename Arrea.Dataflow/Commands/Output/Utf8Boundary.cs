using System.Buffers;
using System.Text;

namespace Arrea.Dataflow.Commands.Output;

/// <summary>Where text in UTF-8 may be cut.</summary>
internal static class Utf8Boundary
{
    private const int LongestCharacter = 4;
    private const int FirstLead = 0xC0;
    private const int FirstContinuation = 0x80;

    /// <summary>The number of bytes at the end that are the beginning of a character whose rest is missing: 0 to 3.</summary>
    public static int UnfinishedAtEnd(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back < LongestCharacter && back <= text.Length; back++)
        {
            var value = text[^back];
            if (value < FirstContinuation)
            {
                return 0;
            }

            if (value >= FirstLead)
            {
                return Rune.DecodeFromUtf8(text[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
            }
        }

        return 0;
    }

    /// <summary>The number of bytes at the start that are the rest of a character whose beginning is missing: 0 to 3.</summary>
    public static int UnfinishedAtStart(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < LongestCharacter - 1 && count < text.Length && text[count] is >= FirstContinuation and < FirstLead)
        {
            count++;
        }

        return count;
    }
}
