using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>What the evaluator says exactly is what a real shell does.</summary>
[TestClass]
public sealed class EvaluationAgreementTests(TestContext context)
{
    private const int Shown = 10;

    [TestMethod]
    [ProgramCondition("bash")]
    public Task Evaluate_ScriptsForBash_ShowsWhatBashShows() => CompareAsync("bash", ShellDialect.Bash);

    [TestMethod]
    [ProgramCondition("dash")]
    public Task Evaluate_ScriptsForDash_ShowsWhatDashShows() => CompareAsync("dash", ShellDialect.Posix);

    private async Task CompareAsync(string shell, ShellDialect dialect)
    {
        var count = TestScale.Choose(1_500, 30_000, $"scripts evaluated by {shell}");
        var generator = new ScriptGenerator(20_261_121, dialect);
        var scripts = Enumerable.Range(0, count).Select(_ => generator.Next()).ToList();
        var real = await RealEvaluation.ShowAsync(shell, scripts, context.CancellationToken);

        Assert.HasCount(count, real);
        var exact = 0;
        var wrong = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var (difference, isExact) = Agreement.Compare(scripts[i], real[i], dialect);
            exact += isExact ? 1 : 0;
            if (difference is not null)
            {
                wrong.Add($"{scripts[i]}\n{difference}");
            }
        }

        TestNotes.Add($"{shell}: {count} scripts, {exact} known exactly");
        Assert.IsEmpty(wrong, wrong.Count > 0 ? $"{wrong.Count} of {count}; the first:\n{string.Join("\n\n", wrong.Take(Shown))}" : "");
        Assert.IsGreaterThan(count / 2, exact, "Most scripts have but one way to run.");
    }
}
