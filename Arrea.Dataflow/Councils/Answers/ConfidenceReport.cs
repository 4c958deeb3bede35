namespace Arrea.Dataflow.Councils.Answers;

/// <summary>How sure a member says it is, at the end of its answer.</summary>
/// <param name="Content">The answer without the report.</param>
/// <param name="Confidence">How sure. Range: 0 to 1. Null for not said, or out of range.</param>
public sealed record ConfidenceReport(string Content, double? Confidence)
{
    private const string Key = "confidence";
    private const string Fence = "```";

    /// <summary>Takes the report off an answer: <c>{"confidence": 0.8}</c> as its last words, also in a code fence.</summary>
    /// <param name="text">What the member wrote.</param>
    /// <returns>What is left, and how sure the member is.</returns>
    /// <remarks>
    /// No text makes it throw, or takes more than linear time.
    /// <list type="table">
    /// <listheader><term>The last words</term><description>Then</description></listheader>
    /// <item><term>An object with this key alone, behind a text</term><description>It is taken off, with its fence and the blanks before it, also where its value is out of range.</description></item>
    /// <item><term>An object with more keys, or the whole answer</term><description>It is read, and the answer stays as it is.</description></item>
    /// <item><term>Anything else</term><description>Nothing is known, and the answer stays as it is.</description></item>
    /// </list>
    /// </remarks>
    public static ConfidenceReport Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.AsSpan().TrimEnd().Length;
        var fenced = text.AsSpan(0, end).EndsWith(Fence, StringComparison.Ordinal);
        var last = fenced ? text.AsSpan(0, end - Fence.Length).TrimEnd().Length : end;
        if (JsonObjects.In(text) is not [.., var range] || range.End != last || JsonObjects.Read(text, range) is not { } found || JsonValues.Of(found, Key) is not { } value)
        {
            return new(text, null);
        }

        var before = text.AsSpan(0, range.Start).TrimEnd();
        before = fenced ? WithoutFence(before) : before;
        var alone = before.Length > 0 && found.EnumerateObject().Count() == 1;
        return new(alone ? before.ToString() : text, JsonValues.Share(value));
    }

    /// <summary>How sure, alone. What the answer says may be secret.</summary>
    public override string ToString() => FormattableString.Invariant($"confidence {Confidence}");

    // The line that opens the fence, with the name of a language or without.
    private static ReadOnlySpan<char> WithoutFence(ReadOnlySpan<char> before)
    {
        var line = before.LastIndexOf('\n') + 1;
        return before[line..].TrimStart().StartsWith(Fence, StringComparison.Ordinal) ? before[..line].TrimEnd() : before;
    }
}
