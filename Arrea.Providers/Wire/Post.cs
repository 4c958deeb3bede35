using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Arrea.Providers.Wire;

/// <summary>Sends JSON to a provider that has no client of its own.</summary>
internal static class Post
{
    public static async Task<Reply> SendAsync(Call call, Uri address, JsonObject body, (string Name, string? Value) key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(JsonBody.BytesOf(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key.Value is not null)
        {
            request.Headers.TryAddWithoutValidation(key.Name, key.Value);
        }

        var response = await call.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return new(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response);
    }
}
