using System.Text.Json;
using Arrea.Dataflow.Councils;

namespace Arrea.Providers.Wire;

/// <summary>Says what went wrong, in the words of councils and without secrets.</summary>
internal static class Failures
{
    /// <summary>Reads, and says what went wrong.</summary>
    public static async Task<T> SaidAsync<T>(Exchange exchange, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not CouncilModelException && !IsCancellation(error, cancellationToken))
        {
            // A connection that the caller closed may end as one that was lost.
            cancellationToken.ThrowIfCancellationRequested();
            throw Of(exchange, null, error);
        }
    }

    /// <summary>Whether the caller ended it. Anything else that looks so is a failure of the provider.</summary>
    public static bool IsCancellation(Exception error, CancellationToken cancellationToken)
        => error is OperationCanceledException && cancellationToken.IsCancellationRequested;

    public static void ThrowIfRejected(Exchange exchange, Reading reading)
    {
        if (reading.Rejection is { } rejection)
        {
            throw Of(exchange, rejection);
        }
    }

    /// <summary>What was said instead of an answer.</summary>
    public static CouncilModelException NoAnswer(Exchange exchange) => new($"{exchange.Access.Provider} answered without an answer.");

    /// <summary>The answer stopped before its end.</summary>
    public static CouncilModelException CutOff(Exchange exchange, Exception? cause)
        => new($"{exchange.Access.Provider} stopped in the middle of its answer.", cause) { IsTransient = true };

    public static CouncilModelException Of(Exchange exchange, Rejection? rejection, Exception error)
    {
        if (rejection is not null)
        {
            return Of(exchange, rejection);
        }

        var causes = Causes(error).ToList();
        var provider = exchange.Access.Provider;
        if (causes.OfType<CouncilModelException>().FirstOrDefault() is { } said)
        {
            return said;
        }

        if (causes.OfType<HttpRequestException>().FirstOrDefault() is { HttpRequestError: not HttpRequestError.ResponseEnded } request)
        {
            return new($"{provider} cannot be reached ({request.HttpRequestError}).", request) { IsTransient = true };
        }

        if (causes.Find(static cause => cause is IOException or HttpRequestException) is { } lost)
        {
            return CutOff(exchange, lost);
        }

        // Neither message nor exception: they may show what was read, or what was sent.
        return causes.Exists(static cause => cause is JsonException) ? new($"{provider} answered with something that is not the JSON of an answer.")
            : error is OperationCanceledException ? new($"{provider} gave up the request.") { IsTransient = true }
            : new($"The request to {provider} failed ({error.GetType().Name}).");
    }

    private static CouncilModelException Of(Exchange exchange, Rejection rejection)
    {
        var kind = Redaction.WordOf(rejection.Kind, exchange);
        var head = $"{exchange.Access.Provider} answered {rejection.Status}{(kind is null ? "" : $" ({kind})")}";
        if (rejection.Status is 401 or 403 || rejection.Kind == Rejection.BadKey)
        {
            // Providers like to show the key here, or half of it.
            return new($"{head}: it refuses the key.") { Code = CouncilErrorCodes.Unauthorized };
        }

        var text = Redaction.Of(rejection.Text, exchange);
        return new(text.Length == 0 ? $"{head}." : $"{head}: {text}")
        {
            Code = rejection.Status == 429 ? CouncilErrorCodes.RateLimited : CouncilErrorCodes.ProviderFailed,
            IsTransient = rejection.Status is 408 or >= 500 || (rejection.Status == 429 && rejection.Kind != "insufficient_quota"),
            RetryAfter = rejection.RetryAfter,
        };
    }

    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }
}
