namespace Arrea.Dataflow.Tests.Support;

/// <summary>Waits for something to become true, as long as a loaded machine may need.</summary>
internal static class Condition
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => Task.FromResult(condition()), what);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        using var timer = new PeriodicTimer(Interval);
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await condition())
        {
            Assert.IsLessThan(end, Environment.TickCount64, $"Waited in vain until {what}.");
            await timer.WaitForNextTickAsync();
        }
    }
}
