namespace Arrea.Dataflow.Tests.Support;

/// <summary>Random sequences of operations, each from its own seed.</summary>
internal static class Sequences
{
    /// <summary>Runs a slice of them by default, and says the seed of one that fails.</summary>
    public static Task RunAsync(string what, Func<Random, Task> sequence)
        => RunAsync(500, 20_000, $"random sequences for the {what} against its model", seed => sequence(new Random(seed)));

    /// <summary>Runs a part of them by default, and says the seed of one that fails.</summary>
    public static async Task RunAsync(int part, int full, string what, Func<int, Task> sequence)
    {
        var count = TestScale.Choose(part, full, what);
        for (var seed = 0; seed < count; seed++)
        {
            try
            {
                await sequence(seed);
            }
            catch (Exception error)
            {
                throw new AssertFailedException($"Seed {seed}: {error.Message}", error);
            }
        }
    }

    public static T In<T>(this Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
