using System.Text.Json;
using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>Reads rules from JSON. Every problem is told, with the rule it is in.</summary>
internal static class RuleReader
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
    private static readonly string[] RuleKeys = ["id", "severity", "pattern", "message", "matches", "passes", "when"];

    private static readonly (string Key, Func<RuleCondition, string[], RuleCondition> Set)[] Setters =
    [
        ("commands", static (condition, words) => condition with { Commands = words }),
        ("words", static (condition, words) => condition with { Words = words }),
        ("options", static (condition, words) => condition with { Options = words }),
        ("without", static (condition, words) => condition with { Without = words }),
        ("arguments", static (condition, words) => condition with { Arguments = words }),
        ("operands", static (condition, words) => condition with { Operands = words }),
        ("statements", static (condition, words) => condition with { Statements = words }),
        ("lines", static (condition, words) => condition with { Lines = words }),
        ("effects", static (condition, words) => condition with { Effects = words }),
        ("paths", static (condition, words) => condition with { Paths = words }),
        ("variables", static (condition, words) => condition with { Variables = words }),
        ("input", static (condition, words) => condition with { Input = words }),
        ("carries", static (condition, words) => condition with { Carries = words }),
    ];

    private static readonly string[] ConditionKeys = [.. Setters.Select(static setter => setter.Key), "recursive", "ignore_case"];

    public static IReadOnlyList<ValidationRule> Read(string json, List<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.Array => [.. root.EnumerateArray().Select((rule, at) => Rule(rule, $"rule {at + 1}", problems)).OfType<ValidationRule>()],
                _ => Rule(root, "rule 1", problems) is { } rule ? [rule] : [],
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is told only when the text is taken out.
            problems.Add($"The rules are not JSON: {error.Message}");
            return [];
        }
    }

    private static ValidationRule? Rule(JsonElement element, string place, List<string> problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{place}: expected an object, found {Kind(element)}.");
            return null;
        }

        var id = Text(element, "id", place, problems);
        place = id is null ? place : $"{place} ({id})";
        var before = problems.Count;
        foreach (var property in element.EnumerateObject().Where(static property => !RuleKeys.Contains(property.Name) && !ConditionKeys.Contains(property.Name)))
        {
            problems.Add($"{place}: '{property.Name}' is not a key. The keys are {string.Join(", ", RuleKeys.Concat(ConditionKeys))}.");
        }

        var severity = Severity(element, place, problems);
        var pattern = Text(element, "pattern", place, problems);
        var message = Text(element, "message", place, problems);
        var when = Conditions(element, place, problems);
        var matches = Words(element, "matches", place, problems);
        var passes = Words(element, "passes", place, problems);
        if (when.Count == 0 && problems.Count == before)
        {
            problems.Add($"{place}: it has no condition, so that it would never be broken.");
        }

        return problems.Count > before || id is null || pattern is null || message is null
            ? null
            : Try(place, problems, () => new ValidationRule { Id = id, Severity = severity, Pattern = pattern, Message = message, When = when, Matches = matches, Passes = passes });
    }

    private static RuleSeverity Severity(JsonElement element, string place, List<string> problems)
    {
        if (!element.TryGetProperty("severity", out var value))
        {
            return RuleSeverity.Dangerous;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not ("dangerous" or "injection"))
        {
            problems.Add($"{place}: severity is {value.GetRawText()}; expected \"dangerous\" or \"injection\".");
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() == "injection" ? RuleSeverity.Injection : RuleSeverity.Dangerous;
    }

    private static List<RuleCondition> Conditions(JsonElement element, string place, List<string> problems)
    {
        var conditions = new List<RuleCondition?>();
        if (ConditionKeys.Any(key => element.TryGetProperty(key, out _)))
        {
            conditions.Add(Condition(element, place, problems));
        }

        if (element.TryGetProperty("when", out var when))
        {
            if (when.ValueKind != JsonValueKind.Array)
            {
                problems.Add($"{place}: when is {Kind(when)}; expected an array of conditions.");
            }
            else
            {
                foreach (var (at, condition) in when.EnumerateArray().Index())
                {
                    conditions.Add(Inner(condition, $"{place}, condition {at + 1}", problems));
                }
            }
        }

        return [.. conditions.OfType<RuleCondition>()];
    }

    private static RuleCondition? Inner(JsonElement element, string place, List<string> problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{place}: expected an object, found {Kind(element)}.");
            return null;
        }

        foreach (var property in element.EnumerateObject().Where(static property => !ConditionKeys.Contains(property.Name)))
        {
            problems.Add($"{place}: '{property.Name}' is not a key of a condition. The keys are {string.Join(", ", ConditionKeys)}.");
        }

        return Condition(element, place, problems);
    }

    private static RuleCondition? Condition(JsonElement element, string place, List<string> problems)
    {
        var before = problems.Count;
        var recursive = YesOrNo(element, "recursive", place, problems);
        var ignoresCase = YesOrNo(element, "ignore_case", place, problems) ?? false;

        // Each word is checked by the property that it goes into, and one wrong word must not hide another.
        var made = new RuleCondition { Recursive = recursive, IgnoreCase = ignoresCase };
        foreach (var (key, set) in Setters)
        {
            var words = Words(element, key, place, problems);
            made = Try(place, problems, () => set(made, words)) ?? made;
        }

        return problems.Count == before ? made : null;
    }

    private static T? Try<T>(string place, List<string> problems, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (ArgumentException error)
        {
            problems.Add($"{place}: {Check.MessageOf(error)}");
            return null;
        }
    }

    private static string? Text(JsonElement element, string key, string place, List<string> problems)
    {
        if (element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
        {
            return value.GetString();
        }

        var found = value.ValueKind switch
        {
            JsonValueKind.Undefined => "missing",
            JsonValueKind.String => "empty",
            _ => Kind(value),
        };
        problems.Add($"{place}: {key} is {found}; expected a text.");
        return null;
    }

    private static string[] Words(JsonElement element, string key, string place, List<string> problems)
    {
        if (!element.TryGetProperty(key, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static word => word.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(static word => word.GetString()!)];
        }

        problems.Add($"{place}: {key} is {Kind(value)}; expected an array of texts.");
        return [];
    }

    private static bool? YesOrNo(JsonElement element, string key, string place, List<string> problems)
    {
        if (!element.TryGetProperty(key, out var value))
        {
            return null;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            problems.Add($"{place}: {key} is {Kind(value)}; expected true or false.");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"the text {element.GetRawText()}",
        _ => element.GetRawText(),
    };
}
