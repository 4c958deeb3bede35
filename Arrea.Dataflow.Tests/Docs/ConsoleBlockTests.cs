using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The checks of the docs, checked on documents made for it.</summary>
[TestClass]
public sealed class ConsoleBlockTests(TestContext context)
{
    [TestMethod]
    [ProgramCondition("bash")]
    [DataRow("$ echo a\na")]
    [DataRow("$ echo a; echo b; echo c\na\n...")]
    [DataRow("$ echo a; echo b; echo c\n...\nc")]
    [DataRow("$ echo a\n...\na\n...")]
    [DataRow("$ true")]
    [DataRow("$ printf 'one\\ntwo' >&2\none\ntwo")]
    [DataRow("$ sh -c 'exit 3' # exit 3")]
    [DataRow("$ echo a > file\n$ cat file\na")]
    [DataRow("$ echo one \\\n  two\none two")]
    [DataRow("$ cat")]
    [DataRow("$ test -x \"$(command -v arrea)\"")]
    public async Task Run_OutputIsAsShown_NoFailure(string text)
        => Assert.IsEmpty(await FailuresAsync(text));

    [TestMethod]
    [ProgramCondition("bash")]
    [DataRow("$ echo a\nb")]
    [DataRow("$ echo a")]
    [DataRow("$ echo a\na\nb")]
    [DataRow("$ true\na")]
    [DataRow("$ false")]
    [DataRow("$ true # exit 1")]
    [DataRow("$ echo a\n...\nb")]
    public async Task Run_OutputIsNotAsShown_IsAFailure(string text)
        => Assert.HasCount(1, await FailuresAsync(text));

    [TestMethod]
    [ProgramCondition("bash")]
    public async Task Run_CommandThatRunsTheTests_IsLeftOutAndNamed()
    {
        using var runner = new ConsoleRunner();

        var failures = await runner.RunAsync(Block("$ dotnet test --solution Arrea.sln\nanything"), context.CancellationToken);

        Assert.IsEmpty(failures);
        Assert.AreEqual(0, runner.Ran);
        Assert.HasCount(1, runner.LeftOut);
    }

    [TestMethod]
    public void Parse_TextBeforeTheFirstCommand_IsRefused()
        => Assert.ThrowsExactly<FormatException>(() => ConsoleBlock.Parse(Block("text")));

    [TestMethod]
    public void Markdown_BlocksLinksAndAnchors_AreFound()
    {
        var file = MarkdownFile.Parse("x.md", ["# A `b` & c", "see [d](e.md#f) and `[g](h)`", "## A", "## A", "- item", "  ```csharp", "    x", "  y", "  ```", "[k]: l.md"]);

        CollectionAssert.AreEquivalent(new[] { "a-b--c", "a", "a-1" }, file.Anchors.ToArray());
        CollectionAssert.AreEqual(new[] { "e.md#f", "l.md" }, file.Links.Select(static link => link.Target).ToArray());
        CollectionAssert.AreEqual(new[] { "  x", "y" }, file.Blocks.Single().Lines.ToArray());
    }

    [TestMethod]
    public void Snippets_PartsOfOneName_AreJoined()
    {
        var snippets = Snippets.Parse("x.cs", ["#region snippet-a", "using X;", "#endregion", "", "    #region snippet-a", "", "    if (b)", "        c();", "    #endregion"]);

        Assert.AreEqual("using X;\n\nif (b)\n    c();", snippets["snippet-a"]);
    }

    private static CodeBlock Block(string text) => new("x.md", 1, "console", text.Split('\n'));

    private async Task<IReadOnlyList<string>> FailuresAsync(string text)
    {
        using var runner = new ConsoleRunner();
        return await runner.RunAsync(Block(text), context.CancellationToken);
    }
}
