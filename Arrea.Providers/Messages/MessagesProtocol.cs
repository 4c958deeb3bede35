using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Core;
using Anthropic.Models.Messages;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Messages;

/// <summary>Anthropic's messages, through its own client.</summary>
/// <remarks>The bodies are ours, so that what the caller wants besides can go into them.</remarks>
internal sealed class MessagesProtocol : Protocol
{
    // The protocol wants a limit where others have none.
    private const int MaxTokens = 4096;

    private static readonly Dictionary<string, JsonElement> Nothing = [];

    // The client would send it as a bearer's token, which servers that speak the same do not all know.
    public override string? KeyHeader => "x-api-key";

    public override JsonObject BodyOf(Exchange exchange, bool isStreamed)
    {
        var options = exchange.Options;
        var body = new JsonObject
        {
            ["model"] = exchange.Model,
            ["max_tokens"] = options.MaxOutputTokens ?? MaxTokens,
        };
        body.Put("system", exchange.System);
        body["messages"] = MessagesDialogue.Of(exchange);
        body.Put("temperature", options.Temperature);
        body.Put("top_p", options.TopP);
        body.Put("top_k", options.TopK);
        body.Put("stop_sequences", JsonBody.ArrayOf(options.StopSequences));
        PutTools(body, exchange);
        PutOutput(body, exchange);
        if (isStreamed)
        {
            body["stream"] = true;
        }

        body.PutMore(options, "model", "messages", "stream");
        return body;
    }

    public override async Task<Reply> SendAsync(Call call, Exchange exchange, JsonObject body, bool isStreamed, CancellationToken cancellationToken)
    {
        // Not disposed: that would dispose what it sends through, which is the call's.
        var client = new AnthropicClient(new ClientOptions
        {
            HttpClient = call.Client,
            BaseUrl = exchange.Access.Address.AbsoluteUri.TrimEnd('/'),
            // Without a key it would look for one by itself; the call takes this one out again.
            ApiKey = exchange.Access.Key ?? "none",
            // Repeating is the caller's, and so is the time limit.
            MaxRetries = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            // Variables could make it tell prompts to whoever listens.
            OpenTelemetry = false,
        });
        using var document = JsonDocument.Parse(JsonBody.BytesOf(body));
        var request = MessageCreateParams.FromRawUnchecked(Nothing, Nothing, document.RootElement.EnumerateObject().ToDictionary(static pair => pair.Name, static pair => pair.Value.Clone()));
        HttpResponse response = isStreamed
            ? await client.WithRawResponse.Messages.CreateStreaming(request, cancellationToken).ConfigureAwait(false)
            : await client.WithRawResponse.Messages.Create(request, cancellationToken).ConfigureAwait(false);
        return new(await response.RawMessage.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), response);
    }

    public override Reading NewReading(Exchange exchange) => new MessagesReading();

    private static void PutTools(JsonObject body, Exchange exchange)
    {
        var tools = exchange.Functions.Select(static function =>
        {
            var tool = new JsonObject { ["name"] = function.Name };
            tool.Put("description", string.IsNullOrEmpty(function.Description) ? null : function.Description);
            tool["input_schema"] = JsonBody.NodeOf(function.JsonSchema);
            return (JsonNode)tool;
        }).ToArray();
        if (tools.Length == 0)
        {
            return;
        }

        body["tools"] = new JsonArray(tools);
        JsonObject? choice = exchange.Options.ToolMode switch
        {
            NoneChatToolMode => new() { ["type"] = "none" },
            RequiredChatToolMode { RequiredFunctionName: { } name } => new() { ["type"] = "tool", ["name"] = name },
            RequiredChatToolMode => new() { ["type"] = "any" },
            AutoChatToolMode => new() { ["type"] = "auto" },
            _ => exchange.Options.AllowMultipleToolCalls is null ? null : new() { ["type"] = "auto" },
        };
        if (exchange.Options is { AllowMultipleToolCalls: { } isMany, ToolMode: not NoneChatToolMode })
        {
            choice?.Put("disable_parallel_tool_use", !isMany);
        }

        body.Put("tool_choice", choice);
    }

    private static void PutOutput(JsonObject body, Exchange exchange)
    {
        var output = new JsonObject();
        output.Put("effort", exchange.Effort);
        if (exchange.Options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            output["format"] = new JsonObject { ["type"] = "json_schema", ["schema"] = JsonBody.NodeOf(schema) };
        }

        body.Put("output_config", output.Count == 0 ? null : output);
    }
}
