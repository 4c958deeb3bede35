using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers;

/// <summary>Makes the models of providers, each as a chat client.</summary>
/// <remarks>
/// A client asks for each answer once: repeating is the caller's. Settings and variables are read for each request. What can go wrong, each a
/// <see cref="Dataflow.Councils.CouncilModelException"/>, never with a key or a prompt in it:
/// <list type="table">
/// <listheader><term>When</term><description>Code, and whether asking again may help</description></listheader>
/// <item><term>no key, or HTTP 401 or 403</term><description><c>unauthorized</c>, no</description></item>
/// <item><term>HTTP 429</term><description><c>rate_limited</c>, yes, after what <c>Retry-After</c> says; no, where the quota is used up</description></item>
/// <item><term>HTTP 408 or 5xx, no connection, half an answer</term><description><c>provider_failed</c>, yes</description></item>
/// <item><term>other HTTP statuses, an answer that is none</term><description><c>provider_failed</c>, no</description></item>
/// </list>
/// Cancellation throws <see cref="OperationCanceledException"/> and closes the connection. The model is <see cref="ChatOptions.ModelId"/>;
/// <c>reasoning_effort</c> of <see cref="ChatOptions.AdditionalProperties"/> is put in the provider's words, and the other properties go into the request as they are, over what is there, objects key by key.
/// Messages are text, reasoning, tool calls and their results.
/// </remarks>
public static class ChatProviders
{
    /// <summary>The providers known by id, in order of the alphabet.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Provider.Known.Select(static provider => provider.Id)];

    /// <summary>Makes the client of a provider, with the variables of this process.</summary>
    /// <param name="id">One of <see cref="Known"/>. Any other id needs a <see cref="ProviderSettings.BaseUrl"/>, which speaks as OpenAI does; its key is in the settings alone.</param>
    /// <param name="settings">Null for none.</param>
    /// <returns>The client. Safe to share; it remembers what a model does not take, so share it between the members of a provider. Disposal closes its connections.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is blank, or not known and without an address.</exception>
    public static IChatClient Create(string id, ProviderSettings? settings = null)
    {
        settings ??= new();
        return Create(id, () => settings, Environment.GetEnvironmentVariable);
    }

    /// <summary>Makes the client of a provider.</summary>
    /// <param name="id">One of <see cref="Known"/>, or any other with an address in the settings.</param>
    /// <param name="settings">Asked for each request, so that a change counts from the next one on.</param>
    /// <param name="environment">The value of a variable; null where it is not set. Asked for each request.</param>
    /// <returns>The client. Safe to share.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is blank, or not known and without an address.</exception>
    public static IChatClient Create(string id, Func<ProviderSettings> settings, Func<string, string?> environment)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        var provider = Provider.Known.FirstOrDefault(known => known.Id == id);
        if (provider is null && settings().BaseUrl is null)
        {
            throw new ArgumentException($"There is no provider '{id}'. Known: {string.Join(", ", Known)}. Any other needs a base address.", nameof(id));
        }

        return new ProviderClient(provider ?? Provider.Compatible(id), settings, environment);
    }
}
