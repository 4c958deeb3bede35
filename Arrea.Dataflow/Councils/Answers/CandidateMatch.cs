namespace Arrea.Dataflow.Councils.Answers;

/// <summary>Finds the candidate that a model meant.</summary>
internal sealed class CandidateMatch
{
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _trimmed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _anyCase = new(StringComparer.OrdinalIgnoreCase);

    public CandidateMatch(IEnumerable<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!_exact.Add(candidate))
            {
                continue;
            }

            var trimmed = candidate.Trim();
            _trimmed.TryAdd(trimmed, candidate);

            // Two that differ in nothing but capital letters: neither is meant by a third spelling.
            _anyCase[trimmed] = _anyCase.ContainsKey(trimmed) ? null : candidate;
        }
    }

    /// <summary>Whether anything may be named.</summary>
    public bool IsFree => _exact.Count == 0;

    /// <summary>The candidate as it is written, else without blanks around it, else in other capitals, where that is one. Null for none.</summary>
    /// <param name="said">What was said. Without candidates, it is the candidate itself, but for blanks around it.</param>
    public string? Of(string said)
    {
        var trimmed = said.Trim();
        return IsFree ? (trimmed.Length > 0 ? trimmed : null)
            : _exact.Contains(said) ? said
            : _trimmed.GetValueOrDefault(trimmed) ?? _anyCase.GetValueOrDefault(trimmed);
    }
}
