using System.Reflection;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Unwatched = ["bin", "obj", ".git", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: what the tests were built as.</summary>
    public static string BuildConfiguration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A program of the solution, as it was built beside the tests.</summary>
    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public static string BuiltProgram(string project, string name)
    {
        // The tests' own folder ends in the configuration and the framework; that of the program does as well.
        var output = Path.GetRelativePath(PathOf("Arrea.Dataflow.Tests"), AppContext.BaseDirectory);
        var path = Path.GetFullPath(PathOf(project, output, OperatingSystem.IsWindows() ? name + ".exe" : name));
        return File.Exists(path) ? path : throw new FileNotFoundException($"{name} has not been built.", path);
    }

    /// <summary>Files of a kind under the root, by relative path with slashes, in ordinal order; build output is left aside.</summary>
    public static IReadOnlyList<string> Files(string pattern, string under = "")
    {
        var found = new List<string>();
        Collect(new DirectoryInfo(PathOf(under)), pattern, found);
        return [.. found.Select(Relative).Order(StringComparer.Ordinal)];
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static void Collect(DirectoryInfo folder, string pattern, List<string> found)
    {
        found.AddRange(folder.EnumerateFiles(pattern).Select(static file => file.FullName));
        foreach (var child in folder.EnumerateDirectories().Where(static child => !Unwatched.Contains(child.Name)))
        {
            Collect(child, pattern, found);
        }
    }

    // Not by the path of this file: a deterministic build replaces it.
    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Arrea.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Arrea.sln.");
    }
}
