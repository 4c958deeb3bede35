using System.Text.Json;
using Arrea.Cli.Configuring;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Acting;

/// <summary>Reads a document of actions, as <see cref="ActionSchema"/> describes it. All that is wrong is told at once, each with its path.</summary>
internal sealed class ActionReader
{
    private readonly List<string> _problems = [];

    private ActionReader()
    {
    }

    /// <summary>Reads a document.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="bytes">The document.</param>
    /// <exception cref="UsageException">It is no document of actions.</exception>
    public static ActionPlan Read(string name, byte[] bytes)
    {
        var reader = new ActionReader();
        var plan = reader.ReadDocument(bytes);
        return reader._problems switch
        {
            [] => plan!,
            [var problem] => throw new UsageException($"{name} holds no actions that can be run. {problem}") { ExitCode = ExitCodes.BadInput },
            var problems => throw new UsageException($"{name} holds no actions that can be run:\n  {string.Join("\n  ", problems)}") { ExitCode = ExitCodes.BadInput },
        };
    }

    private ActionPlan? ReadDocument(byte[] bytes)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
        }
        catch (JsonException error)
        {
            _problems.Add($"line {error.LineNumber + 1}: this is no JSON: {SettingsFile.FirstSentence(error.Message)}");
            return null;
        }

        using (document)
        {
            var items = ReadRoot(document.RootElement);
            if (_problems.Count == 0)
            {
                _problems.AddRange(NeedsCheck.Problems(items, Path));
            }

            return new ActionPlan([.. items.OrderBy(static item => item.Order)]);

            string Path(ActionItem item) => document.RootElement.TryGetProperty(ActionSchema.Actions, out _) ? $"$.{ActionSchema.Actions}[{item.Index}]" : "$";
        }
    }

    private List<ActionItem> ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"$: expected an object, {ActionSchema.Example}");
            return [];
        }

        if (!root.TryGetProperty(ActionSchema.Actions, out var actions))
        {
            return ReadAction(root, "$", 0, stops: true) is { } only ? [only] : [];
        }

        var properties = Properties(root, "$", ActionSchema.BatchProperties);
        var stops = !properties.TryGetValue(ActionSchema.OnError, out var onError) || ReadChoice(onError, $"$.{ActionSchema.OnError}", ActionSchema.Reactions) != "continue";
        if (actions.ValueKind != JsonValueKind.Array)
        {
            _problems.Add($"$.{ActionSchema.Actions}: expected an array of actions");
            return [];
        }

        return [.. actions.EnumerateArray().Select((action, index) => ReadAction(action, $"$.{ActionSchema.Actions}[{index}]", index, stops)).OfType<ActionItem>()];
    }

    private ActionItem? ReadAction(JsonElement action, string path, int index, bool stops)
    {
        if (action.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{path}: expected an object, {ActionSchema.Example}");
            return null;
        }

        var properties = Properties(action, path, ActionSchema.ActionProperties);
        var before = _problems.Count;
        var item = new ActionItem
        {
            Index = index,
            Command = OneOfTwo(properties, path, "command", "action") is { } name ? ReadChoice(properties[name], $"{path}.{name}", ActionSchema.Commands) : "",
            Arguments = OneOfTwo(properties, path, "args", "params") is { } args ? ReadTexts(properties[args], $"{path}.{args}", """such as ["-c", "echo hi"]""") : [],
            Order = properties.TryGetValue("order", out var order) ? ReadOrder(order, $"{path}.order") : 0,
            Id = properties.TryGetValue("id", out var id) ? ReadText(id, $"{path}.id", isName: true) : null,
            Needs = properties.TryGetValue("needs", out var needs) ? ReadTexts(needs, $"{path}.needs", "each the id of an action") : [],
            Stops = properties.TryGetValue(ActionSchema.OnError, out var onError)
                ? ReadChoice(onError, $"{path}.{ActionSchema.OnError}", ActionSchema.Reactions) != "continue"
                : stops,
        };
        if (item.Command.Length == 0 && _problems.Count == before)
        {
            _problems.Add($"{path}: 'command' is missing");
        }

        return item;
    }

    private Dictionary<string, JsonElement> Properties(JsonElement element, string path, IReadOnlyList<string> known)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = property.Name;
            if (!known.Contains(name))
            {
                _problems.Add($"{path}.{Shown.Command(name)}: unknown property.{Suggestion.For(name, known)}");
            }
            else if (!properties.TryAdd(name, property.Value))
            {
                _problems.Add($"{path}.{name}: given twice");
            }
        }

        return properties;
    }

    /// <summary>Which of two names for one thing is given; null for neither.</summary>
    private string? OneOfTwo(Dictionary<string, JsonElement> properties, string path, string one, string other)
    {
        if (properties.ContainsKey(one) && properties.ContainsKey(other))
        {
            _problems.Add($"{path}: '{one}' and '{other}' are two names for one thing; give one");
        }

        return properties.ContainsKey(one) ? one : properties.ContainsKey(other) ? other : null;
    }

    private string ReadChoice(JsonElement value, string path, IReadOnlyList<string> words)
    {
        var text = ReadText(value, path, isName: true) ?? "";
        if (text.Length > 0 && !words.Contains(text))
        {
            _problems.Add($"{path}: '{Shown.Command(text)}' is not one of {string.Join(", ", words)}.{Suggestion.For(text, words)}");
        }

        return text;
    }

    private int ReadOrder(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var order))
        {
            return order;
        }

        _problems.Add($"{path}: expected a whole number");
        return 0;
    }

    private List<string> ReadTexts(JsonElement value, string path, string such)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray().Select((text, index) => ReadText(text, $"{path}[{index}]", isName: false) ?? "")];
        }

        _problems.Add($"{path}: expected an array of strings, {such}");
        return [];
    }

    private string? ReadText(JsonElement value, string path, bool isName)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            _problems.Add($"{path}: expected a string");
            return null;
        }

        var text = TextOf(value);
        if (text is null || text.Contains('\0', StringComparison.Ordinal))
        {
            _problems.Add($"{path}: holds what no argument can hold: a NUL character, half a pair of surrogates, or bytes that are not UTF-8");
            return null;
        }

        if (isName && text.Length == 0)
        {
            _problems.Add($"{path}: must not be empty");
            return null;
        }

        return text;
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
