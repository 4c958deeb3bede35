using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Architecture;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests;

/// <summary>The code keeps to the table of docs/architecture.md, and the table to the code. Its files stay small.</summary>
[TestClass]
public sealed class ArchitectureTests
{
    private const string Project = "Arrea.Dataflow";
    private const string Document = "docs/architecture.md";

    private static readonly DependencyTable Table = DependencyTable.Parse(File.ReadAllLines(Repository.PathOf(Document)));

    private static readonly IReadOnlyList<Dependency> Dependencies =
        [.. CompiledDependencies.Of(typeof(Job).Assembly), .. SourceDependencies.Of(Project, typeof(Job).Assembly)];

    [TestMethod]
    public void Namespaces_UseOnlyWhatTheTableAllows()
        => Expect.None(Dependencies.Where(static dependency => !Table.Allows(dependency)).DistinctBy(static dependency => (dependency.From, dependency.To)), $"Not allowed by {Document}");

    [TestMethod]
    public void Dependencies_AreFoundInBothWays()
    {
        // Guards the two finders themselves: a finder that sees nothing would allow everything.
        Assert.Contains(("Jobs", "Outcomes"), CompiledDependencies.Of(typeof(Job).Assembly).Select(static dependency => (dependency.From, dependency.To)));
        Assert.Contains(("Jobs", "Checks"), SourceDependencies.Of(Project, typeof(Job).Assembly).Select(static dependency => (dependency.From, dependency.To)));
    }

    [TestMethod]
    public void Table_HasNoCycle() => Assert.IsNull(Table.FindCycle());

    [TestMethod]
    public void Table_HasARowForEachNamespace()
        => Expect.None(
            SourceDependencies.Folders(Project)
                .Concat(typeof(Job).Assembly.GetTypes().Select(CompiledDependencies.FolderOf).OfType<string>())
                .Distinct()
                .Except(Table.Namespaces),
            $"Missing from {Document}");

    [TestMethod]
    public void Files_DeclareTheNamespaceOfTheirFolder()
        => Expect.None(SourceDependencies.Misplaced(Project), "Files in the wrong folder");

    [TestMethod]
    public void Files_AreNotLongerThan300Lines()
        => Expect.None(
            from file in Repository.Files("*.cs")
            let lines = File.ReadLines(Repository.PathOf(file)).Count()
            where lines > 300
            select $"{file}: {lines} lines",
            "Files that are too long: split them by what they do");

    [TestMethod]
    public void Table_HasNoRowWithoutANamespace()
        => Expect.None(Table.Namespaces.Except(SourceDependencies.Folders(Project)), $"Rows of {Document} that stand for nothing");

    [TestMethod]
    public void Table_AllowsNothingThatIsNotUsed()
    {
        var used = Dependencies.Select(static dependency => (dependency.From, dependency.To)).ToHashSet();

        Expect.None(
            from name in Table.Namespaces
            where name != DependencyTable.Facade
            from allowed in Table.MayUse(name)
            where !used.Contains((name, allowed))
            select $"{name} → {allowed}",
            $"Allowed by {Document}, and used nowhere: take it out of the table");
    }

    [TestMethod]
    public void FindCycle_TableThatLeadsBack_NamesTheWay()
    {
        var table = DependencyTable.Parse(["| Namespace | May use |", "| --- | --- |", "| `A` | `B` |", "| `B` | `C`, `D` |", "| `C` | nothing |", "| `D` | `B` |"]);

        Assert.AreEqual("B → D → B", table.FindCycle());
    }

    [TestMethod]
    [DataRow("using Arrea.Dataflow.Jobs;", "Jobs")]
    [DataRow("global using J = Arrea.Dataflow.Jobs.Job;", "Jobs")]
    [DataRow("x = Arrea.Dataflow.Jobs.Job.Run(y);", "Jobs")]
    [DataRow("x = Jobs.Job.Run(y);", "Jobs")]
    [DataRow("x = batch.Jobs.Job;", "")]
    [DataRow("x = Jobs.Count;", "")]
    [DataRow("// Arrea.Dataflow.Jobs.Job", "")]
    [DataRow("x = \"Arrea.Dataflow.Jobs.Job\";", "")]
    [DataRow("x = '\"'; y = Arrea.Dataflow.Jobs.Job; z = '\"';", "Jobs")]
    [DataRow("/* Arrea.Dataflow.Jobs.Job */", "")]
    public void NamedIn_Source_FindsNamespacesInCodeAlone(string source, string expected)
    {
        var types = new[] { ("Jobs", "Job") }.ToLookup(static pair => pair.Item1, static pair => pair.Item2);

        Assert.AreEqual(expected, string.Join(',', SourceDependencies.NamedIn(source, types)));
    }
}
