using System.Text.Json;
using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils;

/// <summary>What a council is asked: a text, or a JSON object whose fields templates may name.</summary>
public sealed class CouncilInput
{
    private readonly JsonObject? _fields;

    /// <summary>Makes an input of a text. One that is a JSON object has its fields.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public CouncilInput(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        _fields = FieldsOf(text);
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>A field as a text; null where there is none.</summary>
    /// <param name="name">Its name; <c>input</c> is the whole text unless there is a field of that name.</param>
    /// <returns>The text of a string, else the JSON.</returns>
    public string? Field(string name)
        => _fields is not null && _fields.TryGetPropertyValue(name, out var value)
            ? value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString() ?? ""
            : name == "input" ? Text : null;

    /// <summary>A template with its fields filled in. <c>{{name}}</c> that is no field stays as it is.</summary>
    /// <param name="template">The template.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="template"/> is null.</exception>
    public string Fill(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var filled = new System.Text.StringBuilder(template.Length);
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : template.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            filled.Append(template, at, open - at).Append(Field(template[(open + 2)..close].Trim()) ?? template[open..(close + 2)]);
            at = close + 2;
        }

        return filled.Append(template, at, template.Length - at).ToString();
    }

    /// <summary>Its length. The text may be secret.</summary>
    public override string ToString() => $"{Text.Length} characters";

    private static JsonObject? FieldsOf(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // A text that only looks like JSON is a text.
            return null;
        }
    }
}
