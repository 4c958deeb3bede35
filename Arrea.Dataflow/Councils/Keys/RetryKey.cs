using System.Text.Json;
using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Keys;

/// <summary>The key <c>retry</c>: <c>{"max": attempts, "base_ms": milliseconds}</c>.</summary>
internal static class RetryKey
{
    public const string Name = "retry";

    private const string Max = "max";
    private const string BaseMs = "base_ms";

    /// <summary>The keys inside it, and what each must be.</summary>
    public static IReadOnlyDictionary<string, JsonShape> Keys { get; } = new Dictionary<string, JsonShape> { [Max] = JsonShape.Number, [BaseMs] = JsonShape.Number };

    /// <summary>Reads it; null where a value is none that it can hold. Keys left out have their defaults.</summary>
    public static MemberRetry? Read(JsonElement value)
    {
        var retry = new MemberRetry();
        try
        {
            if (value.TryGetProperty(Max, out var max) && max.ValueKind != JsonValueKind.Null)
            {
                retry = retry with { MaxAttempts = max.ValueKind == JsonValueKind.Number ? JsonNumbers.Short(max) ?? 0 : 0 };
            }

            if (value.TryGetProperty(BaseMs, out var wait) && wait.ValueKind != JsonValueKind.Null)
            {
                retry = retry with { BaseDelay = (wait.ValueKind == JsonValueKind.Number ? JsonNumbers.Milliseconds(wait) : null) ?? TimeSpan.MinValue };
            }

            return retry;
        }
        catch (ArgumentOutOfRangeException)
        {
            // The record knows its own bounds.
            return null;
        }
    }

    /// <summary>Begins the object and writes what is known, and leaves it open for what is not.</summary>
    public static void WriteOpen(Utf8JsonWriter json, MemberRetry retry)
    {
        json.WriteStartObject();
        json.WriteNumber(Max, retry.MaxAttempts);
        json.WriteNumber(BaseMs, JsonNumbers.Milliseconds(retry.BaseDelay));
    }

    public static void Write(Utf8JsonWriter json, MemberRetry? retry)
    {
        WriteOpen(json, retry!);
        json.WriteEndObject();
    }

    /// <summary>The keys of an object that mean nothing here; null for none.</summary>
    public static JsonObject? UnknownOf(JsonElement value)
    {
        var unknown = new JsonObject();
        foreach (var property in value.EnumerateObject().Where(static property => !Keys.ContainsKey(property.Name)))
        {
            unknown[property.Name] = JsonText.NodeOf(property.Value);
        }

        return unknown.Count == 0 ? null : unknown;
    }
}
