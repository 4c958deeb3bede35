using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>Random sequences of operations, each from its own seed.</summary>
internal static class Sequences
{
    /// <summary>Runs a slice of them by default, and says the seed of one that fails.</summary>
    public static async Task RunAsync(string what, Func<Random, Task> sequence)
    {
        var count = TestScale.Choose(500, 20_000, $"random sequences for the {what} against its model");
        for (var seed = 0; seed < count; seed++)
        {
            try
            {
                await sequence(new Random(seed));
            }
            catch (Exception error)
            {
                throw new AssertFailedException($"Seed {seed}: {error.Message}", error);
            }
        }
    }

    public static T In<T>(this Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
