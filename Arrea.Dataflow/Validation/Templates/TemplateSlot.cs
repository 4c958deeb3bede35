using System.Text;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>A piece of a template's word that holds replacement strings, and how arguments are written in their place.</summary>
/// <param name="literal">The piece. Its span lies inside its quotes.</param>
/// <param name="word">The word that it belongs to.</param>
/// <param name="source">The text of the template.</param>
/// <param name="maySpread">Whether several arguments may become several words here.</param>
internal sealed class TemplateSlot(LiteralText literal, Word word, string source, bool maySpread)
{
    private readonly string _raw = source[literal.Span];

    // A shell that does not know $'…' would read what is escaped for it otherwise: the piece is written in single quotes, and its own ones go.
    private readonly bool _replacesQuotes = literal.Quoting == Quoting.AnsiC;

    /// <summary>Where what is replaced begins in the template.</summary>
    public int Start => literal.Span.Start.GetOffset(source.Length) - (_replacesQuotes ? "$'".Length : 0);

    /// <summary>Where what is replaced ends.</summary>
    public int End => literal.Span.End.GetOffset(source.Length) + (_replacesQuotes ? "'".Length : 0);

    /// <summary>Where its word begins.</summary>
    public int WordStart { get; } = word.Span.Start.GetOffset(source.Length);

    /// <summary>Where its word ends.</summary>
    public int WordEnd { get; } = word.Span.End.GetOffset(source.Length);

    /// <summary>The replacement strings in the value of the piece, in order.</summary>
    public IReadOnlyList<Replacement> Replacements { get; } = [.. Replacement.In(literal.Text)];

    /// <summary>Whether an argument makes the beginning of the word.</summary>
    public bool BeginsWord => Replacements[0] is { Start: 0, IsNumber: false }
        && word.Parts.TakeWhile(part => part != literal).All(static part => part is LiteralText { Text: "" });

    /// <summary>Whether the word is one replacement string and nothing else, so that several arguments are several words.</summary>
    public bool Spreads => IsWholeWord && Replacements[0] is { Position: 0, IsNumber: false };

    /// <summary>Whether the word is one replacement string without quotes, where any number of words may stand.</summary>
    public bool IsWholeWord => maySpread && word.Parts.Count == 1 && literal.Quoting == Quoting.None
        && Replacements is [{ Start: 0 } only] && only.Length == literal.Text.Length;

    /// <summary>Whether its word can be repeated for each of several arguments.</summary>
    public bool IsRepeatable => maySpread && Replacements.Any(static replacement => replacement is { Position: 0, IsNumber: false });

    /// <summary>Whether it can be written: quoted text always, other text where it stands in the source as it is.</summary>
    public bool IsWritable => literal.Quoting != Quoting.None || _raw == literal.Text;

    /// <summary>The piece with the arguments in it, quoted for where it stands.</summary>
    /// <param name="valueOf">What takes the place of a replacement string.</param>
    public string Write(Func<Replacement, string> valueOf)
    {
        // Text in quotes is written anew from its value: what stands before a replacement string, such as a backslash,
        // must not change what the argument means.
        return literal.Quoting switch
        {
            Quoting.None => Filled(replacement => Quoted(valueOf(replacement))),
            Quoting.Single => Filled(valueOf).Replace("'", @"'\''", StringComparison.Ordinal),
            Quoting.AnsiC => Quoted(Filled(valueOf)),
            _ => Escaped(Filled(valueOf), "\\\"$`"),
        };
    }

    /// <summary>The piece with an expansion, or a plain name, in the place of each argument: it stays one word, and no quotes keep it from being expanded.</summary>
    public string WriteExpansion(string argument)
    {
        string Argument(Replacement replacement) => replacement.IsNumber ? "1" : argument;
        return literal.Quoting switch
        {
            Quoting.None => Filled(replacement => $"\"{Argument(replacement)}\""),
            Quoting.Single => Filled(replacement => $"'\"{Argument(replacement)}\"'", static text => text.Replace("'", @"'\''", StringComparison.Ordinal)),
            Quoting.AnsiC => $"'{Filled(replacement => $"'\"{Argument(replacement)}\"'", static text => text.Replace("'", @"'\''", StringComparison.Ordinal))}'",
            _ => Filled(Argument, static text => Escaped(text, "\\\"$`")),
        };
    }

    /// <summary>One word of the shell that is this text, in single quotes.</summary>
    public static string Quoted(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private string Filled(Func<Replacement, string> valueOf) => Filled(valueOf, static text => text);

    private string Filled(Func<Replacement, string> valueOf, Func<string, string> between)
    {
        var filled = new StringBuilder();
        var from = 0;
        foreach (var replacement in Replacements)
        {
            filled.Append(between(literal.Text[from..replacement.Start])).Append(valueOf(replacement));
            from = replacement.End;
        }

        return filled.Append(between(literal.Text[from..])).ToString();
    }

    private static string Escaped(string value, string special)
    {
        var escaped = new StringBuilder(value.Length + 8);
        foreach (var character in value)
        {
            if (special.Contains(character, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
