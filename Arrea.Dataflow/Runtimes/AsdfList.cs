using System.Collections.Frozen;
using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Runtimes;

/// <summary>Reads what <c>asdf list PLUGIN</c> prints: a version a line, the current one behind an asterisk.</summary>
internal static class AsdfList
{
    /// <summary>Reads it.</summary>
    /// <param name="result">How asdf ended.</param>
    public static InstalledVersions Read(CommandResult result)
    {
        if (Says(result, "No such plugin"))
        {
            return new() { HasPlugin = false };
        }

        // Without any version some releases of asdf end with 0, others with 1.
        return result is { ExitCode: 0, Signal: null } || Says(result, "No compatible versions installed") || Says(result, "No versions installed")
            ? new() { Versions = Lines(result.StandardOutput).ToFrozenSet(StringComparer.Ordinal) }
            : InstalledVersions.NoAnswer(result);
    }

    private static IEnumerable<string> Lines(string text)
        => text.Split('\n').Select(static line => line.TrimStart(' ', '\t', '*').TrimEnd()).Where(static line => line.Length > 0);

    private static bool Says(CommandResult result, string words)
        => result.StartError is null
            && (result.StandardError.Contains(words, StringComparison.OrdinalIgnoreCase) || result.StandardOutput.Contains(words, StringComparison.OrdinalIgnoreCase));
}
