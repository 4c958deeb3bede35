using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>Compares what a real shell showed with what the evaluator foresaw.</summary>
internal static class Agreement
{
    /// <returns>How they differ, null where they agree; and whether there was but one way, and all of it known.</returns>
    public static (string? Difference, bool IsExact) Compare(string script, IReadOnlyList<string> real, ShellDialect dialect)
    {
        var result = FactPrinter.Evaluate(script, dialect);
        var shown = result.Facts.OfType<Invocation>().Where(static command => command.Name == "show").ToList();
        var known = shown.Where(static command => command.Arguments.All(static argument => argument.Exact is not null))
            .Select(static command => RealEvaluation.Shown(command.Arguments.Select(static argument => argument.Exact!))).ToList();
        if (result.IsOutOfBudget)
        {
            return (null, false);
        }

        if (known.Count == shown.Count && known.SequenceEqual(real))
        {
            return (null, true);
        }

        // Where it says that more may happen, or that something is not known, what did happen must be among it.
        var isOpen = known.Count < shown.Count;
        var missing = real.Where(vector => !known.Contains(vector)).ToList();
        var isStraight = !script.Contains("if [", StringComparison.Ordinal) && !script.Contains("case ", StringComparison.Ordinal)
            && !script.Contains("&&", StringComparison.Ordinal) && !script.Contains("||", StringComparison.Ordinal) && !script.Contains("shift", StringComparison.Ordinal)
            && !script.Contains("for ", StringComparison.Ordinal);
        return missing.Count > 0 && !isOpen ? ($"not foreseen: {string.Join(" ", missing)}\nforeseen: {string.Join(" ", known)}", false)
            : isStraight && !isOpen ? ($"not in this order: {string.Join(" ", real)}\nforeseen: {string.Join(" ", known)}", false)
            : (null, false);
    }
}
