using System.Text.RegularExpressions;
using Arrea.Dataflow.Tests.Validation.Rules;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Validation.Templates;

/// <summary>The rows of the corpus that are a template with an argument, as somebody has put the two together.</summary>
[TestClass]
public sealed partial class TemplateCorpusTests(TestContext context)
{
    [TestMethod]
    [DataRow("")]
    [DataRow("held-out")]
    public void Judge_Corpus_StopsWhatBreaksOutAndLetsPassWhatDoesNot(string folder)
    {
        var rows = Rows.Of(folder).Select(static row => (Row: row, Parts: Parts().Match(row.Why))).Where(static pair => pair.Parts.Success).ToList();
        var wrong = rows.Where(static pair => (Verdict(pair.Row.Command, pair.Parts) == "ok") != (pair.Row.Expected == "ok")).Select(static pair => pair.Row).ToList();
        context.WriteLine($"{rows.Count} rows, {wrong.Count(static row => row.Expected == "ok")} wrongly stopped, {wrong.Count(static row => row.Expected != "ok")} wrongly passed");

        // Rows that are shown to nobody are not named here either.
        foreach (var row in folder.Length > 0 ? [] : wrong)
        {
            context.WriteLine($"{row.Expected}: {row.Command} {row.Why}");
        }

        Assert.IsGreaterThan(10, rows.Count);
        Assert.IsLessThanOrEqualTo(rows.Count / 20, wrong.Count);
    }

    private static string Verdict(string command, Match parts)
    {
        try
        {
            return CommandTemplate.Parse(parts.Groups["template"].Value).Judge(command, [parts.Groups["argument"].Value], ValidationOptions.Default) switch
            {
                Accepted => "ok",
                Dangerous => "dangerous",
                _ => "injection",
            };
        }
        catch (ArgumentException error) when (error.Message.Contains("A replacement string stands ", StringComparison.Ordinal))
        {
            // A template that puts the argument into the text of a program is refused before there is an argument.
            return "injection";
        }
    }

    [GeneratedRegex(@"^\[template: (?<template>.*)\] \[arg: (?<argument>.*)\](?: [^\]]*)?$", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
