namespace Arrea.Dataflow.Tests.Support;

/// <summary>The program <c>Arrea.Dataflow.Tests.Child</c>, as it was built beside the tests. Its first argument is a verb.</summary>
internal static class ChildProgram
{
    /// <summary>The program.</summary>
    public static string Path { get; } = Repository.BuiltProgram("Arrea.Dataflow.Tests.Child", "arrea-child");

    /// <summary>A text that a shell runs it by.</summary>
    /// <param name="verb">The verb and its arguments, quoted where the shell needs it.</param>
    public static string Command(string verb) => $"'{Path.Replace("'", @"'\''", StringComparison.Ordinal)}' {verb}";

    /// <summary>The program and its arguments, for a command without a shell.</summary>
    public static string[] Arguments(params string[] arguments) => [Path, .. arguments];
}
