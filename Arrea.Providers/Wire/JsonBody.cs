using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Wire;

/// <summary>Makes the JSON of requests.</summary>
internal static class JsonBody
{
    /// <summary>The property for the effort of reasoning; each provider has its own word for it.</summary>
    public const string Effort = "reasoning_effort";

    // What is sent is no HTML: other scripts stay as they are.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    extension(JsonObject into)
    {
        /// <summary>Adds a value, unless there is none.</summary>
        public void Put(string name, JsonNode? value)
        {
            if (value is not null)
            {
                into[name] = value;
            }
        }

        /// <summary>Adds what the caller wants besides, objects key by key. What the protocol stands on is not for the caller to change.</summary>
        public void PutMore(ChatOptions options, params ReadOnlySpan<string> reserved)
        {
            foreach (var (name, value) in options.AdditionalProperties ?? [])
            {
                if (name != Effort && !reserved.Contains(name))
                {
                    Merge(into, name, NodeOf(value));
                }
            }
        }
    }

    /// <summary>The bytes to send.</summary>
    public static byte[] BytesOf(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The text to send inside of another.</summary>
    public static string TextOf(JsonNode node) => Encoding.UTF8.GetString(BytesOf(node));

    /// <summary>What a tool said, as text.</summary>
    public static string TextOf(FunctionResultContent result) => NodeOf(result.Result) switch
    {
        // The message alone, which is meant for the model; the rest of an exception is not.
        null => result.Exception is { } error ? $"Error: {error.Message}" : "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var node => TextOf(node),
    };

    /// <summary>What a tool is called with.</summary>
    public static JsonObject ArgumentsOf(FunctionCallContent call)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
        {
            arguments[name] = NodeOf(value);
        }

        return arguments;
    }

    /// <summary>A schema, or any other JSON, as a node of its own.</summary>
    public static JsonNode? NodeOf(JsonElement element) => JsonNode.Parse(element.GetRawText());

    /// <summary>Texts as an array; null for none.</summary>
    public static JsonArray? ArrayOf(IEnumerable<string>? texts) => texts is null ? null : [.. texts.Select(static text => (JsonNode?)text)];

    private static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => NodeOf(element),
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        float number => number,
        double number => number,
        decimal number => number,
        _ => JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType())),
    };

    private static void Merge(JsonObject into, string name, JsonNode? value)
    {
        if (value is JsonObject more && into[name] is JsonObject present)
        {
            foreach (var (key, inner) in more)
            {
                Merge(present, key, inner?.DeepClone());
            }

            return;
        }

        into[name] = value;
    }
}
