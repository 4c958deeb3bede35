using System.Collections.Concurrent;
using System.Net;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>A collector on loopback, as OTLP over HTTP wants one.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _requests = new();
    private readonly LoopbackServer _server;

    public OtlpReceiver() => _server = new LoopbackServer(ReceiveAsync);

    public Uri Endpoint => _server.Endpoint;

    /// <summary>The spans that came: name, id, id of the parent, id of the trace.</summary>
    public IReadOnlyList<(string Name, string Id, string Parent, string Trace)> Spans
        => [.. Bodies("/v1/traces")
            .SelectMany(static body => ProtobufReader.Walk(body, 1, 2, 2))
            .Select(static span => (ProtobufReader.Text(span, 5), ProtobufReader.Hex(span, 2), ProtobufReader.Hex(span, 4), ProtobufReader.Hex(span, 1)))];

    /// <summary>The scopes of the spans: the name of their source.</summary>
    public IReadOnlyList<string> Scopes
        => [.. Bodies("/v1/traces").SelectMany(static body => ProtobufReader.Walk(body, 1, 2, 1)).Select(static scope => ProtobufReader.Text(scope, 1)).Distinct()];

    /// <summary>The names of the metrics that came.</summary>
    public IReadOnlyList<string> Metrics
        => [.. Bodies("/v1/metrics").SelectMany(static body => ProtobufReader.Walk(body, 1, 2, 2)).Select(static metric => ProtobufReader.Text(metric, 1)).Distinct()];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<byte[]> Bodies(string path) => _requests.Where(request => request.Path == path).Select(static request => request.Body);

    private async Task ReceiveAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        _requests.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
        context.Response.Close();
    }
}
