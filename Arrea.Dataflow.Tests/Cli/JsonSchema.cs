using System.Text.Json;
using System.Text.RegularExpressions;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>As much of JSON Schema as the project's own schemas use. What it does not know, it does not accept.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    public static JsonSchema Load(string path)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Arrea.sln")))
        {
            directory = directory.Parent ?? throw new FileNotFoundException("Arrea.sln is in no directory above the tests.");
        }

        return new JsonSchema(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory.FullName, path))).RootElement);
    }

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    public string? Problem(JsonElement value) => Problem(root, value, "$");

    private string? Problem(JsonElement schema, JsonElement value, string path)
    {
        if (schema.ValueKind is JsonValueKind.True)
        {
            return null;
        }

        if (schema.ValueKind is JsonValueKind.False)
        {
            return $"{path} must not be there";
        }

        return schema.EnumerateObject().Select(rule => Problem(schema, rule, value, path)).FirstOrDefault(static problem => problem is not null);
    }

    private string? Problem(JsonElement schema, JsonProperty rule, JsonElement value, string path) => rule.Name switch
    {
        "$schema" or "title" or "description" or "$defs" => null,
        "$ref" => Problem(Resolve(rule.Value.GetString()!), value, path),
        "const" => JsonElement.DeepEquals(rule.Value, value) ? null : $"{path} is not {rule.Value}",
        "enum" => rule.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)) ? null : $"{path} is none of {rule.Value}",
        "type" => IsType(rule.Value, value) ? null : $"{path} is not {rule.Value}",
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!) ? null : $"{path} does not match {rule.Value}",
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble() ? null : $"{path} is less than {rule.Value}",
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble() ? null : $"{path} is more than {rule.Value}",
        "required" => value.ValueKind != JsonValueKind.Object ? null : rule.Value.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing ? $"{path}.{missing} is missing" : null,
        "properties" => value.ValueKind != JsonValueKind.Object ? null : rule.Value.EnumerateObject().Select(property => value.TryGetProperty(property.Name, out var inner) ? Problem(property.Value, inner, $"{path}.{property.Name}") : null).FirstOrDefault(static problem => problem is not null),
        "additionalProperties" => Others(schema, value).Select(property => Problem(rule.Value, property.Value, $"{path}.{property.Name}")).FirstOrDefault(static problem => problem is not null),
        "propertyNames" => value.ValueKind != JsonValueKind.Object ? null : value.EnumerateObject().Select(property => Problem(rule.Value, JsonSerializer.SerializeToElement(property.Name), $"the name of {path}.{property.Name}")).FirstOrDefault(static problem => problem is not null),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32() ? null : $"{path} has less than {rule.Value} items",
        "prefixItems" => value.ValueKind != JsonValueKind.Array ? null : value.EnumerateArray().Zip(rule.Value.EnumerateArray()).Select((item, index) => Problem(item.Second, item.First, $"{path}[{index}]")).FirstOrDefault(static problem => problem is not null),
        "items" => value.ValueKind != JsonValueKind.Array ? null : value.EnumerateArray().Select((item, index) => Problem(rule.Value, item, $"{path}[{index}]")).FirstOrDefault(static problem => problem is not null),
        "not" => Problem(rule.Value, value, path) is null ? $"{path} is what it must not be" : null,
        "oneOf" => OneOf(rule.Value, value, path),
        _ => throw new NotSupportedException($"This check does not know '{rule.Name}'."),
    };

    /// <summary>The properties that a schema does not name.</summary>
    private static IEnumerable<JsonProperty> Others(JsonElement schema, JsonElement value)
        => value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject().Where(property => !schema.TryGetProperty("properties", out var named) || !named.TryGetProperty(property.Name, out _));

    private string? OneOf(JsonElement schemas, JsonElement value, string path)
    {
        string?[] problems = [.. schemas.EnumerateArray().Select(schema => Problem(schema, value, path))];
        return problems.Count(static problem => problem is null) == 1 ? null : $"{path} is not exactly one of: {string.Join("; ", problems)}";
    }

    private JsonElement Resolve(string reference)
    {
        var element = root;
        foreach (var name in reference.Split('/').Skip(1))
        {
            element = element.GetProperty(name);
        }

        return element;
    }

    private static bool IsType(JsonElement types, JsonElement value)
        => types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Any(type => IsType(type, value)) : types.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "string" => value.ValueKind == JsonValueKind.String,
            "null" => value.ValueKind == JsonValueKind.Null,
            "array" => value.ValueKind == JsonValueKind.Array,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            var other => throw new NotSupportedException($"This check does not know the type '{other}'."),
        };
}
