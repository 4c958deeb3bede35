using System.Collections.Concurrent;
using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Protection;
using Microsoft.Extensions.Options;

namespace Arrea.Example.Service;

/// <summary>Fetches documents in batches: one job for each, all under one rate limit, and a circuit breaker for each host.</summary>
internal sealed partial class Importer : IAsyncDisposable
{
    private readonly ArreaEngine _engine;
    private readonly HttpClient _http;
    private readonly ImportOptions _options;
    private readonly ILogger<Importer> _logger;
    private readonly RateLimiter _limiter;
    private readonly ConcurrentDictionary<string, ImportSummary> _ended = new();
    private readonly ConcurrentDictionary<string, Task> _running = new();

    public Importer(ArreaEngine engine, HttpClient http, IOptions<ImportOptions> options, ILogger<Importer> logger)
    {
        _engine = engine;
        _http = http;
        _options = options.Value;
        _logger = logger;
        _limiter = new RateLimiter(new RateLimiterOptions { Permits = _options.RequestsPerSecond });
    }

    /// <summary>Starts an import, and returns at once.</summary>
    public Batch Start(IReadOnlyList<Uri> documents)
    {
        var jobs = documents.Select(FetchJob).ToList();
        if (_options.AfterCommand is { } command)
        {
            jobs.Add(new Job(command) { Tag = "after" });
        }

        var batch = _engine.Run(jobs, new BatchOptions { Workers = Math.Min(_options.Workers, _engine.MaxWorkers) });
        var following = FollowAsync(batch);
        _running[batch.Id] = following;
        _ = following.ContinueWith(_ => _running.TryRemove(batch.Id, out Task? _), TaskScheduler.Default);
        return batch;
    }

    /// <summary>What became of an import; null while it runs, or when there is none.</summary>
    public ImportSummary? Find(string id) => _ended.GetValueOrDefault(id);

    // The host has ended the engine by now, so that every import comes to its end.
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_running.Values);
        _limiter.Dispose();
    }

    private Job FetchJob(Uri document) => Job.Run(async ct => (await _http.GetByteArrayAsync(document, ct)).Length) with
    {
        Tag = document.AbsoluteUri,
        Protection = new AttemptProtection
        {
            CircuitBreaker = _engine.CircuitBreakers.Get("import", document.Host),
            RateLimiter = _limiter,
        },
    };

    private async Task FollowAsync(Batch batch)
    {
        long bytes = 0;
        await foreach (var result in batch.Results)
        {
            bytes += result.Value is int length ? length : 0;
        }

        var end = await batch.Completion;
        _ended[batch.Id] = new ImportSummary(batch.Id, end.Succeeded, end.Total - end.Succeeded - end.Interrupted, end.Interrupted, bytes);
        ImportEnded(batch.Id, end.Succeeded, end.Total, end.Interrupted);
    }

    [LoggerMessage(1, LogLevel.Information, "Import {Id} ended: {Succeeded} of {Total} succeeded, {Interrupted} interrupted")]
    private partial void ImportEnded(string id, long succeeded, long total, long interrupted);
}

/// <summary>What became of an import.</summary>
internal sealed record ImportSummary(string Id, long Succeeded, long Failed, long Interrupted, long Bytes);
