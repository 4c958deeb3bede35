using System.Reflection;
using System.Text.RegularExpressions;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Architecture;

/// <summary>What the source of a folder names: by using directives, and by names with their namespace in front.</summary>
internal static partial class SourceDependencies
{
    /// <summary>Reads every file under the folder of a project.</summary>
    /// <param name="project">The folder, relative to the root.</param>
    /// <param name="assembly">Tells which short names, such as Checks.Check, mean a type.</param>
    public static IReadOnlyList<Dependency> Of(string project, Assembly assembly)
    {
        var typesByFolder = assembly.GetTypes().ToLookup(static type => CompiledDependencies.FolderOf(type) ?? "", static type => type.Name.Split('`')[0]);
        return [.. from file in Repository.Files("*.cs", project)
                   let folder = FolderOf(file, project)
                   from to in NamedIn(File.ReadAllText(Repository.PathOf(file)), typesByFolder)
                   where to != folder
                   select new Dependency(folder, to, file)];
    }

    /// <summary>Files whose namespace is not that of their folder, each with what it declares.</summary>
    public static IReadOnlyList<string> Misplaced(string project)
        => [.. from file in Repository.Files("*.cs", project)
               let expected = NamespaceOf(file, project)
               from Match match in Declaration().Matches(CodeOf(File.ReadAllText(Repository.PathOf(file))))
               let declared = match.Groups["name"].Value
               where declared != expected
               select $"{file} declares {declared}, not {expected}"];

    /// <summary>The folders under a project that hold source.</summary>
    public static IReadOnlySet<string> Folders(string project)
        => Repository.Files("*.cs", project).Select(file => FolderOf(file, project)).ToHashSet();

    internal static IReadOnlySet<string> NamedIn(string source, ILookup<string, string> typesByFolder)
    {
        var code = CodeOf(source);
        var full = FullName().Matches(code).Select(static match => match.Groups["folder"].Value).Where(typesByFolder.Contains);
        var relative = ShortName().Matches(code)
            .Where(match => typesByFolder[match.Groups["folder"].Value].Contains(match.Groups["type"].Value))
            .Select(static match => match.Groups["folder"].Value);
        return full.Concat(relative).ToHashSet();
    }

    /// <summary>The text without comments and the text of strings.</summary>
    internal static string CodeOf(string source) => NotCode().Replace(source, " ");

    private static string FolderOf(string file, string project)
        => Steps(file, project) is [var folder, ..] ? folder : DependencyTable.Facade;

    private static string NamespaceOf(string file, string project)
        => string.Join('.', [DependencyTable.Facade, .. Steps(file, project)]);

    private static string[] Steps(string file, string project) => file[(project.Length + 1)..].Split('/')[..^1];

    [GeneratedRegex("""
        //[^\n]*
        | /\*.*?\*/
        | \$*(?<quotes>"{3,}).*?\k<quotes>
        | @\$?"(?:[^"]|"")*" | \$@"(?:[^"]|"")*"
        | "(?:[^"\\\n]|\\.)*"
        | '(?:[^'\\\n]|\\.[^']*)'
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\bArrea\.Dataflow\.(?<folder>\w+)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w+)\.(?<type>[A-Z]\w+)")]
    private static partial Regex ShortName();
}
