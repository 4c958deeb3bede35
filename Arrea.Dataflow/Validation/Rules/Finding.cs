namespace Arrea.Dataflow.Validation.Rules;

/// <summary>A rule that a command breaks.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Pattern">What people know it by.</param>
/// <param name="Span">Where, in characters of the text.</param>
/// <param name="Why">What was found, as a sentence.</param>
internal sealed record Finding(string Rule, RuleSeverity Severity, string Pattern, Range Span, string Why);
