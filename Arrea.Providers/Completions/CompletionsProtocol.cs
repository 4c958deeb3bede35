using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;
using OpenAI;
using ChatClient = OpenAI.Chat.ChatClient;

namespace Arrea.Providers.Completions;

/// <summary>OpenAI's chat completions, through its own client: also what all who are compatible speak.</summary>
/// <remarks>The bodies are ours: those of the client know neither the options of others nor the old name of the token limit, which most of them want.</remarks>
internal sealed class CompletionsProtocol : Protocol
{
    private readonly ConcurrentDictionary<string, Quirk> _quirks = new();

    /// <summary>What a model does not take.</summary>
    [Flags]
    private enum Quirk
    {
        None = 0,
        MaxTokens = 1,
        Temperature = 2,
        StreamOptions = 4,
    }

    public override JsonObject BodyOf(Exchange exchange, bool isStreamed)
    {
        var quirks = _quirks.GetValueOrDefault(KeyOf(exchange));
        exchange.Quirks = (int)quirks;
        var options = exchange.Options;
        var body = new JsonObject
        {
            ["model"] = exchange.Model,
            ["messages"] = CompletionsMessages.Of(exchange),
        };
        body.Put("temperature", quirks.HasFlag(Quirk.Temperature) ? null : options.Temperature);
        body.Put(quirks.HasFlag(Quirk.MaxTokens) ? "max_completion_tokens" : "max_tokens", options.MaxOutputTokens);
        body.Put("top_p", options.TopP);
        body.Put("frequency_penalty", options.FrequencyPenalty);
        body.Put("presence_penalty", options.PresencePenalty);
        body.Put("seed", options.Seed);
        body.Put("stop", JsonBody.ArrayOf(options.StopSequences));
        PutTools(body, exchange);
        body.Put("response_format", FormatOf(options.ResponseFormat));
        body.Put(JsonBody.Effort, exchange.Effort);
        if (isStreamed)
        {
            body["stream"] = true;
            body.Put("stream_options", quirks.HasFlag(Quirk.StreamOptions) ? null : new JsonObject { ["include_usage"] = true });
        }

        body.PutMore(options, "model", "messages", "stream");
        return body;
    }

    public override async Task<Reply> SendAsync(Call call, Exchange exchange, JsonObject body, bool isStreamed, CancellationToken cancellationToken)
    {
        var client = new ChatClient(exchange.Model, new ApiKeyCredential(exchange.Access.Key ?? "none"), new OpenAIClientOptions
        {
            Endpoint = exchange.Access.Address,
            Transport = new HttpClientPipelineTransport(call.Client),
            // Repeating is the caller's, and so is the time limit.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            // Its messages would show prompts to whoever listens.
            ClientLoggingOptions = new() { EnableLogging = false },
        });
        using var content = BinaryContent.Create(BinaryData.FromBytes(JsonBody.BytesOf(body)));
        // Read as it comes: held back, it would come whole or not at all, and a cancelled reader would be too late.
        var result = await client.CompleteChatAsync(content, new RequestOptions { CancellationToken = cancellationToken, BufferResponse = false }).ConfigureAwait(false);
        var response = result.GetRawResponse();
        return new(response.ContentStream ?? Stream.Null, response);
    }

    public override Reading NewReading(Exchange exchange) => new CompletionsReading();

    public override bool Learns(Exchange exchange, Rejection rejection)
    {
        if (rejection.Status is not (400 or 422))
        {
            return false;
        }

        var learned = Quirk.None;
        // Not all name the parameter; the message of OpenAI names the one to use instead.
        if (exchange.Options.MaxOutputTokens is not null && (rejection.Parameter == "max_tokens" || Says(rejection, "max_completion_tokens")))
        {
            learned |= Quirk.MaxTokens;
        }

        if (exchange.Options.Temperature is not null && (rejection.Parameter == "temperature" || (rejection.Parameter is null && Says(rejection, "'temperature'"))))
        {
            learned |= Quirk.Temperature;
        }

        // Old servers stream without counts. To one that was not asked to stream it means nothing.
        if (rejection.Parameter == "stream_options" || Says(rejection, "stream_options"))
        {
            learned |= Quirk.StreamOptions;
        }

        learned &= ~(Quirk)exchange.Quirks;
        if (learned == Quirk.None)
        {
            return false;
        }

        _quirks.AddOrUpdate(KeyOf(exchange), static (_, added) => added, static (_, known, added) => known | added, learned);
        return true;
    }

    private static bool Says(Rejection rejection, string word) => rejection.Text?.Contains(word, StringComparison.Ordinal) == true;

    // The address may change with the settings, and another server may have another model of that name.
    private static string KeyOf(Exchange exchange) => $"{exchange.Access.Address} {exchange.Model}";

    private static void PutTools(JsonObject body, Exchange exchange)
    {
        var tools = exchange.Functions.Select(static function =>
        {
            var declaration = new JsonObject { ["name"] = function.Name };
            declaration.Put("description", string.IsNullOrEmpty(function.Description) ? null : function.Description);
            declaration["parameters"] = JsonBody.NodeOf(function.JsonSchema);
            return (JsonNode)new JsonObject { ["type"] = "function", ["function"] = declaration };
        }).ToArray();
        if (tools.Length == 0)
        {
            return;
        }

        body["tools"] = new JsonArray(tools);
        body.Put("tool_choice", exchange.Options.ToolMode switch
        {
            NoneChatToolMode => "none",
            AutoChatToolMode => "auto",
            RequiredChatToolMode { RequiredFunctionName: { } name } => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name } },
            RequiredChatToolMode => "required",
            _ => null,
        });
        body.Put("parallel_tool_calls", exchange.Options.AllowMultipleToolCalls);
    }

    private static JsonObject? FormatOf(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return null;
        }

        if (json.Schema is not { } schema)
        {
            return new() { ["type"] = "json_object" };
        }

        var named = new JsonObject { ["name"] = json.SchemaName ?? "answer" };
        named.Put("description", json.SchemaDescription);
        named["schema"] = JsonBody.NodeOf(schema);
        return new() { ["type"] = "json_schema", ["json_schema"] = named };
    }
}
