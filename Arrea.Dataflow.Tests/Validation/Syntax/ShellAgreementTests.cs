using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>The parser and the shells of the machine agree on what parses.</summary>
[TestClass]
public sealed class ShellAgreementTests(TestContext context)
{
    private const int Seed = 20_260_101;

    [TestMethod]
    [ProgramCondition("bash")]
    public Task Parse_Fragments_AgreesWithBash() => CompareAsync("bash", ShellDialect.Bash, ShellFragments.All);

    [TestMethod]
    [ProgramCondition("dash")]
    public Task Parse_Fragments_AgreesWithDash() => CompareAsync("dash", ShellDialect.Posix, ShellFragments.All);

    [TestMethod]
    [ProgramCondition("bash")]
    public Task Parse_MutatedFragments_AgreesWithBash() => CompareAsync("bash", ShellDialect.Bash, Mutations(Seed));

    [TestMethod]
    [ProgramCondition("dash")]
    public Task Parse_MutatedFragments_AgreesWithDash() => CompareAsync("dash", ShellDialect.Posix, Mutations(Seed + 1));

    private static List<string> Mutations(int seed)
        => [.. ShellMutations.From(seed, maxChanges: 3, areStrange: false).Take(TestScale.Choose(1_000, 20_000, "mutated texts compared with a shell"))];

    private async Task CompareAsync(string shell, ShellDialect dialect, IReadOnlyList<string> texts)
    {
        var accepted = await RealShell.AcceptsAsync(shell, texts, context.CancellationToken);

        Expect.None(
            from pair in texts.Zip(accepted)
            let problem = ShellParser.Parse(pair.First, dialect).Problems is [var first, ..] ? first : null
            where problem is null != pair.Second && !KnownDisagreement.All.Any(known => known.Holds(dialect, pair.First, problem))
            select $"{shell} {(pair.Second ? "takes" : "refuses")}: {pair.First.Replace('\n', '⏎')} ({problem?.Message})",
            "Texts on which the parser disagrees");
    }
}
