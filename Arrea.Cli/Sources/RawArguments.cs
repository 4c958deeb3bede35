using System.Text.Unicode;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Sources;

/// <summary>The arguments as they were given.</summary>
internal static class RawArguments
{
    /// <summary>
    /// The arguments, in which bytes that are not UTF-8 stand as <see cref="Utf8Text.Decode"/> has them. The runtime
    /// has put U+FFFD in their place, and a command must not be run altered.
    /// </summary>
    public static string[] Restore(string[] arguments)
    {
        if (!Array.Exists(arguments, static argument => argument.Contains('\uFFFD', StringComparison.Ordinal)) || !OperatingSystem.IsLinux())
        {
            return arguments;
        }

        var bytes = File.ReadAllBytes("/proc/self/cmdline");
        if (Utf8.IsValid(bytes))
        {
            return arguments;
        }

        // Each argument ends with a NUL; before ours stand the program and, perhaps, what started it.
        List<string> all = [];
        foreach (var range in bytes.AsSpan().Split((byte)0))
        {
            all.Add(Utf8Text.Decode(bytes.AsSpan(range)));
        }

        return [.. all.Skip(all.Count - 1 - arguments.Length).Take(arguments.Length)];
    }
}
