using System.Buffers;

namespace Arrea.Dataflow.Validation;

/// <summary>Commands that may follow sudo, as words: <c>systemctl status</c> allows <c>sudo systemctl status nginx</c>, and not <c>sudo systemctl statusx</c>.</summary>
internal static class SudoAllowlist
{
    // What the shell reads as something else than itself, and the comma, which parts entries in a text.
    private static readonly SearchValues<char> Special = SearchValues.Create("\"'`$\\;&|()<>{}[]*?!#~,=");

    /// <summary>Checks entries, and brings each into one form: words with one space between them.</summary>
    /// <exception cref="ArgumentNullException">The list or an entry is null.</exception>
    /// <exception cref="ArgumentException">An entry is not a command of plain words.</exception>
    public static IReadOnlyCollection<string> Checked(IReadOnlyCollection<string> entries, string property)
    {
        ArgumentNullException.ThrowIfNull(entries, property);
        return Array.AsReadOnly([.. entries.Select(entry =>
        {
            ArgumentNullException.ThrowIfNull(entry, property);
            return ProblemOf(entry) is { } problem
                ? throw new ArgumentException($"{property} holds '{entry}', which {problem}", property)
                : string.Join(' ', entry.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        })]);
    }

    /// <summary>What is wrong with an entry; null when nothing is.</summary>
    public static string? ProblemOf(string entry)
        => string.IsNullOrWhiteSpace(entry) ? "is empty."
            : entry.AsSpan().TrimStart(' ') is ['-', ..] ? "begins with an option of sudo."
            : entry.AsSpan().ContainsAny(Special) || entry.Any(char.IsControl) ? "holds a character that is special to the shell, or =."
            : null;
}
