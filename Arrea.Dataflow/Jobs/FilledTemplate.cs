using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Templates;

namespace Arrea.Dataflow.Jobs;

/// <summary>A command made of a template and arguments.</summary>
/// <param name="template">The template.</param>
/// <param name="arguments">The arguments, which nobody changes any more.</param>
/// <param name="number">The number of the job.</param>
/// <param name="slot">The number of the slot.</param>
internal sealed class FilledTemplate(CommandTemplate template, string[] arguments, int number, int slot)
{
    private readonly Expansion _expansion = template.Fill(arguments, number, slot);

    /// <summary>The command.</summary>
    public string Text => _expansion.Text;

    /// <summary>The slot that it is for.</summary>
    public IReadOnlyList<string> Arguments { get; } = Array.AsReadOnly(arguments);

    public int Slot => slot;

    /// <summary>Whether it is another command in another slot.</summary>
    public bool UsesSlot => template.UsesSlot;

    /// <summary>The same for another slot.</summary>
    public FilledTemplate In(int other) => other == slot ? this : new(template, arguments, number, other);

    /// <summary>Judges it.</summary>
    /// <param name="options">What it is judged by. The dialect is that of the shell that will run it.</param>
    public Verdict Validate(ValidationOptions options) => template.JudgeFor(_expansion, options);

    /// <summary>How long it is. Never the command, which may hold secrets.</summary>
    public override string ToString() => _expansion.ToString();
}
