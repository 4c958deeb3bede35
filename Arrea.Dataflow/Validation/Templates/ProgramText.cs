using System.Globalization;
using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>Refuses templates that put an argument into the text of a program: the quotes of the word around it hold for one shell, not for the second one.</summary>
internal static class ProgramText
{
    private const string Marker = "arrea0argument";

    /// <exception cref="ArgumentException">An argument would be part of a program.</exception>
    public static void ThrowIfAny(CommandTemplate template)
    {
        var arguments = Enumerable.Range(1, template.Positions).Select(static n => Marker + n.ToString(CultureInfo.InvariantCulture)).ToArray();
        var script = ShellParser.Parse(template.Fill(arguments, 1, 1).Text, template.Dialect);
        foreach (var invocation in ShellEvaluator.Evaluate(script, new EvaluationStart()).Facts.OfType<Invocation>())
        {
            foreach (var program in InnerPrograms.Of(invocation))
            {
                if (TextOf(program, invocation) is { } text && text.ToString().Contains(Marker, StringComparison.Ordinal))
                {
                    throw new ArgumentException(
                        $"A replacement string stands inside the text of a program that {invocation.Name} runs, where an argument could become a part of that program. Give it as a parameter: sh -c 'echo \"$1\"' sh {{}}.");
                }
            }
        }
    }

    private static Value? TextOf(InnerProgram program, Invocation invocation) => program switch
    {
        InnerText text => text.Text,
        InnerCode code => code.Code,
        InnerInput => invocation.Input.Text,
        _ => null,
    };
}
