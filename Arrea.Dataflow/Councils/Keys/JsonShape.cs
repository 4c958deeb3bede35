using System.Text.Json;

namespace Arrea.Dataflow.Councils.Keys;

/// <summary>The type that a key's value has in JSON.</summary>
internal enum JsonShape
{
    Text,
    Number,
    Switch,
    List,
    Texts,
    Object,
    TextOrObject,
}

/// <summary>Tells whether a value has the type it must have.</summary>
internal static class JsonShapes
{
    public static bool Fits(JsonShape shape, JsonElement value) => shape switch
    {
        JsonShape.Text => value.ValueKind == JsonValueKind.String,
        JsonShape.Number => value.ValueKind == JsonValueKind.Number,
        JsonShape.Switch => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        JsonShape.List => value.ValueKind == JsonValueKind.Array,
        JsonShape.Texts => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String),
        JsonShape.TextOrObject => value.ValueKind is JsonValueKind.String or JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Object,
    };

    /// <summary>What is expected and what is there, as the end of a sentence.</summary>
    public static string Complaint(JsonShape shape, JsonElement value)
        => shape == JsonShape.Texts && value.ValueKind == JsonValueKind.Array
            ? "must be a list of texts, and something in it is no text"
            : $"must be {Words(shape)}, and is {Words(value.ValueKind)}";

    private static string Words(JsonShape shape) => shape switch
    {
        JsonShape.Text => "a text",
        JsonShape.Number => "a number",
        JsonShape.Switch => "true or false",
        JsonShape.List => "a list",
        JsonShape.Texts => "a list of texts",
        JsonShape.TextOrObject => "a text or an object",
        _ => "an object",
    };

    private static string Words(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
