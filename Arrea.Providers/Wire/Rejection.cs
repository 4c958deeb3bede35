using System.Globalization;
using System.Text.Json;

namespace Arrea.Providers.Wire;

/// <summary>What a provider said instead of an answer. Its text is as it came: it may repeat keys and prompts.</summary>
internal sealed record Rejection
{
    /// <summary>What Gemini calls a key that it does not know, in a 400.</summary>
    public const string BadKey = "API_KEY_INVALID";

    private const int LongestBody = 64 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>The HTTP status, or the one that says the same.</summary>
    public required int Status { get; init; }

    /// <summary>The provider's own word for it; null for none.</summary>
    public string? Kind { get; init; }

    /// <summary>The part of the request that is meant; null for none.</summary>
    public string? Parameter { get; init; }

    /// <summary>The provider's message; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>How long to wait before asking again; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Reads the response of a request that failed.</summary>
    public static async Task<Rejection> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var said = await SaidAsync(response, cancellationToken).ConfigureAwait(false);
        return (said ?? new() { Status = status }) with { Status = status, RetryAfter = WaitOf(response) ?? said?.RetryAfter };
    }

    /// <summary>Reads an error that came in the place of an answer; null where there is none.</summary>
    public static Rejection? In(JsonElement root)
    {
        // A stream that fails at once comes in brackets from some.
        root = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
        if (root.Get("error") is not { } error)
        {
            return null;
        }

        if (error.ValueKind == JsonValueKind.String)
        {
            return new() { Status = 500, Text = error.GetString() };
        }

        var details = error.Items("details").ToList();
        var kind = details.Exists(static detail => detail.Text("reason") == BadKey) ? BadKey : error.Text("code") ?? error.Text("type") ?? error.Text("status");
        return new()
        {
            Status = error.Number("code") is >= 400 and < 600 and var code ? (int)code : StatusOf(error.Text("code")) ?? StatusOf(error.Text("type")) ?? 500,
            Kind = kind,
            Parameter = error.Text("param"),
            Text = error.Text("message"),
            RetryAfter = details.Select(static detail => detail.Text("retryDelay")).OfType<string>().FirstOrDefault() is { } delay
                && double.TryParse(delay.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
                ? Bounded(seconds)
                : null,
        };
    }

    private static int? StatusOf(string? kind) => kind switch
    {
        "invalid_request_error" => 400,
        "authentication_error" or "invalid_api_key" => 401,
        "permission_error" => 403,
        "not_found_error" => 404,
        "rate_limit_error" or "rate_limit_exceeded" or "insufficient_quota" => 429,
        "overloaded_error" => 529,
        _ => null,
    };

    private static async Task<Rejection?> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var body = new byte[LongestBody];
            var length = await content.ReadAtLeastAsync(body, LongestBody, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            using var document = JsonDocument.Parse(body.AsMemory(0, length));
            return In(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or IOException or HttpRequestException)
        {
            // A page of a gateway, or cut off: the status says enough.
            return null;
        }
    }

    private static TimeSpan? WaitOf(HttpResponseMessage response)
    {
        if (NumberOf(response, "retry-after-ms") is { } milliseconds)
        {
            return Bounded(milliseconds / 1000);
        }

        if (NumberOf(response, "Retry-After") is { } seconds)
        {
            return Bounded(seconds);
        }

        // The provider's own clock, where it tells it: ours may be wrong.
        return response.Headers.RetryAfter?.Date is { } date
            ? Bounded((date - (response.Headers.Date ?? TimeProvider.System.GetUtcNow())).TotalSeconds)
            : null;
    }

    private static double? NumberOf(HttpResponseMessage response, string header)
        => response.Headers.TryGetValues(header, out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    private static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWait.TotalSeconds));
}
