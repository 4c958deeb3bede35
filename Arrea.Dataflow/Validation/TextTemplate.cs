using System.Globalization;
using System.Text;
using Arrea.Dataflow.Validation.Templates;

namespace Arrea.Dataflow.Validation;

/// <summary>A text with places for arguments, which take them as they are: for names, tags and keys of jobs. Never for a command; that is what <see cref="CommandTemplate"/> is for. Immutable.</summary>
/// <remarks>It has the replacement strings of <see cref="CommandTemplate"/>, but not <c>{%}</c>. Nothing takes the place of an argument that is missing. A text without any replacement string is the same for all.</remarks>
public sealed class TextTemplate
{
    private readonly IReadOnlyList<Replacement> _replacements;

    private TextTemplate(string text, IReadOnlyList<Replacement> replacements)
    {
        Text = text;
        _replacements = replacements;
    }

    /// <summary>The text that it was made from.</summary>
    public string Text { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <returns>The template.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentException">It holds <c>{%}</c>: the slot of a job is known only when it runs.</exception>
    public static TextTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Replacement[] replacements = [.. Replacement.In(text)];
        return Array.Exists(replacements, static replacement => replacement.Kind == ReplacementKind.Slot)
            ? throw new ArgumentException("The slot of a job, {%}, is known only when it runs.", nameof(text))
            : new TextTemplate(text, replacements);
    }

    /// <summary>Puts arguments into the template.</summary>
    /// <param name="arguments">The arguments. <c>{}</c> takes all of them, with spaces between them.</param>
    /// <param name="number">The number of the job, for <c>{#}</c>. From 1.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/>, or one of them, is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is less than 1.</exception>
    public string Expand(IReadOnlyList<string> arguments, int number)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        var text = new StringBuilder(Text.Length);
        var from = 0;
        foreach (var replacement in _replacements)
        {
            text.Append(Text, from, replacement.Start - from).Append(ValueOf(replacement, arguments, number));
            from = replacement.End;
        }

        return text.Append(Text, from, Text.Length - from).ToString();
    }

    /// <summary>How many characters it has. Never the text, which may hold secrets.</summary>
    /// <returns>The length.</returns>
    public override string ToString() => $"template of {Text.Length} characters";

    private static string ValueOf(Replacement replacement, IReadOnlyList<string> arguments, int number) => replacement switch
    {
        { Kind: ReplacementKind.Number } => number.ToString(CultureInfo.InvariantCulture),
        { Position: 0 } => string.Join(' ', arguments.Select(replacement.Of)),
        _ when replacement.Position > arguments.Count => "",
        _ => replacement.Of(arguments[replacement.Position - 1]),
    };
}
