using Arrea.Providers.Completions;
using Arrea.Providers.Gemini;
using Arrea.Providers.Messages;
using Arrea.Providers.Ollama;

namespace Arrea.Providers.Wire;

/// <summary>A provider: what it speaks, where it is, and which variables say more.</summary>
internal sealed record Provider
{
    public static IReadOnlyList<Provider> Known { get; } =
    [
        new() { Id = "anthropic", NewProtocol = static () => new MessagesProtocol(), Home = new("https://api.anthropic.com"), KeyVariable = "ANTHROPIC_API_KEY", AddressVariable = "ANTHROPIC_BASE_URL" },
        new() { Id = "gemini", NewProtocol = static () => new GeminiProtocol(), Home = new("https://generativelanguage.googleapis.com"), KeyVariable = "GEMINI_API_KEY", AddressVariable = "GEMINI_BASE_URL" },
        new() { Id = "ollama", NewProtocol = static () => new OllamaProtocol(), Home = new("http://127.0.0.1:11434"), AddressVariable = OllamaHost.Variable },
        new() { Id = "openai", NewProtocol = static () => new CompletionsProtocol(), Home = new("https://api.openai.com/v1"), KeyVariable = "OPENAI_API_KEY", AddressVariable = "OPENAI_BASE_URL" },
        new() { Id = "openrouter", NewProtocol = static () => new CompletionsProtocol(), Home = new("https://openrouter.ai/api/v1"), KeyVariable = "OPENROUTER_API_KEY" },
    ];

    public required string Id { get; init; }

    /// <summary>Makes what it speaks. One for each client: it remembers what models do not take.</summary>
    public required Func<Protocol> NewProtocol { get; init; }

    /// <summary>Where it is when nobody says otherwise; null for nowhere.</summary>
    public Uri? Home { get; init; }

    public string? KeyVariable { get; init; }

    public string? AddressVariable { get; init; }

    /// <summary>Someone who speaks as OpenAI does. It reads no variable: a key of OpenAI is nothing for strangers.</summary>
    public static Provider Compatible(string id) => new() { Id = id, NewProtocol = static () => new CompletionsProtocol() };
}
