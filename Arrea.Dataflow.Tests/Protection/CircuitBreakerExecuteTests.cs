using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class CircuitBreakerExecuteTests(TestContext context)
{
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public async Task ExecuteAsync_TheCallThrows_CountsAndThrows()
    {
        var breaker = Make(new() { Threshold = 2 });
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsExactlyAsync<IOException>(async () => await breaker.ExecuteAsync<int>(_ => throw new IOException("busy"), context.CancellationToken));
        }

        var refused = await Assert.ThrowsExactlyAsync<CircuitOpenException>(async () => await breaker.ExecuteAsync(_ => ValueTask.FromResult(1), context.CancellationToken));
        Assert.AreEqual(("test", TimeSpan.FromSeconds(60)), (refused.Breaker, refused.RetryAfter));
    }

    [TestMethod]
    public async Task ExecuteAsync_AValueIsAFailure_CountsAndGivesIt()
    {
        var breaker = Make(new() { Threshold = 1 });
        Assert.AreEqual(503, await breaker.ExecuteAsync(_ => ValueTask.FromResult(503), static status => status >= 500, context.CancellationToken));

        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    [TestMethod]
    public async Task ExecuteAsync_TheQuestionThrows_CountsAndThrows()
    {
        var breaker = Make(new() { Threshold = 1 });
        await Assert.ThrowsExactlyAsync<IOException>(async () => await breaker.ExecuteAsync(_ => ValueTask.FromResult(1), static _ => throw new IOException("no answer"), context.CancellationToken));

        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    [TestMethod]
    public async Task ExecuteAsync_TheCallersTokenEndsIt_CountsForNothing()
    {
        var breaker = Make(new() { Threshold = 1 });
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsExactlyAsync<OperationCanceledException>(async () => await breaker.ExecuteAsync(
            token =>
            {
                cancellation.Cancel();
                token.ThrowIfCancellationRequested();
                return default;
            },
            cancellation.Token));
        Assert.AreEqual(CircuitState.Closed, breaker.State);

        // Cancelled by something else, such as a time limit within the call: that is a failure.
        await Assert.ThrowsExactlyAsync<OperationCanceledException>(async () => await breaker.ExecuteAsync(static _ => throw new OperationCanceledException(), context.CancellationToken));
        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    [TestMethod]
    public async Task ExecuteAsync_IsFailureSaysNo_CountsForNothing()
    {
        var breaker = Make(new() { Threshold = 1, IsFailure = static error => error is not ArgumentException ? throw new InvalidOperationException() : false });
        await Assert.ThrowsExactlyAsync<ArgumentException>(async () => await breaker.ExecuteAsync(static _ => throw new ArgumentException("mine"), context.CancellationToken));
        Assert.AreEqual(CircuitState.Closed, breaker.State);

        await Assert.ThrowsExactlyAsync<IOException>(async () => await breaker.ExecuteAsync(static _ => throw new IOException("busy"), context.CancellationToken));
        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    [TestMethod]
    public async Task ExecuteAsync_AProbeIsCancelled_LetsTheNextProbe()
    {
        var breaker = Make(new() { Threshold = 1 });
        breaker.Trip();
        _time.Advance(TimeSpan.FromSeconds(60));
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(async () => await breaker.ExecuteAsync(static token => new ValueTask(Task.FromCanceled(token)), cancellation.Token));
        Assert.AreEqual(CircuitState.HalfOpen, breaker.State);

        await breaker.ExecuteAsync(static _ => default, context.CancellationToken);
        Assert.AreEqual(CircuitState.Closed, breaker.State);
    }

    [TestMethod]
    public async Task ExecuteAsync_HalfOpen_SaysThatAnotherProbes()
    {
        var breaker = Make(new());
        breaker.Trip();
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.IsTrue(breaker.TryEnter(out _));

        var refused = await Assert.ThrowsExactlyAsync<CircuitOpenException>(async () => await breaker.ExecuteAsync(static _ => default, context.CancellationToken));
        Assert.Contains("half open", refused.Message);
    }

    private CircuitBreaker Make(CircuitBreakerOptions options) => new("test", options, _time);
}
