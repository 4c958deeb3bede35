using System.Diagnostics;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Words of quotes alone have the values that the shells of the machine give them.</summary>
[TestClass]
public sealed class ShellWordValueTests(TestContext context)
{
    private const int Seed = 11;
    private const string End = "<end>";

    // Nothing here can name a command or a file, so it is safe to let the shell have it as arguments.
    private static readonly string[] Pieces =
        ["a", "b0", " ", " ", "'", "\"", "'", "\"", "\\", "\\\\", "$'", "$\"", "\\\n", "x41", "101", "u00e9", "n", "t", "cA", "#", "\\'", "\\\"", "\\x4", "\\n", "\\u263a", "]", "}", "{ ", "!", "é", "`", "$ ", "\t"];

    [TestMethod]
    [ProgramCondition("bash")]
    public Task Parse_QuotedWords_HaveTheValuesOfBash() => CompareAsync("bash", ShellDialect.Bash);

    [TestMethod]
    [ProgramCondition("dash")]
    public Task Parse_QuotedWords_HaveTheValuesOfDash() => CompareAsync("dash", ShellDialect.Posix);

    private async Task CompareAsync(string shell, ShellDialect dialect)
    {
        var random = new Random(Seed);
        var count = TestScale.Choose(5_000, 200_000, "quoted texts whose values are compared");
        var texts = Enumerable.Range(0, count)
            .Select(_ => "printf '%s|' " + string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(Pieces.Length)])))
            .Select(text => (Text: text, Words: ValuesOf(text, dialect)))
            .Where(static pair => pair.Words is not null)
            .ToList();
        Assert.IsGreaterThan(count / 10, texts.Count);

        var said = await RunAsync(shell, string.Join($"\nprintf '{End}'\n", texts.Select(static pair => pair.Text)));

        var values = said.Split(End);
        Expect.None(
            texts.Select(static pair => pair.Text).Zip(texts.Select(static pair => string.Concat(pair.Words!.Skip(2).Select(static word => word + "|"))), values)
                .Where(static row => row.Second != row.Third && (row.Second.Length > 0 || row.Third != "|"))
                .Take(20),
            "Texts with other values");
        Assert.HasCount(texts.Count, values);
    }

    /// <summary>The words of a command that holds nothing but literals; null for any other text.</summary>
    private static List<string>? ValuesOf(string text, ShellDialect dialect)
    {
        var script = ShellParser.Parse(text, dialect);
        return script.Problems is [] && script.Body.Statements is [{ Pipelines: [{ Commands: [SimpleCommand command] }] }]
            && command.Words.All(static word => word.Parts.All(static part => part is LiteralText)) && !EndsInABackslash(text)
            ? [.. command.Words.Select(static word => string.Concat(word.Parts.Cast<LiteralText>().Select(static part => part.Text)))]
            : null;
    }

    // The next line would be joined to it.
    private static bool EndsInABackslash(string text) => (text.Length - text.TrimEnd('\\').Length) % 2 == 1;

    private async Task<string> RunAsync(string shell, string script)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["script"], script, context.CancellationToken);
        var start = new ProcessStartInfo(shell, [folder["script"]]) { RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(context.CancellationToken);
        await process.WaitForExitAsync(context.CancellationToken);
        return said;
    }
}
