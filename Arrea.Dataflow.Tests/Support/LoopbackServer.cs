using System.Net;
using System.Net.Sockets;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>An HTTP server on loopback, on a port that was free, which answers one request after another.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _serving;

    public LoopbackServer(Func<HttpListenerContext, Task> serve)
    {
        (_listener, Endpoint) = Listen();
        _serving = ServeAsync(serve);
    }

    public Uri Endpoint { get; }

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

    private async Task ServeAsync(Func<HttpListenerContext, Task> serve)
    {
        try
        {
            while (true)
            {
                await serve(await _listener.GetContextAsync());
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed: nobody asks any more.
        }
    }
}
