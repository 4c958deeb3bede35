using System.Collections.ObjectModel;

namespace Arrea.Providers;

/// <summary>Where a provider is, and what it wants to see first. Immutable; what it leaves out, the environment says.</summary>
public sealed record ProviderSettings
{
    /// <summary>Where the provider is: <c>http</c> or <c>https</c>, absolute, without user, query and fragment. Null (default) for what the provider's variable says, else its own address.</summary>
    /// <exception cref="ArgumentException">The value is not such an address.</exception>
    public Uri? BaseUrl { get; init => field = value is null || IsAddress(value) ? value : throw new ArgumentException("Expected an absolute http or https address without user, query and fragment.", nameof(BaseUrl)); }

    /// <summary>The key. Null or blank (default null) for what the provider's variable says. Never shown.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Headers that go with every request, over those of the protocol. Default: none. The values are never shown.</summary>
    /// <exception cref="ArgumentException">A name is not that of a request header, or a value has control characters.</exception>
    public IReadOnlyDictionary<string, string> Headers { get; init => field = Checked(value); } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The address alone. The rest may be secret.</summary>
    public override string ToString() => BaseUrl?.AbsoluteUri ?? "";

    internal static bool IsAddress(Uri address)
        => address.IsAbsoluteUri && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" };

    private static ReadOnlyDictionary<string, string> Checked(IReadOnlyDictionary<string, string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers, nameof(Headers));
        using var probe = new HttpRequestMessage();
        var copy = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            // The message of the framework would show the value.
            if (value is null || value.Any(char.IsControl) || !probe.Headers.TryAddWithoutValidation(name, "value"))
            {
                throw new ArgumentException($"The header '{name}' cannot be sent.", nameof(Headers));
            }

            copy[name] = value;
        }

        return new(copy);
    }
}
