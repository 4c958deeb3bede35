using Arrea.Dataflow.Councils;
using Arrea.Providers.Ollama;

namespace Arrea.Providers.Wire;

/// <summary>How to reach a provider, for one request. Holds the key, and so is never shown.</summary>
internal sealed class Access
{
    private Access(string provider, Uri address, string? key, IReadOnlyDictionary<string, string> headers)
        => (Provider, Address, Key, Headers) = (provider, address, key, headers);

    public string Provider { get; }

    public Uri Address { get; }

    public string? Key { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>What no text for people may have in it.</summary>
    public IEnumerable<string> Secrets => Key is null ? Headers.Values : Headers.Values.Append(Key);

    /// <summary>Reads the settings, and the variables for what they leave out.</summary>
    public static Access Of(Provider provider, ProviderSettings settings, Func<string, string?> environment)
    {
        var configured = settings.BaseUrl ?? AddressOf(provider, environment);
        var address = configured ?? provider.Home
            ?? throw new CouncilModelException($"The provider {provider.Id} has no address.");
        var key = Text(settings.ApiKey) ?? (provider.KeyVariable is { } variable ? Text(environment(variable)) : null);
        if (key is null && configured is null && provider.KeyVariable is not null)
        {
            // At an address of the user's own there may be a server that wants no key.
            throw Refused($"There is no key for {provider.Id}: set {provider.KeyVariable}.");
        }

        // The framework would refuse such a key with a message that shows it.
        return key is null || key.All(static c => c is > ' ' and <= '~')
            ? new(provider.Id, address, key, settings.Headers)
            : throw Refused($"The key for {provider.Id} has characters that no key has.");
    }

    /// <summary>The address with a path after it.</summary>
    public Uri At(string path) => new(Address.AbsoluteUri.TrimEnd('/') + path);

    private static Uri? AddressOf(Provider provider, Func<string, string?> environment)
    {
        if (provider.AddressVariable is not { } variable || Text(environment(variable)) is not { } text)
        {
            return null;
        }

        var written = variable == OllamaHost.Variable ? OllamaHost.AddressOf(text) : text;
        return Uri.TryCreate(written, UriKind.Absolute, out var address) && ProviderSettings.IsAddress(address)
            ? address
            : throw new CouncilModelException($"{variable} is not an absolute http or https address without user, query and fragment.");
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static CouncilModelException Refused(string message) => new(message) { Code = CouncilErrorCodes.Unauthorized };
}
