namespace Arrea.Providers.Ollama;

/// <summary>Reads the variable that tells where Ollama listens: often no address but <c>host</c>, <c>host:port</c> or <c>:port</c>.</summary>
internal static class OllamaHost
{
    public const string Variable = "OLLAMA_HOST";

    private const string Port = ":11434";

    /// <summary>What to connect to.</summary>
    public static string AddressOf(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return Reachable(text);
        }

        var host = text.TrimEnd('/');
        host = host.StartsWith(':') ? "127.0.0.1" + host : host;
        var hasPort = host.LastIndexOf(':') > host.LastIndexOf(']');
        return Reachable("http://" + host + (hasPort ? "" : Port));
    }

    // The server listens on all addresses there; nobody can connect to "all".
    private static string Reachable(string address) => address.Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal);
}
