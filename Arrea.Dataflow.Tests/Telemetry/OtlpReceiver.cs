using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>A collector on loopback, as OTLP over HTTP wants one.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _requests = new();
    private readonly HttpListener _listener;
    private readonly Task _serving;

    public OtlpReceiver()
    {
        (_listener, Endpoint) = Listen();
        _serving = ServeAsync();
    }

    public Uri Endpoint { get; }

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

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static (HttpListener Listener, Uri Endpoint) Listen()
    {
        while (true)
        {
            // The listener cannot choose a free port by itself; somebody else may take this one in between.
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add(endpoint.AbsoluteUri);
            try
            {
                listener.Start();
                return (listener, endpoint);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private IEnumerable<byte[]> Bodies(string path) => _requests.Where(request => request.Path == path).Select(static request => request.Body);

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _requests.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed: nobody sends any more.
        }
    }
}
