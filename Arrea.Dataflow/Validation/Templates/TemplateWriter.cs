using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>Writes a template with arguments in it.</summary>
/// <param name="template">The template.</param>
/// <param name="all">The arguments, checked.</param>
/// <param name="number">The number of the job.</param>
/// <param name="slot">The number of the slot.</param>
internal sealed class TemplateWriter(TemplateText template, IReadOnlyList<string> all, int number, int slot)
{
    private readonly StringBuilder _text = new(template.Source.Length + 32);
    private readonly List<LeadingArgument> _leading = [];

    // The slot that comes next.
    private int _next;

    /// <summary>Writes it, once.</summary>
    public Expansion Write()
    {
        var from = 0;
        foreach (var word in template.Repeated)
        {
            var (start, end) = (word.Start.Value, word.End.Value);
            Write(from, start, all);
            var first = _next;
            for (var i = 0; i < all.Count; i++)
            {
                _next = first;
                _text.Append(i == 0 ? "" : " ");
                Write(start, end, [all[i]]);
            }

            from = end;
        }

        Write(from, template.Source.Length, all);
        return new(_text.ToString(), _leading);
    }

    private void Write(int from, int to, IReadOnlyList<string> arguments)
    {
        for (; _next < template.Slots.Count && template.Slots[_next].Start < to; _next++)
        {
            var place = template.Slots[_next];
            _text.Append(template.Source, from, place.Start - from);
            Write(place, arguments);
            from = place.End;
        }

        _text.Append(template.Source, from, to - from);
    }

    private void Write(TemplateSlot place, IReadOnlyList<string> arguments)
    {
        if (place.Spreads)
        {
            for (var i = 0; i < arguments.Count; i++)
            {
                _text.Append(i == 0 ? "" : " ");
                var value = place.Replacements[0].Of(arguments[i]);
                _leading.Add(new(_text.Length, value));
                _text.Append(TemplateSlot.Quoted(value));
            }

            return;
        }

        if (place.IsWholeWord && place.Replacements[0].Position > all.Count)
        {
            return;
        }

        if (place.BeginsWord)
        {
            _leading.Add(new(_text.Length - (place.Start - place.WordStart), ValueOf(place.Replacements[0])));
        }

        _text.Append(place.Write(ValueOf));

        string ValueOf(Replacement replacement) => replacement.Kind switch
        {
            ReplacementKind.Number => number.ToString(CultureInfo.InvariantCulture),
            ReplacementKind.Slot => slot.ToString(CultureInfo.InvariantCulture),
            _ when replacement.Position > all.Count => "",
            _ when replacement.Position > 0 => replacement.Of(all[replacement.Position - 1]),
            _ => string.Join(' ', arguments.Select(replacement.Of)),
        };
    }
}
