using System.Collections.Concurrent;
using System.Text;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/protection.md.</summary>
[TestClass]
public sealed class ProtectionSnippets(TestContext context)
{
    [TestMethod]
    public async Task Breaker()
    {
        var cancellationToken = context.CancellationToken;
        #region snippet-protection-breaker
        var breaker = new CircuitBreaker("search", new CircuitBreakerOptions
        {
            Threshold = 5,
            Timeout = TimeSpan.FromSeconds(60),
            OnTransition = static t => Console.WriteLine($"{t.Breaker}: {t.From} -> {t.To}"),
        });

        try
        {
            int status = await breaker.ExecuteAsync(SearchAsync, static status => status >= 500, cancellationToken);
            Console.WriteLine(status);
        }
        catch (CircuitOpenException refused)
        {
            Console.WriteLine($"not now; again in {refused.RetryAfter}");
        }
        #endregion

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        static ValueTask<int> SearchAsync(CancellationToken cancellationToken) => ValueTask.FromResult(200);
    }

    [TestMethod]
    public void Lease()
    {
        var breaker = new CircuitBreaker("search");
        #region snippet-protection-lease
        if (breaker.TryEnter(out BreakerLease lease))
        {
            bool good = Work();
            if (good)
            {
                lease.Succeeded();
            }
            else
            {
                lease.Failed();
            }
        }
        #endregion

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        static bool Work() => true;
    }

    [TestMethod]
    public void Window()
    {
        #region snippet-protection-window
        var options = new CircuitBreakerOptions
        {
            Window = new FailureWindow { MinimumCalls = 20, Ratio = 0.5, Length = TimeSpan.FromSeconds(30) },
        };
        #endregion

        Assert.AreEqual(0.5, new CircuitBreaker("window", options).State == CircuitState.Closed ? options.Window!.Ratio : 0);
    }

    [TestMethod]
    public void Registry()
    {
        #region snippet-protection-registry
        var breakers = new CircuitBreakers(new CircuitBreakersOptions { Capacity = 1_000 });

        CircuitBreaker ofOneHost = breakers.Get("http", "example.org");
        #endregion

        Assert.AreEqual("http/example.org", ofOneHost.Name);
    }

    [TestMethod]
    public async Task Bulkhead()
    {
        var cancellationToken = context.CancellationToken;
        #region snippet-protection-bulkhead
        var bulkhead = new Bulkhead(new BulkheadOptions { Capacity = 10, QueueLimit = 50 });

        using (BulkheadLease lease = await bulkhead.EnterAsync(weight: 3, cancellationToken))
        {
            Console.WriteLine(lease.IsHeld ? "inside" : "the queue is full");
        }
        #endregion

        Assert.AreEqual(0, bulkhead.Used);
    }

    [TestMethod]
    public async Task Limiter()
    {
        var cancellationToken = context.CancellationToken;
        #region snippet-protection-limiter
        using var limiter = new RateLimiter(new RateLimiterOptions { Permits = 100, Period = TimeSpan.FromSeconds(1), Burst = 20 });

        RatePermit now = limiter.TryAcquire();
        Console.WriteLine(now.IsGranted ? "go" : $"try again in {now.RetryAfter}");

        RatePermit soon = await limiter.AcquireAsync(5, cancellationToken);
        #endregion

        Assert.IsTrue(now.IsGranted && soon.IsGranted);
    }

    [TestMethod]
    public async Task Pool()
    {
        var cancellationToken = context.CancellationToken;
        #region snippet-protection-pool
        await using var pool = new ResourcePool<MemoryStream>(
            static _ => ValueTask.FromResult(new MemoryStream()),
            new ResourcePoolOptions<MemoryStream>
            {
                Min = 1,
                Max = 4,
                IsHealthy = static (stream, _) => ValueTask.FromResult(stream.CanRead),
                IdleLifetime = TimeSpan.FromMinutes(5),
                RentTimeout = TimeSpan.FromSeconds(10),
            });
        await pool.WarmAsync(cancellationToken);

        using (PooledResource<MemoryStream> rented = await pool.RentAsync(cancellationToken))
        {
            rented.Value.WriteByte(1);
        }
        #endregion

        Assert.AreEqual(1, pool.Idle);
    }

