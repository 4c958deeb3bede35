using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>Patterns of variables, found by name: there are hundreds, and a text may set thousands of variables.</summary>
internal sealed class VariablePatterns
{
    private readonly ILookup<string, VariablePattern> _byName;
    private readonly VariablePattern[] _others;

    public VariablePatterns(IReadOnlyList<string> texts)
    {
        var patterns = texts.Select(VariablePattern.Parse).ToList();
        _byName = patterns.Where(static pattern => pattern.IsOneName).ToLookup(static pattern => pattern.Name, StringComparer.Ordinal);
        _others = [.. patterns.Where(static pattern => !pattern.IsOneName)];
        Count = patterns.Count;
    }

    public int Count { get; }

    /// <summary>The first of some variables that fits, as it is written; null where none does.</summary>
    public string? FirstOf(IReadOnlyList<Variable> variables, Value directory, bool isLasting)
    {
        foreach (var variable in variables)
        {
            if (_byName[variable.Name].Any(pattern => pattern.Fits(variable, directory, isLasting))
                || Array.Exists(_others, pattern => pattern.Fits(variable, directory, isLasting)))
            {
                return $"{variable.Name}={variable.Value}";
            }
        }

        return null;
    }
}
