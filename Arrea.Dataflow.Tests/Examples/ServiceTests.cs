using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Arrea.Dataflow.Tests.Cli;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Tests.Telemetry;

namespace Arrea.Dataflow.Tests.Examples;

/// <summary>The example of a web service with an engine inside, in a process of its own.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed partial class ServiceTests(TestContext context)
{
    private const int Terminate = 15;

    private static string Service { get; } = Repository.BuiltProgram("Arrea.Example.Service", "Arrea.Example.Service");

    [TestMethod]
    public async Task Service_StoppedWithJobsInFlight_InterruptsThemAndLeavesNothing()
    {
        using var marked = new MarkedProcesses();
        await using var collector = new OtlpReceiver();
        await using var documents = new Documents();
        await using var service = Start([
            .. marked.Variables.Select(static variable => $"{variable.Key}={variable.Value}"),
            $"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Endpoint}",
            "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "ARREA_MAX_WORKERS=7",
            "Import__AfterCommand=sleep 300",
        ]);
        using var http = new HttpClient { BaseAddress = await AddressAsync(service) };

        var id = await ImportAsync(http, documents.Of("a"), documents.Of("bc"));
        await StateHoldsAsync(http, id, static state => Number(state, "completed") == 2 && Number(state, "active") == 1);
        using var stats = await http.GetFromJsonAsync<JsonDocument>(new Uri("stats", UriKind.Relative), context.CancellationToken);
        Assert.AreEqual(2, stats!.RootElement.GetProperty("jobs").GetProperty("completed").GetInt32());
        Assert.AreEqual("Healthy", await http.GetStringAsync(new Uri("health", UriKind.Relative), context.CancellationToken));
        await Condition.HoldsAsync(() => marked.CountOf("sleep") == 1, "the third document's command runs");

        service.Signal(Terminate);
        var end = (await service.EndAsync()).Exits(0);

        Assert.Contains($"Import {id} ended: 2 of 3 succeeded, 1 interrupted", end.Output);
        await Condition.HoldsAsync(() => marked.Count == 0, "nothing of the service is left");
        var batch = collector.Spans.Single(static span => span.Name == "arrea.batch");
        Assert.IsTrue(collector.Spans.Any(request => request.Id == batch.Parent), "the batch is inside the span of its request");
        Assert.AreEqual(3, collector.Spans.Count(span => span.Name == "arrea.job" && span.Parent == batch.Id));
        Assert.Contains("arrea.jobs.started", collector.Metrics.ToList());
    }

    [TestMethod]
    public async Task Service_HostThatIsDown_OpensItsBreakerAndDegradesTheHealth()
    {
        await using var documents = new Documents();
        await using var service = Start(["ARREA_MAX_RETRIES=0"]);
        using var http = new HttpClient { BaseAddress = await AddressAsync(service) };

        var missing = Enumerable.Repeat(documents.Of("missing"), 9).ToArray();
        var id = await ImportAsync(http, missing);
        await StateHoldsAsync(http, id, static state => Number(state, "failed") == 9);

        Assert.AreEqual("Degraded", await http.GetStringAsync(new Uri("health", UriKind.Relative), context.CancellationToken));
        Assert.IsLessThan(9, documents.Requests);
        foreach (var bad in new[] { "[null]", "[]", "[\"foo\"]", $"[{string.Join(',', Enumerable.Repeat("\"http://127.0.0.1/\"", 600))}]" })
        {
            using var body = new StringContent(bad, System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("imports", UriKind.Relative), body, context.CancellationToken);
            Assert.AreEqual(HttpStatusCode.BadRequest, answer.StatusCode, bad[..Math.Min(20, bad.Length)]);
        }

        service.Signal(Terminate);
        (await service.EndAsync()).Exits(0);
    }

    [TestMethod]
    public async Task Service_SettingsThatAreWrong_DoesNotStartAndNamesThemAll()
    {
        await using var service = Start(["ARREA_MAX_WORKERS=0", "ARREA_DEFAULT_POLICY=never"]);

        var end = (await service.EndAsync()).Exits(1);

        Assert.Contains("max_workers", end.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default_policy", end.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", end.Error + end.Output);
    }

    private CliProcess Start(string[] variables)
        => CliProcess.StartProgram(context, "/usr/bin/env", [.. variables, "ASPNETCORE_URLS=http://127.0.0.1:0", Service]);

    private static async Task<Uri> AddressAsync(CliProcess service)
    {
        await service.OutputAsync("Application started");
        return new Uri(Listening().Match(service.SeenOutput).Groups[1].Value);
    }

    private async Task<string> ImportAsync(HttpClient http, params Uri[] documents)
    {
        using var answer = await http.PostAsJsonAsync("imports", documents, context.CancellationToken);
        Assert.AreEqual(HttpStatusCode.Accepted, answer.StatusCode);
        using var body = await answer.Content.ReadFromJsonAsync<JsonDocument>(context.CancellationToken);
        return body!.RootElement.GetProperty("id").GetString()!;
    }

    private Task StateHoldsAsync(HttpClient http, string id, Func<JsonElement, bool> condition) => Condition.HoldsAsync(
        async () =>
        {
            using var state = await http.GetFromJsonAsync<JsonDocument>(new Uri($"imports/{id}", UriKind.Relative), context.CancellationToken);
            return condition(state!.RootElement);
        },
        "the state of the import");

    private static long Number(JsonElement state, string name) => state.TryGetProperty(name, out var number) ? number.GetInt64() : -1;

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();

    /// <summary>A server of documents: each is its own name, but the one that is missing.</summary>
    private sealed class Documents : IAsyncDisposable
    {
        private readonly LoopbackServer _server;
        private int _requests;

        public Documents() => _server = new LoopbackServer(ServeAsync);

        public int Requests => Volatile.Read(ref _requests);

        public Uri Of(string name) => new(_server.Endpoint, name);

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private Task ServeAsync(HttpListenerContext request)
        {
            Interlocked.Increment(ref _requests);
            request.Response.StatusCode = request.Request.Url!.AbsolutePath == "/missing" ? 500 : 200;
            request.Response.Close(System.Text.Encoding.UTF8.GetBytes(request.Request.Url.AbsolutePath), willBlock: false);
            return Task.CompletedTask;
        }
    }
}