    [TestMethod]
    public async Task Queue()
    {
        var cancellationToken = context.CancellationToken;
        #region snippet-protection-queue
        var queue = new WeightedPriorityQueue<string>(new WeightedPriorityQueueOptions { Capacity = 1_000, Budget = 8 });
        queue.TryEnqueue("nightly report", priority: 0, weight: 6);
        queue.TryEnqueue("page somebody", priority: 10, weight: 1);
        queue.Complete();

        while (true)
        {
            using QueueLease<string> next = await queue.DequeueAsync(cancellationToken);
            if (!next.IsHeld)
            {
                break;
            }

            Console.WriteLine(next.Item);
        }
        #endregion

        Assert.AreEqual((0, 0), (queue.Count, queue.Used));
    }

    [TestMethod]
    public void Budget()
    {
        #region snippet-protection-budget
        var memory = new ResourceBudget(new ResourceBudgetOptions { Capacity = 4_096, Quota = 1_024 });

        if (memory.Reserve("import", 512))
        {
            memory.Release("import");
        }
        #endregion

        Assert.AreEqual(0, memory.Used);
    }

    [TestMethod]
    public async Task Jobs()
    {
        await using var engine = Engines.Create();
        using var limiter = new RateLimiter();
        Job[] queries = [Job.Run(static () => 1), "true"];
        #region snippet-protection-jobs
        var search = new AttemptProtection
        {
            CircuitBreaker = new CircuitBreaker("search"),
            Bulkhead = new Bulkhead(new BulkheadOptions { Capacity = 4, QueueLimit = 1_000 }),
            RateLimiter = limiter,
        };

        BatchResult result = await engine.RunAsync(queries, new BatchOptions { Workers = 8, Protection = search });
        Console.WriteLine($"{result.Succeeded} found, {result.Rejected} not even asked");
        #endregion

        Assert.IsTrue(result.IsSuccess);
    }

    [TestMethod]
    public async Task OneHost()
    {
        await using var engine = Engines.Create();
        Uri[] uris = [new("http://example.org/a"), new("http://example.org/b"), new("http://example.com/")];
        #region snippet-protection-host
        var ofHosts = new ConcurrentDictionary<string, AttemptProtection>();
        AttemptProtection OfHost(Uri uri) => ofHosts.GetOrAdd(uri.Host, static _ => new AttemptProtection
        {
            RateLimiter = new RateLimiter(new RateLimiterOptions { Permits = 10, Period = TimeSpan.FromSeconds(1) }),
        });

        await using var pipeline = Pipeline.From<Uri>("fetch")
            .Then(FetchAsync, new StageOptions<Uri> { Parallelism = 8, ProtectionOf = OfHost })
            .Build();

        Job JobOf(Uri uri) => Job.Run(ct => FetchAsync(uri, ct)) with { Protection = OfHost(uri) };
        BatchResult result = await engine.RunAsync(uris.Select(JobOf));
        #endregion

        Assert.IsTrue(result.IsSuccess);
        var outcomes = await pipeline.RunAsync(uris).ToListAsync();
        CollectionAssert.AreEquivalent(new[] { "example.org", "example.org", "example.com" }, outcomes.Select(static outcome => outcome.Value).ToArray());
        Assert.HasCount(2, ofHosts);
        Assert.AreSame(OfHost(uris[0]).RateLimiter, OfHost(uris[1]).RateLimiter);

        static ValueTask<string> FetchAsync(Uri uri, CancellationToken cancellationToken) => ValueTask.FromResult(uri.Host);
    }

    [TestMethod]
    public async Task PoolInAStage()
    {
        await using var pool = new ResourcePool<MemoryStream>(static _ => ValueTask.FromResult(new MemoryStream()), new() { Max = 2 });
        #region snippet-protection-pool-stage
        await using var pipeline = Pipeline.From<string>("store")
            .Then(async (text, ct) =>
            {
                using PooledResource<MemoryStream> rented = await pool.RentAsync(ct);
                rented.Value.Write(Encoding.UTF8.GetBytes(text));
                return text.Length;
            }, new StageOptions<string> { Parallelism = 8 })
            .Build();
        #endregion

        var outcomes = await pipeline.RunAsync(["a", "bc"]).ToListAsync();
        CollectionAssert.AreEqual(new[] { 1, 2 }, outcomes.Select(static outcome => outcome.Value).ToArray());
        Assert.IsLessThanOrEqualTo(2, pool.Size);
    }
}
