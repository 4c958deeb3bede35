using System.Text.Json;
using System.Text.Unicode;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Sources;

/// <summary>Reads one line of a file of jobs. Everything that is wrong is told with its path.</summary>
internal static class JobLineReader
{
    private const int MostRetries = 1_000_000;

    private static readonly string[] Keys = ["command", "args", "tag", "cwd", "env", "timeout", "retries", "key", "priority"];

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is no job; the message begins with the path of what is wrong.</exception>
    public static JobLine Read(ReadOnlyMemory<byte> line)
    {
        if (!Utf8.IsValid(line.Span))
        {
            throw new FormatException("$: it is not UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new FormatException($"$: it is not JSON, from byte {error.BytePositionInLine + 1} of the line on", error);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException("$: a text holds half a surrogate pair", error);
        }
    }

    private static JobLine Read(JsonElement root)
    {
        var job = new JobLine();
        foreach (var (name, value, path) in Properties(root, "$"))
        {
            job = name switch
            {
                "command" => job with { Command = Text(value, path, "a string") },
                "args" => job with { Arguments = Texts(value, path) },
                "tag" => job with { Tag = Text(value, path, "a string") },
                "cwd" => job with { WorkingDirectory = Text(value, path, "a string") is { Length: > 0 } folder ? folder : throw Wrong(path, "the path of a directory") },
                "env" => job with { Environment = Variables(value, path) },
                "timeout" => job with { Timeout = Time(value, path) },
                "retries" => job with { Retries = Number(value, path, 0, MostRetries) },
                "key" => job with { Key = Text(value, path, "a string") },
                "priority" => job with { Priority = Number(value, path, int.MinValue, int.MaxValue) },
                _ => throw new FormatException($"{path}: unknown key.{Suggestion.For(name, Keys)} Known are {string.Join(", ", Keys)}"),
            };
        }

        return job.Command is null == job.Arguments is null
            ? throw new FormatException(job.Command is null ? "$: 'command' is missing" : "$: 'command' and 'args' exclude one another")
            : job;
    }

    private static IEnumerable<(string Name, JsonElement Value, string Path)> Properties(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(path, "an object");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = property.Name;
            var own = $"{path}.{Shown.Command(name)}";
            yield return seen.Add(name) ? (name, property.Value, own) : throw new FormatException($"{own}: it is given twice");
        }
    }

    private static string Text(JsonElement value, string path, string expected)
        => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(path, expected);

    private static List<string> Texts(JsonElement value, string path)
    {
        const string expected = "an array of strings: a program and its arguments";
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            throw Wrong(path, expected);
        }

        List<string> texts = [];
        foreach (var item in value.EnumerateArray())
        {
            texts.Add(Text(item, $"{path}[{texts.Count}]", "a string"));
        }

        return texts[0].Length > 0 ? texts : throw Wrong($"{path}[0]", "the name of a program");
    }

    private static Dictionary<string, string?> Variables(JsonElement value, string path)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, text, own) in Properties(value, path))
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
            {
                throw new FormatException($"{own}: it is no name of a variable");
            }

            variables[name] = text.ValueKind == JsonValueKind.Null ? null : Text(text, own, "a string, or null");
            if (variables[name]?.Contains('\0', StringComparison.Ordinal) == true)
            {
                throw new FormatException($"{own}: it holds a NUL character");
            }
        }

        return variables;
    }

    private static TimeSpan Time(JsonElement value, string path)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString()!,
            _ => throw Wrong(path, Duration.Accepted),
        };
        return !Duration.TryParse(text, out var duration) ? throw Wrong(path, Duration.Accepted)
            : duration == TimeSpan.Zero ? Timeout.InfiniteTimeSpan
            : duration;
    }

    private static int Number(JsonElement value, string path, int least, int most)
        => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(path, $"a whole number from {least} to {most}");

    private static FormatException Wrong(string path, string expected) => new($"{path}: expected {expected}");
}
