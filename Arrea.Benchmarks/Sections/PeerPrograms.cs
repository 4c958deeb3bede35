using System.Diagnostics;

namespace Arrea.Benchmarks.Sections;

/// <summary>Programs to measure beside Arrea, where this machine has them.</summary>
internal static class PeerPrograms
{
    public const string Shell = "/bin/sh";
    public const string NoXargs = "xargs is not installed";
    public const string NoGnuParallel = "GNU parallel is not installed";
    public const string NoArrea = "Arrea.Cli is not built in this configuration";

    private const string Benchmarks = "Arrea.Benchmarks";
    private const string Cli = "Arrea.Cli";

    public static string? Xargs { get; } = Find("xargs");

    /// <summary>There is another <c>parallel</c>, in moreutils, which knows no <c>--version</c>.</summary>
    public static string? GnuParallel { get; } = Find("parallel") is { } path && Says(path, "--version", "GNU parallel") ? path : null;

    /// <summary>The variable that names a published command line.</summary>
    public const string Published = "ARREA_PUBLISHED";

    /// <summary>How to start the command line: the one that <see cref="Published"/> names, or else the one that was built as this program was, by its path, or the runtime's with the assembly; empty when it was not built.</summary>
    public static IReadOnlyList<string> Arrea { get; } = Environment.GetEnvironmentVariable(Published) is { Length: > 0 } published ? [published] : FindArrea();

    private static string? Find(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static bool Says(string path, string argument, string what)
    {
        using var process = Process.Start(new ProcessStartInfo(path, [argument]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).GetAwaiter().GetResult();
        return texts[0].Contains(what, StringComparison.Ordinal);
    }

    // Both projects are built into the same place below their own folders.
    private static string[] FindArrea()
    {
        var parts = AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar);
        var project = Array.LastIndexOf(parts, Benchmarks);
        if (project < 0)
        {
            return [];
        }

        parts[project] = Cli;
        var assembly = Path.Combine(string.Join(Path.DirectorySeparatorChar, parts), "arrea.dll");
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);

        // Whatever found the runtime for this program finds it for that one.
        return Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet"
            ? File.Exists(assembly) ? [self, assembly] : []
            : File.Exists(program) ? [program] : [];
    }
}
