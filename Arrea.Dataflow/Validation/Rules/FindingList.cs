using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Rules.Matching;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>Findings as they come in. Each rule is told once for a place, and there is an end to them.</summary>
internal sealed class FindingList
{
    private const int MostOfOneKind = 200;
    private const int LongestShown = 80;
    private readonly HashSet<(string Rule, Range Span)> _seen = [];
    private readonly List<Finding> _dangerous = [];
    private readonly List<Finding> _injections = [];

    public bool IsFull => _dangerous.Count >= MostOfOneKind;

    public void Add(string rule, string pattern, Range span, string why) => Add(new(rule, RuleSeverity.Injection, pattern, span, why));

    public void Add(ValidationRule rule, Range span, string shown)
        => Add(new(rule.Id, rule.Severity, rule.Pattern, span, rule.Message.Replace("{0}", Printable(shown), StringComparison.Ordinal)));

    public void AddFirst(List<ConditionMatcher> matchers, Func<ConditionMatcher, bool> fits, Range span, string shown)
    {
        if (matchers.Find(matcher => fits(matcher)) is { } found)
        {
            Add(found.Rule, span, shown);
        }
    }

    /// <summary>By place; what is dangerous first at the same place.</summary>
    public IReadOnlyList<Finding> InOrder()
        => _dangerous.Count + _injections.Count == 0 ? [] : [.. _dangerous.Concat(_injections).OrderBy(static finding => finding.Span.Start.Value).ThenBy(static finding => finding.Severity)];

    private void Add(Finding finding)
    {
        var list = finding.Severity == RuleSeverity.Dangerous ? _dangerous : _injections;
        if (list.Count < MostOfOneKind && _seen.Add((finding.Rule, finding.Span)))
        {
            list.Add(finding);
        }
    }

    // A reason is shown to people: what is long is cut, and what a terminal would obey is named.
    private static string Printable(string text) => VisibleText.Of(text.Length > LongestShown ? text[..LongestShown] + "…" : text);
}
