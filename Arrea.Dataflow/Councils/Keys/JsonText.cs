using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Keys;

/// <summary>Writes texts and trees so that writing, reading and writing again gives the same bytes.</summary>
internal static class JsonText
{
    /// <summary>The deepest that JSON is read or written.</summary>
    public const int Deepest = 256;

    /// <summary>Writes a tree. Numbers stay as they are spelt.</summary>
    /// <exception cref="InvalidOperationException">It is deeper than <see cref="Deepest"/>.</exception>
    public static void Write(Utf8JsonWriter json, JsonNode? node)
    {
        switch (node)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonObject tree:
                json.WriteStartObject();
                foreach (var (key, value) in tree)
                {
                    json.WritePropertyName(Whole(key));
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case JsonArray list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                json.WriteStringValue(Whole(text));
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(Whole(text));
        }

        json.WriteEndArray();
    }

    /// <summary>A value as a node that lives on when the document is gone.</summary>
    public static JsonNode? NodeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value.Clone()),
        JsonValueKind.Array => JsonArray.Create(value.Clone()),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value.Clone()),
    };

    // Half a surrogate pair would be written as an escape, and written again as the character it was replaced by.
    public static string Whole(string text)
        => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
