using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Arrea.Providers.Wire;

/// <summary>Sends JSON to a provider that has no client of its own.</summary>
internal static class Post
{
    public static async Task<Reply> SendAsync(Call call, Access access, string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, access.At(path)) { Content = new ByteArrayContent(JsonBody.BytesOf(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = access.Key is { } key ? new("Bearer", key) : null;

        var response = await call.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return new(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response);
    }
}
