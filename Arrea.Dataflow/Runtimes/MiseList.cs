using System.Collections.Frozen;
using System.Text.Json;
using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Runtimes;

/// <summary>Reads what <c>mise ls --json TOOL</c> prints: an array of versions, or an object with such an array for each tool.</summary>
internal static class MiseList
{
    private const string Malformed = "its answer is not the JSON that was expected";

    /// <summary>Reads it.</summary>
    /// <param name="result">How mise ended.</param>
    /// <param name="tool">The tool that was asked for.</param>
    public static InstalledVersions Read(CommandResult result, string tool)
    {
        if (result is not { ExitCode: 0, Signal: null, StartError: null })
        {
            return InstalledVersions.NoAnswer(result);
        }

        try
        {
            using var document = JsonDocument.Parse(result.StandardOutput);
            return Read(document.RootElement, tool) is { } versions
                ? new() { Versions = versions.ToFrozenSet(StringComparer.Ordinal) }
                : InstalledVersions.NoAnswer(Malformed);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            // No JSON, or text in it that is not Unicode.
            return InstalledVersions.NoAnswer(Malformed);
        }
    }

    /// <summary>The versions that are installed; null when the answer has another shape.</summary>
    private static List<string>? Read(JsonElement root, string tool)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (!root.TryGetProperty(tool, out root))
            {
                return [];
            }
        }

        if (root.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var versions = new List<string>();
        foreach (var entry in root.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            // What a configuration only asks for is listed too. Old releases do not say which is which.
            if (!entry.TryGetProperty("installed", out var installed) || installed.ValueKind == JsonValueKind.True)
            {
                versions.Add(version.GetString()!);
            }
        }

        return versions;
    }
}
