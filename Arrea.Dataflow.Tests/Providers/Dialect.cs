using Arrea.Providers;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>What a provider is to be sent for one and the same question, and how it answers it.</summary>
internal sealed record Dialect
{
    /// <summary>A key as no error may show it.</summary>
    public const string Key = "sk-secret-0123456789-abcdef";

    /// <summary>A question as no error may show it.</summary>
    public const string Question = "What is six times seven, asked in München?";

    public static IReadOnlyList<Dialect> All { get; } =
    [
        new()
        {
            Id = "openai",
            Base = "v1",
            Path = "/v1/chat/completions",
            KeyHeader = $"Authorization: Bearer {Key}",
            Request = $$"""{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"{{Question}}"}],"temperature":0.5,"max_tokens":100}""",
            StreamedRequest = $$$"""{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"{{{Question}}}"}],"temperature":0.5,"max_tokens":100,"stream":true,"stream_options":{"include_usage":true}}""",
            Whole = """{"id":"r","model":"m-1","created":1700000000,"choices":[{"index":0,"message":{"role":"assistant","content":"forty-two, grüße"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}""",
            Beginning = Events("""{"id":"r","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"forty-"},"finish_reason":null}]}"""),
            Rest = Events(
                """{"id":"r","choices":[{"index":0,"delta":{"content":"two, grüße"},"finish_reason":null}]}""",
                """{"id":"r","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
                """{"id":"r","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}""",
                "[DONE]"),
        },
        new()
        {
            Id = "anthropic",
            Path = "/v1/messages",
            KeyHeader = $"X-Api-Key: {Key}",
            Request = $$"""{"model":"m","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":[{"type":"text","text":"{{Question}}"}]}],"temperature":0.5}""",
            StreamedRequest = $$"""{"model":"m","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","content":[{"type":"text","text":"{{Question}}"}]}],"temperature":0.5,"stream":true}""",
            Whole = """{"id":"r","type":"message","role":"assistant","model":"m-1","content":[{"type":"text","text":"forty-two, grüße"}],"stop_reason":"end_turn","usage":{"input_tokens":4,"cache_read_input_tokens":5,"output_tokens":2}}""",
            Beginning = NamedEvents(
                """{"type":"message_start","message":{"id":"r","type":"message","role":"assistant","model":"m-1","content":[],"usage":{"input_tokens":4,"cache_read_input_tokens":5,"output_tokens":1}}}""",
                """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
                """{"type":"ping"}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"forty-"}}"""),
            Rest = NamedEvents(
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"two, grüße"}}""",
                """{"type":"content_block_stop","index":0}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}""",
                """{"type":"message_stop"}"""),
        },
        new()
        {
            Id = "gemini",
            Path = "/v1beta/models/m:generateContent",
            StreamedPath = "/v1beta/models/m:streamGenerateContent?alt=sse",
            KeyHeader = $"x-goog-api-key: {Key}",
            Request = $$$"""{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"{{{Question}}}"}]}],"generationConfig":{"temperature":0.5,"maxOutputTokens":100}}""",
            Whole = """{"candidates":[{"content":{"role":"model","parts":[{"text":"forty-two, grüße"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1,"thoughtsTokenCount":1,"totalTokenCount":11},"modelVersion":"m-1","responseId":"r"}""",
            Beginning = Events("""{"candidates":[{"content":{"role":"model","parts":[{"text":"forty-"}]}}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"modelVersion":"m-1","responseId":"r"}"""),
            Rest = Events("""{"candidates":[{"content":{"role":"model","parts":[{"text":"two, grüße"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":1,"thoughtsTokenCount":1,"totalTokenCount":11},"responseId":"r"}"""),
        },
        new()
        {
            Id = "ollama",
            Path = "/api/chat",
            KeyHeader = $"Authorization: Bearer {Key}",
            Request = $$$"""{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"{{{Question}}}"}],"stream":false,"options":{"temperature":0.5,"num_predict":100}}""",
            StreamedRequest = $$$"""{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"{{{Question}}}"}],"stream":true,"options":{"temperature":0.5,"num_predict":100}}""",
            Whole = """{"model":"m-1","created_at":"2025-01-01T00:00:00Z","message":{"role":"assistant","content":"forty-two, grüße"},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":2}""",
            Beginning = """{"model":"m-1","message":{"role":"assistant","content":"forty-"},"done":false}""" + "\n",
            Rest = """{"model":"m-1","message":{"role":"assistant","content":"two, grüße"},"done":false}""" + "\n" + """{"model":"m-1","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":2}""" + "\n",
            ErrorOf = static message => $$"""{"error":"{{message}}"}""",
        },
    ];

    public static IEnumerable<object[]> Ids => All.Select(static dialect => (object[])[dialect.Id]);

    public required string Id { get; init; }

    /// <summary>What comes after the host in the address of the settings.</summary>
    public string Base { get; init; } = "";

    public required string Path { get; init; }

    public string StreamedPath { get => field ?? Path; init; }

    public required string KeyHeader { get; init; }

    public required string Request { get; init; }

    public string StreamedRequest { get => field ?? Request; init; }

    /// <summary>The answer: <c>forty-two, grüße</c>, of 9 and 2 tokens.</summary>
    public required string Whole { get; init; }

    /// <summary>The same as a stream, as far as <c>forty-</c>.</summary>
    public required string Beginning { get; init; }

    /// <summary>The rest of the stream.</summary>
    public required string Rest { get; init; }

    public Func<string, string> ErrorOf { get; init; } = static message => $$$"""{"error":{"message":"{{{message}}}","type":"some_error"}}""";

    /// <summary>A part of a stream that says that the provider fails.</summary>
    public string ErrorPiece => Id == "ollama" ? ErrorOf("overloaded") + "\n" : Events(ErrorOf("overloaded"));

    public static Dialect Of(string id) => All.Single(dialect => dialect.Id == id);

    public static List<ChatMessage> Messages() => [new(ChatRole.System, "Be brief."), new(ChatRole.User, Question)];

    public static ChatOptions Options() => new() { ModelId = "m", Temperature = 0.5f, MaxOutputTokens = 100 };

    public IChatClient ClientOf(WireServer server) => ChatProviders.Create(Id, SettingsOf(server));

    public ProviderSettings SettingsOf(WireServer server) => new() { BaseUrl = new(server.Address, Base), ApiKey = Key };

    private static string Events(params string[] data) => string.Concat(data.Select(static text => $"data: {text}\n\n"));

    private static string NamedEvents(params string[] data) => string.Concat(data.Select(static text => $"event: {text.Split('"')[3]}\ndata: {text}\n\n"));
}
