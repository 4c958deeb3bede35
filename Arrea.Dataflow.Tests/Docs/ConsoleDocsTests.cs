using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The commands of the docs print what is shown.</summary>
[TestClass]
public sealed class ConsoleDocsTests(TestContext context)
{
    public static IEnumerable<string> Files
        => MarkdownFile.Documents().Where(static file => file.Blocks.Any(static block => block.Language == "console")).Select(static file => file.Path);

    [TestMethod]
    [ProgramCondition("bash")]
    [DynamicData(nameof(Files))]
    public async Task ConsoleBlocks_PrintWhatTheySay(string path)
    {
        using var runner = new ConsoleRunner();
        var failures = new List<string>();
        foreach (var block in MarkdownFile.Read(path).Blocks.Where(static block => block.Language == "console"))
        {
            failures.AddRange(await runner.RunAsync(block, context.CancellationToken));
        }

        runner.LeftOut.ForEach(static line => TestNotes.Add($"left out: {line}"));
        Expect.None(failures, $"Of {runner.Ran} commands these do otherwise");
    }
}
