using System.Text.Json;

namespace Arrea.Providers.Wire;

/// <summary>Reads JSON that may be of any shape: what is not there, or of another kind, is null.</summary>
internal static class JsonReading
{
    extension(JsonElement element)
    {
        /// <summary>A value of an object, unless it is null.</summary>
        public JsonElement? Get(string name)
            => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

        public string? Text(string name) => element.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

        public long? Number(string name)
            => element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

        public bool IsTrue(string name) => element.Get(name) is { ValueKind: JsonValueKind.True };

        public IEnumerable<JsonElement> Items(string name)
            => element.Get(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : Enumerable.Empty<JsonElement>();
    }
}
