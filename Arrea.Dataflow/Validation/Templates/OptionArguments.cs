using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>Finds arguments of a template that a command would read as options.</summary>
internal static class OptionArguments
{
    // Commands to which text that begins with a dash is data, wherever it stands.
    private static readonly string[] Printing = ["echo", "test", "[", "true", "false", ":"];

    /// <summary>The first of them; null where there is none.</summary>
    public static Injection? Find(Expansion expansion, ShellDialect dialect)
    {
        var suspects = expansion.Leading.Where(static argument => argument.Value is ['-', _, ..]).ToList();
        if (suspects.Count == 0)
        {
            return null;
        }

        var script = ShellParser.Parse(expansion.Text, dialect);
        var invocations = ShellEvaluator.Evaluate(script, new EvaluationStart()).Facts.OfType<Invocation>().ToList();
        foreach (var suspect in suspects)
        {
            foreach (var invocation in invocations)
            {
                if (Reads(invocation, suspect, expansion.Text.Length) is { } option)
                {
                    return new Injection("option_argument", option, $"An argument begins with -, and {invocation.Name ?? "the command"} would read it as an option. Write -- before its place.");
                }
            }
        }

        return null;
    }

    /// <summary>Where a command reads an argument as an option; null where it does not.</summary>
    private static Range? Reads(Invocation invocation, LeadingArgument suspect, int length)
    {
        for (var i = 0; i < invocation.Arguments.Count; i++)
        {
            var argument = invocation.Arguments[i];
            var isSuspect = argument.Span.Start.GetOffset(length) == suspect.WordStart || argument.Exact == suspect.Value;
            if (isSuspect && argument.KnownStart.StartsWith('-') && !IsData(invocation, i))
            {
                return argument.Span;
            }
        }

        return null;
    }

    private static bool IsData(Invocation invocation, int index)
    {
        var argument = invocation.Arguments[index];
        if (Printing.Contains(invocation.Name) || (invocation.Name == "printf" && index > 0 && !invocation.Arguments[0].KnownStart.StartsWith('-')))
        {
            return true;
        }

        var line = CommandLineParser.Parse(invocation.Name ?? "", invocation.Arguments);
        foreach (var operand in line.Operands)
        {
            if (ReferenceEquals(operand, argument))
            {
                return true;
            }
        }

        // The value of the option before it. Where options are bundled without a dash, as with tar, nobody can be sure.
        return index > 0 && invocation.Arguments[index - 1].KnownStart.StartsWith('-')
            && line.Options.Any(option => ReferenceEquals(option.Value, argument));
    }
}
