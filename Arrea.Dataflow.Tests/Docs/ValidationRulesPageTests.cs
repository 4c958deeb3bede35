using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Rules;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The page of the rules is what the catalogue gives.</summary>
[TestClass]
public sealed class ValidationRulesPageTests
{
    [TestMethod]
    public void Page_IsWhatTheCatalogueGives() => GeneratedPage.Check("docs/reference/validation-rules.md", Lines());

    private static IEnumerable<string> Lines()
    {
        yield return "# Validation: the rules";
        yield return "";
        yield return $"This page is made from the catalogue of the {RuleCatalogue.Rules.Count} rules. [The guide](../guide/validation.md) says how they are used. Every example is checked by a test.";
        yield return "";
        yield return "| Rule | Verdict | Known as | Why | Breaks it | Does not |";
        yield return "| --- | --- | --- | --- | --- | --- |";
        foreach (var rule in RuleCatalogue.Rules)
        {
            var verdict = rule.Severity == RuleSeverity.Dangerous ? nameof(Dangerous) : nameof(Injection);
            yield return $"| `{rule.Id}` | {verdict} | {Code(rule.Pattern)} | {Cell(rule.Message.Replace("{0}", "…", StringComparison.Ordinal))} | {Examples(rule.Matches)} | {Examples(rule.Passes)} |";
        }
    }

    private static string Examples(IEnumerable<string> examples) => string.Join("<br/>", examples.Take(3).Select(Code));

    // What no cell of a table can show in code is left to the tests.
    private static string Code(string text)
        => text.Any(char.IsControl) || text.Contains('`', StringComparison.Ordinal) ? "…" : $"`{Cell(text.TrimEnd())}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
