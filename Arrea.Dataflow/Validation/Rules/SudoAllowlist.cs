using System.Buffers;
using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>Commands that may follow sudo, as words: <c>systemctl status</c> allows <c>sudo systemctl status nginx</c>, and not <c>sudo systemctl statusx</c>.</summary>
/// <remarks>What they do is judged by the other rules all the same.</remarks>
internal sealed class SudoAllowlist
{
    // What the shell reads as something else than itself, and the comma, which parts entries in a text.
    private static readonly SearchValues<char> Special = SearchValues.Create("\"'`$\\;&|()<>{}[]*?!#~,=");

    private readonly string[][] _entries;

    /// <param name="entries">Words with one space between them.</param>
    public SudoAllowlist(IEnumerable<string> entries)
        => _entries = [.. entries.Select(static entry => entry.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(static words => words.Length > 0)];

    public static SudoAllowlist None { get; } = new([]);

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

    /// <summary>
    /// Whether this run of sudo is allowed: its words, after quotes and expansions, begin with those of an entry. Options of sudo other than
    /// <c>-n</c>, <c>-H</c> and <c>-u root</c> make it another thing, and so does a variable that is set for it.
    /// </summary>
    public bool Allow(CommandLine line)
    {
        if (_entries.Length == 0 || !line.Options.All(IsHarmless))
        {
            return false;
        }

        foreach (var entry in _entries)
        {
            if (BeginsWith(line.Operands, entry))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHarmless(CommandOption option)
        => option.Name is "-n" or "--non-interactive" or "-H" or "--set-home" or "--" || (option.Name is "-u" or "--user" && option.Value?.Exact is "root");

    private static bool BeginsWith(IReadOnlyList<Value> words, string[] entry)
    {
        if (words.Count < entry.Length)
        {
            return false;
        }

        for (var at = 0; at < entry.Length; at++)
        {
            if (words[at].Exact != entry[at])
            {
                return false;
            }
        }

        return true;
    }
}
