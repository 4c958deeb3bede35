using System.Text;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>What becomes of the connection after the pieces.</summary>
internal enum WireEnd
{
    /// <summary>Closed in good order.</summary>
    Closed,

    /// <summary>Reset.</summary>
    Dropped,

    /// <summary>Left open, with nothing more to come.</summary>
    Open,
}

/// <summary>The bytes that a provider sends, and how it ends.</summary>
internal sealed record WireAnswer(IReadOnlyList<byte[]> Pieces, WireEnd End)
{
    /// <summary>Says nothing, and waits for the caller to leave.</summary>
    public static WireAnswer Silence { get; } = new([], WireEnd.Open);

    /// <summary>Hangs up.</summary>
    public static WireAnswer Dropped { get; } = new([], WireEnd.Dropped);

    /// <summary>A whole answer.</summary>
    public static WireAnswer Json(string body, int status = 200, params string[] headers)
        => new([Head(status, "application/json", [$"Content-Length: {Encoding.UTF8.GetByteCount(body)}", .. headers]), Encoding.UTF8.GetBytes(body)], WireEnd.Closed);

    /// <summary>A whole answer of which the last bytes are missing.</summary>
    public static WireAnswer HalfJson(string body)
        => new([Head(200, "application/json", [$"Content-Length: {Encoding.UTF8.GetByteCount(body) + 10}"]), Encoding.UTF8.GetBytes(body)], WireEnd.Closed);

    /// <summary>A stream, in pieces of seven bytes, so that they end anywhere.</summary>
    public static WireAnswer Stream(string content)
        => new([Head(200, "text/event-stream", ["Transfer-Encoding: chunked"]), .. Chunks(content), "0\r\n\r\n"u8.ToArray()], WireEnd.Closed);

    /// <summary>A stream that is cut off, or stays open.</summary>
    public static WireAnswer UnfinishedStream(string content, WireEnd end)
        => new([Head(200, "text/event-stream", ["Transfer-Encoding: chunked"]), .. Chunks(content)], end);

    private static IEnumerable<byte[]> Chunks(string content)
        => Encoding.UTF8.GetBytes(content).Chunk(7).Select(static bytes => (byte[])[.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8]);

    private static byte[] Head(int status, string contentType, IReadOnlyList<string> headers)
        => Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Said\r\nContent-Type: {contentType}\r\nConnection: close\r\n{string.Join("\r\n", headers)}\r\n\r\n");
}
