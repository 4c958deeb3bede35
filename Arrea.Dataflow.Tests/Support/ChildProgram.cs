namespace Arrea.Dataflow.Tests.Support;

/// <summary>The program <c>Arrea.Dataflow.Tests.Child</c>, as it was built beside the tests. Its first argument is a verb.</summary>
internal static class ChildProgram
{
    /// <summary>The program.</summary>
    public static string Path { get; } = Find();

    /// <summary>A text that a shell runs it by.</summary>
    /// <param name="verb">The verb and its arguments, quoted where the shell needs it.</param>
    public static string Command(string verb) => $"'{Path.Replace("'", @"'\''", StringComparison.Ordinal)}' {verb}";

    /// <summary>The program and its arguments, for a command without a shell.</summary>
    public static string[] Arguments(params string[] arguments) => [Path, .. arguments];

    // The tests' own folder ends in the configuration and the framework; that of the program does as well.
    private static string Find()
    {
        var output = System.IO.Path.GetRelativePath(Repository.PathOf("Arrea.Dataflow.Tests"), AppContext.BaseDirectory);
        var path = System.IO.Path.GetFullPath(Repository.PathOf("Arrea.Dataflow.Tests.Child", output, OperatingSystem.IsWindows() ? "arrea-child.exe" : "arrea-child"));
        return File.Exists(path) ? path : throw new FileNotFoundException("The child program has not been built.", path);
    }
}
