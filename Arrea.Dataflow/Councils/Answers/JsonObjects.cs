using System.Text.Json;

namespace Arrea.Dataflow.Councils.Answers;

/// <summary>Finds the JSON objects in a text that a model wrote: alone, in a code fence, or between other words.</summary>
/// <remarks>
/// A brace in prose begins an attempt, and most attempts fail. What an attempt has read as the beginning of an inner object is not tried again: it would fail at the same place. So
/// only braces inside the strings of a failed attempt are, and a place of the text is read twice at most: once as inside a string, once as outside. No text takes more than linear time.
/// </remarks>
internal static class JsonObjects
{
    // A model's last words are near the end; objects before these are no answer.
    private const int MostTried = 32;

    // Deeper ones are well-formed, but nothing that an answer would be.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The places of the objects, by their ends. Of objects inside each other, the outermost that is complete.</summary>
    public static IReadOnlyList<JsonRange> In(string text)
    {
        var scan = new JsonScan(text);
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0;)
        {
            var from = scan.WasTried(at) ? at + 1 : scan.Object(at) ?? at + 1;
            at = text.IndexOf('{', from);
        }

        return [.. scan.Complete.OrderBy(static range => range.End)];
    }

    /// <summary>The last object that has a key; null where there is none.</summary>
    public static JsonElement? LastWith(string text, string key)
    {
        foreach (var range in In(text).Reverse().Take(MostTried))
        {
            if (Read(text, range) is { } found && JsonValues.Of(found, key) is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The object at a place; null where it is too deep, or holds half a character.</summary>
    public static JsonElement? Read(string text, JsonRange range)
    {
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory(range.Start, range.End - range.Start), Options);
            return document.RootElement.Clone();
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
