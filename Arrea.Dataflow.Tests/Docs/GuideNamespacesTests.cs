using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Arrea.Dataflow.Polly;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>Whoever copies an example of a guide is told what to put above it.</summary>
[TestClass]
public sealed partial class GuideNamespacesTests
{
    private static readonly ILookup<string, string> NamespacesByName = new[] { typeof(ArreaEngine), typeof(ResilienceStages) }
        .SelectMany(static type => type.Assembly.GetExportedTypes())
        .Where(static type => !type.IsNested)
        .SelectMany(static type => NamesOf(type).Select(name => (Name: name, type.Namespace)))
        .ToLookup(static entry => entry.Name, static entry => entry.Namespace!, StringComparer.Ordinal);

    [TestMethod]
    public void Guides_NameTheNamespacesOfTheirExamples()
    {
        var missing = MarkdownFile.Documents()
            .Where(static file => file.Path.StartsWith("docs/guide/", StringComparison.Ordinal))
            .Select(static file => (file.Path, Namespaces: MissingFrom(file)))
            .Where(static page => page.Namespaces.Count > 0)
            .Select(static page => $"{page.Path}: {string.Join(", ", page.Namespaces)}");

        Expect.None(missing, "Namespaces that the examples need and the page does not name");
    }

    private static List<string> MissingFrom(MarkdownFile file)
    {
        var text = File.ReadAllText(Repository.PathOf(file.Path));
        var code = string.Join('\n', file.Blocks.Where(static block => block.Language == "csharp").SelectMany(static block => block.Lines));
        return
        [
            .. Name().Matches(NoCode().Replace(code, ""))
                .SelectMany(static match => NamespacesByName[match.Value])
                .Distinct()
                .Where(space => !text.Contains($"`{space}`", StringComparison.Ordinal) && !text.Contains($"using {space};", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A type's name as code has it, and the extension methods in it with the dot before them.</summary>
    private static IEnumerable<string> NamesOf(Type type)
        => type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(static method => method.IsDefined(typeof(ExtensionAttribute)))
            .Select(static method => $".{method.Name}")
            .Append(type.Name.Split('`')[0]);

    // Comments, texts, and properties that are set, which are often called as their type.
    [GeneratedRegex("""//.*|"[^"\n]*"|\b\w+(?= = )""")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"\.?\b[A-Z]\w*")]
    private static partial Regex Name();
}
