using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>The tree of a text is that of what bash prints for it: bash shows a function as it parsed it.</summary>
[TestClass]
public sealed partial class ShellStructureTests(TestContext context)
{
    // What bash prints in another way than it was written.
    private static readonly (string Part, string Reason)[] Rewritten =
    [
        ("[[", "a word alone gets -n"),
        ("coproc", "a name is added"),
        ("elif", "it becomes an if inside of else"),
        ("$'", "escapes are done"),
        ("for ((", "missing expressions become 1"),
        ("f()", "the body gets braces"),
        ("function", "the body gets braces"),
        ("; esac", "the last clause gets its terminator"),
        (") esac", "the last clause gets its terminator"),
        ("(esac)", "its parenthesis is left out, and then it does not parse"),
        ("d; esac", "the last clause gets its terminator"),
        ("> f { a", "the order changes, and then it does not parse"),
        ("a >& f", "it becomes &>"),
        ("|&", "it becomes 2>&1 |"),
        ("<<\"", "the quotes change"),
        ("<<\\", "the quotes change"),
    ];

    [TestMethod]
    [ProgramCondition("bash")]
    public async Task Parse_Fragments_HasTheStructureThatBashSees()
    {
        var accepted = await RealShell.AcceptsAsync("bash", ShellFragments.All, context.CancellationToken);
        var texts = ShellFragments.All.Zip(accepted)
            .Where(static pair => pair.Second && !pair.First.EndsWith('\\') && !Rewritten.Any(rewritten => pair.First.Contains(rewritten.Part, StringComparison.Ordinal)))
            .Select(static pair => (Text: pair.First, Script: ShellParser.Parse(pair.First)))
            .Where(static pair => pair.Script is { Problems: [], Body.Statements.Count: > 0 })
            .ToList();
        Assert.IsGreaterThan(250, texts.Count);

        var printed = await PrintedByBashAsync([.. texts.Select(static pair => pair.Text)]);

        Expect.None(
            from pair in texts.Zip(printed)
            let ours = Normal(SyntaxPrinter.Print(pair.First.Script))
            let theirs = Normal(SyntaxPrinter.Print(ShellParser.Parse(pair.Second)))
            where theirs != $"(functionf{{{ours}}})"
            select $"{pair.First.Text.Replace('\n', '⏎')}\n  parser: {ours}\n  bash:   {theirs}",
            "Texts of another structure");
        Assert.HasCount(texts.Count, printed);
    }

    /// <summary>What bash makes of each text as the body of a function. None of them runs: each parses whole by itself, so none ends the function.</summary>
    private async Task<IReadOnlyList<string>> PrintedByBashAsync(IReadOnlyList<string> texts)
    {
        using var folder = new TemporaryFolder();
        var script = new StringBuilder("PATH=\n");
        foreach (var text in texts)
        {
            script.Append(CultureInfo.InvariantCulture, $"f() {{\n{text}\n}}\ndeclare -f f\necho '<end>'\n");
        }

        await File.WriteAllTextAsync(folder["script"], script.ToString(), context.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo("bash", [folder["script"]]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(context.CancellationToken);
        await process.WaitForExitAsync(context.CancellationToken);
        return said.Split("<end>\n")[..^1];
    }

    // bash writes descriptors out, closes with one sign only, and spells out the words of a loop without any.
    private static string Normal(string printed)
        => DefaultDescriptor().Replace(printed, "<$1 ")
            .Replace("<<& ->", "<>& ->", StringComparison.Ordinal)
            .Replace(" in q${@} [", " [", StringComparison.Ordinal)
            .Replace("\\n", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("<[01](>&|<&|>|<|<>|>>) ")]
    private static partial Regex DefaultDescriptor();
}
