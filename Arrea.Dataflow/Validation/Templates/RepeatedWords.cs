namespace Arrea.Dataflow.Validation.Templates;

/// <summary>Finds the words of a template that are repeated for each of several arguments.</summary>
internal static class RepeatedWords
{
    /// <summary>The outermost of them, in order.</summary>
    public static IReadOnlyList<Range> Of(IReadOnlyList<TemplateSlot> slots)
    {
        List<Range> words = [];
        foreach (var slot in slots.Where(static slot => slot.IsRepeatable).OrderBy(static slot => slot.WordStart).ThenByDescending(static slot => slot.WordEnd))
        {
            // A word inside the $( ) of another is filled along with it.
            if (words.Count == 0 || slot.WordStart >= words[^1].End.Value)
            {
                words.Add(slot.WordStart..slot.WordEnd);
            }
        }

        return words;
    }
}
