using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>What a provider was sent.</summary>
internal sealed record WireRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A provider on loopback, byte by byte: it can also stop in the middle, or say nothing.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<WireRequest> _requests = [];
    private readonly List<Task> _answering = [];
    private readonly Func<WireRequest, int, WireAnswer> _answer;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    /// <summary>Answers each request as told; the number is how many came before it.</summary>
    public WireServer(Func<WireRequest, int, WireAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = ServeAsync();
    }

    public WireServer(params WireAnswer[] answers)
        : this((_, number) => answers[Math.Min(number, answers.Length - 1)])
    {
    }

    public Uri Address { get; }

    /// <summary>Ends when the first request has come whole.</summary>
    public Task Asked => _asked.Task.WaitAsync(Support.Condition.Patience);

    /// <summary>Ends when a caller closes a connection whose answer has not ended.</summary>
    public Task Left => _left.Task.WaitAsync(Support.Condition.Patience);

    public IReadOnlyList<WireRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        _left.TrySetResult();
        await _serving;
        await Task.WhenAll(_answering);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _answering.Add(AnswerAsync(await _listener.AcceptTcpClientAsync()));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Closed: nobody asks any more.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                if (await ReadAsync(stream) is { } request)
                {
                    await AnswerAsync(client, stream, request);
                }
            }
            catch (IOException)
            {
                // The caller left: that may be what the test is about.
                _left.TrySetResult();
            }
        }
    }

    private async Task AnswerAsync(TcpClient client, NetworkStream stream, WireRequest request)
    {
        int number;
        lock (_requests)
        {
            number = _requests.Count;
            _requests.Add(request);
        }

        var answer = _answer(request, number);
        _asked.TrySetResult();
        foreach (var piece in answer.Pieces)
        {
            await stream.WriteAsync(piece);
            await stream.FlushAsync();
        }

        if (answer.End == WireEnd.Dropped)
        {
            // No farewell: the other side sees a reset.
            client.LingerState = new(true, 0);
        }
        else if (answer.End == WireEnd.Open && await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Support.Condition.Patience) == 0)
        {
            _left.TrySetResult();
        }
    }

    private static async Task<WireRequest?> ReadAsync(NetworkStream stream)
    {
        var received = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.Latin1.GetString(received.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var lines = text[..end].Split("\r\n");
                var headers = lines.Skip(1).Select(static line => line.Split(": ", 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.OrdinalIgnoreCase);
                var body = received.ToArray()[(end + 4)..];
                if (BodyOf(headers, body) is { } whole)
                {
                    return new(lines[0].Split(' ')[1], headers, whole);
                }
            }

            var count = await stream.ReadAsync(buffer);
            if (count == 0)
            {
                return null;
            }

            received.Write(buffer, 0, count);
        }
    }

    // Null while it is not whole.
    private static string? BodyOf(Dictionary<string, string> headers, byte[] bytes)
    {
        if (headers.TryGetValue("Content-Length", out var length))
        {
            return bytes.Length < int.Parse(length, CultureInfo.InvariantCulture) ? null : Encoding.UTF8.GetString(bytes);
        }

        var body = new MemoryStream();
        var text = Encoding.Latin1.GetString(bytes);
        for (var at = 0; text.IndexOf("\r\n", at, StringComparison.Ordinal) is >= 0 and var line;)
        {
            var size = int.Parse(text[at..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return Encoding.UTF8.GetString(body.ToArray());
            }

            if (line + 2 + size + 2 > bytes.Length)
            {
                return null;
            }

            body.Write(bytes, line + 2, size);
            at = line + 2 + size + 2;
        }

        return null;
    }
}
