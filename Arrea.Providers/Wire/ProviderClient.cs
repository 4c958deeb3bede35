using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Wire;

/// <summary>A provider as a chat client: reads the settings, sends, reads the answer, and says what went wrong.</summary>
internal sealed class ProviderClient(Provider provider, Func<ProviderSettings> settings, Func<string, string?> environment) : IChatClient
{
    private readonly Protocol _protocol = provider.NewProtocol();

    private readonly SocketsHttpHandler _connections = new()
    {
        // A key in a header of its own would go along to wherever a redirection points.
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // An answer that nobody reads any more is to stop, and not to be read to its end first.
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
    };

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var exchange = ExchangeOf(messages, options);
        using var reply = await AskAsync(exchange, isStreamed: false, cancellationToken).ConfigureAwait(false);
        return await Failures.SaidAsync(exchange, ReadAsync, cancellationToken).ConfigureAwait(false);

        async Task<ChatResponse> ReadAsync()
        {
            using var document = await JsonDocument.ParseAsync(reply.Content, default, cancellationToken).ConfigureAwait(false);
            var reading = _protocol.NewReading(exchange);
            var updates = reading.Read(document.RootElement);
            Failures.ThrowIfRejected(exchange, reading);
            return reading.HasAnswer ? updates.ToChatResponse() : throw Failures.NoAnswer(exchange);
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var exchange = ExchangeOf(messages, options);
        using var reply = await AskAsync(exchange, isStreamed: true, cancellationToken).ConfigureAwait(false);
        var reading = _protocol.NewReading(exchange);
        var pieces = _protocol.PiecesOf(reply.Content, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var closing = pieces.ConfigureAwait(false);
        while (await NextAsync(exchange, reading, pieces, cancellationToken).ConfigureAwait(false) is { } updates)
        {
            foreach (var update in updates)
            {
                yield return update;
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(provider.Id, settings().BaseUrl ?? provider.Home)
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() => _connections.Dispose();

    public override string ToString() => provider.Id;

    private Exchange ExchangeOf(IEnumerable<ChatMessage> messages, ChatOptions? options)
        => new(Access.Of(provider, settings(), environment), messages, options);

    // Asks again only what the provider refused to read: nothing was answered, and nothing is paid for twice.
    private async Task<Reply> AskAsync(Exchange exchange, bool isStreamed, CancellationToken cancellationToken)
    {
        while (true)
        {
            var call = new Call(exchange.Access, _connections) { KeyHeader = _protocol.KeyHeader };
            try
            {
                return await _protocol.SendAsync(call, exchange, _protocol.BodyOf(exchange, isStreamed), isStreamed, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!Failures.IsCancellation(error, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (call.Rejection is not { } rejection || !_protocol.Learns(exchange, rejection))
                {
                    throw Failures.Of(exchange, call.Rejection, error);
                }
            }
        }
    }

    // Null at the end.
    private static Task<IReadOnlyList<ChatResponseUpdate>?> NextAsync(
        Exchange exchange, Reading reading, IAsyncEnumerator<string> pieces, CancellationToken cancellationToken)
    {
        return Failures.SaidAsync(exchange, ReadAsync, cancellationToken);

        async Task<IReadOnlyList<ChatResponseUpdate>?> ReadAsync()
        {
            if (!await MoveAsync().ConfigureAwait(false))
            {
                return reading.IsComplete ? null : throw Failures.CutOff(exchange, null);
            }

            var updates = reading.Piece(pieces.Current);
            Failures.ThrowIfRejected(exchange, reading);
            return updates;
        }

        async Task<bool> MoveAsync()
        {
            try
            {
                return await pieces.MoveNextAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (reading.IsComplete && error is (IOException or HttpRequestException))
            {
                // Lost after the end of the answer: nothing is missing.
                return false;
            }
        }
    }
}
