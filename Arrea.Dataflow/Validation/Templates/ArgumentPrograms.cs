using System.Text;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>Refuses templates in which an argument decides what runs: <c>A={}; $A</c>, <c>env -S {}</c>, <c>echo {} &gt; s.sh; sh s.sh</c>.</summary>
internal static class ArgumentPrograms
{
    // As long as one another, so that what is found has the same place in both commands.
    private const string Known = "arrea0argument00";
    private const string Unknown = "${arrea0unknown}";

    /// <exception cref="ArgumentException">An argument would be a program, or be evaluated.</exception>
    public static void ThrowIfAny(string source, IReadOnlyList<TemplateSlot> slots, ShellDialect dialect)
    {
        // What is unknown only where the arguments are unknown is decided by them.
        var settled = Unsettled(Fill(source, slots, Known), dialect).ToHashSet();
        if (Unsettled(Fill(source, slots, Unknown), dialect).FirstOrDefault(fact => !settled.Contains(fact)) is { Place: not null } found)
        {
            throw new ArgumentException($"A replacement string stands where the argument would become {found.Place}. Write the program out, and give arguments to it.");
        }
    }

    private static IEnumerable<(string? Place, int Start)> Unsettled(string command, ShellDialect dialect)
    {
        foreach (var fact in ShellEvaluator.Evaluate(ShellParser.Parse(command, dialect), EvaluationStart.Default).Facts)
        {
            var place = fact switch
            {
                UnknownProgram { Kind: ProgramKind.CommandName } => "the name of a command",
                UnknownProgram => "the text of a program",
                HiddenEvaluation => "something that the shell evaluates",
                _ => null,
            };
            if (place is not null)
            {
                yield return (place, fact.Span.Start.GetOffset(command.Length));
            }
        }
    }

    private static string Fill(string source, IReadOnlyList<TemplateSlot> slots, string argument)
    {
        var text = new StringBuilder(source.Length + (32 * slots.Count));
        var from = 0;
        foreach (var slot in slots)
        {
            text.Append(source, from, slot.Start - from).Append(slot.WriteExpansion(argument));
            from = slot.End;
        }

        return text.Append(source, from, source.Length - from).ToString();
    }
}
