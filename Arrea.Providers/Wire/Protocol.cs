using System.Text.Json.Nodes;

namespace Arrea.Providers.Wire;

/// <summary>What a provider speaks: the request it wants, and the answers it gives.</summary>
internal abstract class Protocol
{
    /// <summary>The header for the key; null (default) for <c>Authorization</c>.</summary>
    public virtual string? KeyHeader => null;

    /// <summary>The request for an answer.</summary>
    public abstract JsonObject BodyOf(Exchange exchange, bool isStreamed);

    /// <summary>Sends the request once. The answer begins to come when it returns.</summary>
    public abstract Task<Reply> SendAsync(Call call, Exchange exchange, JsonObject body, bool isStreamed, CancellationToken cancellationToken);

    /// <summary>Reads the answer, whole or in pieces.</summary>
    public abstract Reading NewReading(Exchange exchange);

    /// <summary>The pieces of a streamed answer, each a JSON text.</summary>
    public virtual IAsyncEnumerable<string> PiecesOf(Stream content, CancellationToken cancellationToken) => Pieces.OfEvents(content, cancellationToken);

    /// <summary>Whether another request, made of what the rejection says, may be taken.</summary>
    public virtual bool Learns(Exchange exchange, Rejection rejection) => false;
}
