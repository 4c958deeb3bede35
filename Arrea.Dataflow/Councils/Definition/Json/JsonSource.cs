using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Definition.Json;

/// <summary>A text that is JSON, and who knows the line of each value.</summary>
internal sealed class JsonSource : IDisposable
{
    private readonly byte[] _utf8;
    private readonly JsonDocument _document;

    /// <exception cref="CouncilFormatException">The text is no JSON.</exception>
    public JsonSource(string text)
    {
        _utf8 = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        JsonScan.Check(_utf8);
        _document = JsonDocument.Parse(_utf8, new JsonDocumentOptions { MaxDepth = JsonText.Deepest });
    }

    public JsonElement Root => _document.RootElement;

    /// <summary>The value of a key; undefined where there is none, or null.</summary>
    /// <exception cref="CouncilFormatException">It has another type.</exception>
    public JsonElement Value(JsonElement owner, JsonPlace place, string key, JsonShape shape)
    {
        if (!owner.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        Expect(shape, value, place[key]);
        return value;
    }

    /// <summary>The text of a key; null where there is none.</summary>
    /// <exception cref="CouncilFormatException">It has another type.</exception>
    public string? Text(JsonElement owner, JsonPlace place, string key)
        => Value(owner, place, key, JsonShape.Text) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The texts of a key; none where there is none.</summary>
    /// <exception cref="CouncilFormatException">It has another type.</exception>
    public IReadOnlyList<string> Texts(JsonElement owner, JsonPlace place, string key)
        => Value(owner, place, key, JsonShape.Texts) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(static item => item.GetString()!)] : [];

    /// <summary>The items of a key, each with its place; none where there is none.</summary>
    /// <exception cref="CouncilFormatException">It has another type.</exception>
    public IEnumerable<(JsonElement Value, JsonPlace Place)> Items(JsonElement owner, JsonPlace place, string key)
        => Value(owner, place, key, JsonShape.List) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray().Select((item, index) => (item, place[key][index])) : [];

    /// <summary>What is not among the keys, to be kept; null for nothing.</summary>
    public static JsonObject? Others(JsonElement owner, Func<string, bool> isKnown)
    {
        var others = new JsonObject();
        foreach (var property in owner.EnumerateObject().Where(property => !isKnown(property.Name)))
        {
            others[property.Name] = JsonText.NodeOf(property.Value);
        }

        return others.Count == 0 ? null : others;
    }

    public void Expect(JsonShape shape, JsonElement value, JsonPlace place)
    {
        if (!JsonShapes.Fits(shape, value))
        {
            throw Wrong(place, JsonShapes.Complaint(shape, value) + ".");
        }
    }

    public CouncilFormatException Wrong(JsonPlace place, string problem) => new(place.ToString(), JsonScan.LineOf(_utf8, place), problem);

    public void Dispose() => _document.Dispose();
}
