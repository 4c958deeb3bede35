using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>A template with arguments in it.</summary>
/// <param name="Text">The command.</param>
/// <param name="Leading">The arguments that make the beginning of a word.</param>
internal sealed record Expansion(string Text, IReadOnlyList<LeadingArgument> Leading)
{
    /// <summary>Whether one of them looks like an option: a dash, and something behind it.</summary>
    public bool HasOptions => Leading.Any(static argument => argument.LooksLikeOption);

    /// <summary>Puts arguments into a template.</summary>
    /// <param name="source">The text of the template.</param>
    /// <param name="slots">Its slots, in order.</param>
    /// <param name="arguments">The arguments, checked.</param>
    /// <param name="number">The number of the job.</param>
    /// <param name="slot">The number of the slot.</param>
    public static Expansion Of(string source, IReadOnlyList<TemplateSlot> slots, IReadOnlyList<string> arguments, int number, int slot)
    {
        var text = new StringBuilder(source.Length + 32);
        var leading = new List<LeadingArgument>();
        var from = 0;
        foreach (var place in slots)
        {
            text.Append(source, from, place.Start - from);
            if (place.Spreads)
            {
                for (var i = 0; i < arguments.Count; i++)
                {
                    text.Append(i == 0 ? "" : " ");
                    var value = place.Replacements[0].Of(arguments[i]);
                    leading.Add(new(text.Length, value));
                    text.Append(TemplateSlot.Quoted(value));
                }
            }
            else
            {
                if (place.BeginsWord)
                {
                    leading.Add(new(text.Length - (place.Start - place.WordStart), ValueOf(place.Replacements[0])));
                }

                text.Append(place.Write(ValueOf));
            }

            from = place.End;
        }

        return new(text.Append(source, from, source.Length - from).ToString(), leading);

        string ValueOf(Replacement replacement) => replacement.Kind switch
        {
            ReplacementKind.Number => number.ToString(CultureInfo.InvariantCulture),
            ReplacementKind.Slot => slot.ToString(CultureInfo.InvariantCulture),
            _ when replacement.Position > 0 => replacement.Of(arguments[replacement.Position - 1]),
            _ => string.Join(' ', arguments.Select(replacement.Of)),
        };
    }

    /// <summary>How many characters it has. Never the text, which may hold secrets.</summary>
    public override string ToString() => $"command of {Text.Length} characters";
}

/// <summary>An argument that makes the beginning of a word.</summary>
/// <param name="WordStart">Where that word begins, in characters of the command.</param>
/// <param name="Value">The argument.</param>
internal readonly record struct LeadingArgument(int WordStart, string Value)
{
    /// <summary>Whether it is a dash, and something behind it.</summary>
    public bool LooksLikeOption => Value is ['-', _, ..];
}
