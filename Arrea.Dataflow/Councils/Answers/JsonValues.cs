using System.Globalization;
using System.Text.Json;

namespace Arrea.Dataflow.Councils.Answers;

/// <summary>Reads values that may hold anything, and throws at none.</summary>
internal static class JsonValues
{
    /// <summary>The value of a key; the last of several. Null where there is none.</summary>
    public static JsonElement? Of(JsonElement element, string key)
    {
        try
        {
            return element.TryGetProperty(key, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // Another key is half a character.
            return null;
        }
    }

    /// <summary>A text, or a number or a truth as it is written. Null for anything else, and for half a character.</summary>
    public static string? Text(JsonElement? element)
    {
        try
        {
            return element switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString(),
                { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } scalar => scalar.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A number from 0 to 1, also in quotes. Null for anything else.</summary>
    public static double? Share(JsonElement? element)
        => double.TryParse(Text(element), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 ? number : null;
}
