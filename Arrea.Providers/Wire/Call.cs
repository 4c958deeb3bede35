namespace Arrea.Providers.Wire;

/// <summary>One request on its way: adds the headers of the settings, and keeps what the provider says when it rejects it.</summary>
/// <remarks>Disposal would end the connections of all calls; a call holds nothing else, and is left alone.</remarks>
internal sealed class Call : DelegatingHandler
{
    private readonly Access _access;

    public Call(Access access, HttpMessageHandler connections)
        : base(connections)
    {
        _access = access;
        Client = new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends through this call.</summary>
    public HttpClient Client { get; }

    /// <summary>Why the provider did not answer; null while it has not said so.</summary>
    public Rejection? Rejection { get; private set; }

    /// <summary>The header that the provider looks for the key in, where the official client puts it elsewhere; null (default) for where that one puts it.</summary>
    public string? KeyHeader { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_access.Key is null || KeyHeader is not null)
        {
            // The official clients do not work without a key, and so get one that must not go out.
            request.Headers.Authorization = null;
        }

        if (KeyHeader is not null)
        {
            request.Headers.Remove(KeyHeader);
            if (_access.Key is not null)
            {
                request.Headers.TryAddWithoutValidation(KeyHeader, _access.Key);
            }
        }

        foreach (var (name, value) in _access.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            Rejection = await Rejection.OfAsync(response, cancellationToken).ConfigureAwait(false);
        }

        // The body has been read: what the official clients would make of it says less, or too much.
        throw new HttpRequestException("The provider rejected the request.", null, response.StatusCode);
    }
}
