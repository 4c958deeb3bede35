using System.Buffers;
using System.Text;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Jobs;

/// <summary>A program and its arguments as text for a shell: each a word, quoted where it has to be.</summary>
internal static class QuotedWords
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-");

    private static readonly string[] Keywords =
    [
        "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for", "in", "function", "select", "time", "coproc",
    ];

    /// <summary>The text.</summary>
    /// <exception cref="ArgumentNullException">A word is null.</exception>
    /// <exception cref="ArgumentException">A word cannot be given to a program.</exception>
    public static string Of(IReadOnlyList<string> words)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(words[i], "arguments");
            if (words[i].Contains('\0', StringComparison.Ordinal) || CommandForm.HasLoneSurrogate(words[i]))
            {
                throw new ArgumentException($"{(i == 0 ? "The program" : $"Argument {i}")} holds a NUL character or half a surrogate pair, which no program can be given.");
            }

            text.Append(i == 0 ? "" : " ").Append(IsPlain(words[i], isProgram: i == 0) ? words[i] : $"'{words[i].Replace("'", @"'\''", StringComparison.Ordinal)}'");
        }

        return text.ToString();
    }

    // In the place of the program, an assignment and a word of the grammar mean something else.
    private static bool IsPlain(string word, bool isProgram)
        => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) && !(isProgram && (word.Contains('=', StringComparison.Ordinal) || Keywords.Contains(word)));
}
