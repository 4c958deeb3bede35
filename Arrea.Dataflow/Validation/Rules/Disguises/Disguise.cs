namespace Arrea.Dataflow.Validation.Rules.Disguises;

/// <summary>A place where the text is not what it looks like.</summary>
/// <param name="Kind">One of <c>control bidi invisible space confusable</c>.</param>
/// <param name="Span">Where, in characters of the text.</param>
/// <param name="Shown">The character, by its number: <c>U+202E</c>.</param>
internal readonly record struct Disguise(string Kind, Range Span, string Shown);
