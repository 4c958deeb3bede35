using System.Collections.Frozen;
using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Runtimes;

/// <summary>What a manager answers when it is asked which versions of a tool are installed.</summary>
internal sealed record InstalledVersions
{
    private const int LongestQuote = 300;

    /// <summary>The versions; empty when there is none, or no answer.</summary>
    public IReadOnlySet<string> Versions { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether the manager knows the tool at all.</summary>
    public bool HasPlugin { get; init; } = true;

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the manager itself failed at the question, which it does when it does not know the tool.</summary>
    public bool MayLackTool { get; init; }

    public static InstalledVersions NoAnswer(string why) => new() { Failure = why };

    /// <summary>A question that came to nothing, in the manager's own words where it has some.</summary>
    public static InstalledVersions NoAnswer(CommandResult result)
    {
        var ending = result switch
        {
            { StartError: { } why } => why,
            { Signal: { } signal } => $"it was ended by signal {signal}",
            _ => $"it ended with exit code {result.ExitCode}",
        };
        var words = string.Join(' ', Plain(result.StandardError).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new()
        {
            Failure = words.Length == 0 ? ending : $"{ending}: {(words.Length <= LongestQuote ? words : "…" + words[^LongestQuote..])}",
            MayLackTool = result.StartError is null && result.ExitCode > 0,
        };
    }

    // What a program writes may hold codes for a terminal, which have no place in a message.
    private static string Plain(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            plain[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }
    });
}
