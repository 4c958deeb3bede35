using System.Text;

namespace Arrea.Dataflow.Validation;

/// <summary>The form of a command: what a text needs to reach a shell unchanged.</summary>
internal static class CommandForm
{
    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public static InvalidReason? ProblemOf(string command)
    {
        if (string.IsNullOrWhiteSpace(command))
        {
            return InvalidReason.Empty;
        }

        if (command.Length > CommandValidator.MaxBytes || (command.Length > CommandValidator.MaxBytes / 3 && Encoding.UTF8.GetByteCount(command) > CommandValidator.MaxBytes))
        {
            return InvalidReason.TooLong;
        }

        if (command.Contains('\0', StringComparison.Ordinal))
        {
            return InvalidReason.Nul;
        }

        return HasLoneSurrogate(command) ? InvalidReason.IllFormed : null;
    }

    /// <summary>What is wrong, as a sentence.</summary>
    public static string Describe(InvalidReason reason) => reason switch
    {
        InvalidReason.Empty => "The command is empty.",
        InvalidReason.TooLong => $"The command is longer than {CommandValidator.MaxBytes} bytes.",
        InvalidReason.Nul => "The command holds a NUL character, at which the system would cut it off.",
        _ => "The command is no valid text: it holds bytes that are not UTF-8, or half a surrogate pair.",
    };

    /// <summary>Whether a text holds half a surrogate pair.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }
}
