namespace Arrea.Dataflow.Validation.Templates;

/// <summary>A template with arguments in it.</summary>
/// <param name="Text">The command.</param>
/// <param name="Leading">The arguments that make the beginning of a word.</param>
internal sealed record Expansion(string Text, IReadOnlyList<LeadingArgument> Leading)
{
    /// <summary>Whether one of them looks like an option: a dash, and something behind it.</summary>
    public bool HasOptions => Leading.Any(static argument => argument.LooksLikeOption);

    /// <summary>Puts arguments into a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="arguments">The arguments, checked.</param>
    /// <param name="number">The number of the job.</param>
    /// <param name="slot">The number of the slot.</param>
    public static Expansion Of(in TemplateText template, IReadOnlyList<string> arguments, int number, int slot)
        => new TemplateWriter(template, arguments, number, slot).Write();

    /// <summary>How many characters it has. Never the text, which may hold secrets.</summary>
    public override string ToString() => $"command of {Text.Length} characters";
}

/// <summary>The text of a template, and the places in it.</summary>
/// <param name="Source">The text.</param>
/// <param name="Slots">Where arguments stand, in order.</param>
/// <param name="Repeated">The words that are repeated for each of several arguments, in order; none lies inside another.</param>
internal readonly record struct TemplateText(string Source, IReadOnlyList<TemplateSlot> Slots, IReadOnlyList<Range> Repeated);

/// <summary>An argument that makes the beginning of a word.</summary>
/// <param name="WordStart">Where that word begins, in characters of the command.</param>
/// <param name="Value">The argument.</param>
internal readonly record struct LeadingArgument(int WordStart, string Value)
{
    /// <summary>Whether it is a dash, and something behind it.</summary>
    public bool LooksLikeOption => Value is ['-', _, ..];
}
