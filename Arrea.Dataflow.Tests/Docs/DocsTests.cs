using System.Text.RegularExpressions;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>What the docs say is so: code compiles and runs, links lead somewhere.</summary>
[TestClass]
public sealed partial class DocsTests
{
    private const string SnippetFolder = "Arrea.Dataflow.Tests/Docs";
    private const string DecisionFolder = "docs/adr";

    [TestMethod]
    public void CSharpBlocks_AreSnippetsOfThisFolder()
    {
        var snippets = Snippets.Read(SnippetFolder).Values.ToHashSet(StringComparer.Ordinal);

        var strangers = MarkdownFile.Documents().SelectMany(static file => file.Blocks)
            .Where(block => block.Language == "csharp" && !snippets.Contains(Snippets.Normalize(block.Lines)));

        Expect.None(strangers, $"Not the body of a snippet region under {SnippetFolder}");
    }

    [TestMethod]
    public void Snippets_AreUsedByADocument()
    {
        var used = MarkdownFile.Documents().SelectMany(static file => file.Blocks).Select(static block => Snippets.Normalize(block.Lines)).ToHashSet(StringComparer.Ordinal);

        var unused = Snippets.Read(SnippetFolder).Where(snippet => !used.Contains(snippet.Value)).Select(static snippet => snippet.Key);

        Expect.None(unused, "Snippets that no document shows");
    }

    [TestMethod]
    public void BlocksOfShellText_AreConsoleBlocks()
    {
        // Only console blocks are run; a block under another name would never be checked.
        var strays = MarkdownFile.Documents().SelectMany(static file => file.Blocks).Where(static block => block.Language is "sh" or "bash" or "shell" or "c#" or "cs");

        Expect.None(strays, "Blocks that no test checks: write ```console or ```csharp");
    }

    [TestMethod]
    public void Links_LeadToFilesAndHeadings()
    {
        var files = MarkdownFile.All().ToDictionary(static file => file.Path, StringComparer.Ordinal);

        var broken = files.Values.SelectMany(static file => file.Links)
            .Where(static link => !ForeignLink().IsMatch(link.Target))
            .Where(link => !Resolves(link, files))
            .Select(static link => $"{link.File}:{link.Line}: {link.Target}");

        Expect.None(broken, "Links that lead nowhere");
    }

    [TestMethod]
    public void LinksOfPackages_LeadOutOfThem()
    {
        var packages = MarkdownFile.All().Where(static file => file.IsOfPackage).ToList();

        Assert.HasCount(2, packages);
        Expect.None(packages.SelectMany(static file => file.Links).Where(static link => !ForeignLink().IsMatch(link.Target)), "Links to files that are not in the package");
    }

    [TestMethod]
    public void Events_EachHaveARowInTheGuide()
    {
        var rows = File.ReadAllLines(Repository.PathOf("docs/guide/events.md"));
        var events = typeof(LeaderEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(LeaderEvent)) && type.IsSealed).Select(static type => type.Name).ToList();

        Assert.Contains(nameof(BreakerOpened), events);
        Expect.None(events.Where(name => !rows.Any(row => row.StartsWith($"| `{name}` |", StringComparison.Ordinal))), "Events without a row in docs/guide/events.md");
    }

    [TestMethod]
    public void Decisions_HaveANumberOfTheirOwnAndATitle()
    {
        var names = Repository.Files("*.md", DecisionFolder).Select(Path.GetFileName).OfType<string>().ToList();

        Expect.None(names.Where(static name => !DecisionName().IsMatch(name)), "Not named NNNN-title.md");
        Expect.None(names.GroupBy(static name => name[..4]).Where(static group => group.Count() > 1).Select(static group => group.Key), "Numbers given twice");
    }

    [TestMethod]
    public void Decisions_AreListedInTheIndex()
    {
        var index = MarkdownFile.Read("docs/README.md").Links.Select(static link => "docs/" + link.Target).ToHashSet(StringComparer.Ordinal);

        Expect.None(Repository.Files("*.md", "docs").Where(path => path != "docs/README.md" && !index.Contains(path)), "Not in docs/README.md");
    }

    [TestMethod]
    public void TestCommandOfTheReadme_IsTheOneThatContinuousIntegrationRuns()
    {
        const string Command = "dotnet test --solution Arrea.sln";

        Assert.Contains($"$ {Command}\n", File.ReadAllText(Repository.PathOf("README.md")));
        Assert.Contains(Command, File.ReadAllText(Repository.PathOf(".ci", "run")));
    }

    private static bool Resolves(MarkdownLink link, Dictionary<string, MarkdownFile> files)
    {
        var parts = link.Target.Split('#', 2);
        var target = parts[0].Length == 0
            ? link.File
            : Repository.Relative(Path.GetFullPath(Repository.PathOf(Path.GetDirectoryName(link.File) ?? "", parts[0])));
        return parts.Length == 1
            ? Path.Exists(Repository.PathOf(target))
            : files.TryGetValue(target, out var file) && file.Anchors.Contains(parts[1]);
    }

    [GeneratedRegex(@"\A[a-z]+:")]
    private static partial Regex ForeignLink();

    [GeneratedRegex(@"\A\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md\z")]
    private static partial Regex DecisionName();
}
