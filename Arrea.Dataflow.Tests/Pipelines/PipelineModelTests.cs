namespace Arrea.Dataflow.Tests.Pipelines;

/// <summary>Random pipelines, held against what a plain loop over the same inputs would do.</summary>
[TestClass]
public sealed class PipelineModelTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("ARREA_TEST_FULL") == "1" ? 20_000 : 300;

    [TestMethod]
    public Task RunAsync_RandomPipelines_DoAsTheModel() => RepeatAsync(0, static round => round.RunAsync());

    [TestMethod]
    public Task RunAsync_RandomPipelinesCancelled_OweNoOutcome() => RepeatAsync(1_000_000, static round => round.RunCancelledAsync());

    private static async Task RepeatAsync(int firstSeed, Func<ModelRound, Task> run)
    {
        for (var seed = firstSeed; seed < firstSeed + Rounds; seed++)
        {
            try
            {
                await run(new ModelRound(seed)).InTime();
            }
            catch (Exception error)
            {
                throw new AssertFailedException($"Seed {seed}: {error.Message}", error);
            }
        }
    }
}
