using System.Text.Json.Nodes;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Ollama;

/// <summary>Ollama's own chat.</summary>
internal sealed class OllamaProtocol : Protocol
{
    public override JsonObject BodyOf(Exchange exchange, bool isStreamed)
    {
        var body = new JsonObject
        {
            ["model"] = exchange.Model,
            ["messages"] = OllamaMessages.Of(exchange),
            // Left out, it would stream.
            ["stream"] = isStreamed,
        };
        var options = OptionsOf(exchange.Options);
        body.Put("options", options.Count == 0 ? null : options);
        PutTools(body, exchange);
        body.Put("format", exchange.Options.ResponseFormat is not ChatResponseFormatJson json ? null
            : json.Schema is { } schema ? JsonBody.NodeOf(schema)
            : "json");
        body.Put("think", exchange.Effort switch
        {
            null => null,
            "true" or "True" => true,
            "false" or "False" or "none" => false,
            var effort => effort,
        });
        body.PutMore(exchange.Options, "model", "messages", "stream");
        return body;
    }

    public override Task<Reply> SendAsync(Call call, Exchange exchange, JsonObject body, bool isStreamed, CancellationToken cancellationToken)
        => Post.SendAsync(call, exchange.Access, "/api/chat", body, cancellationToken);

    public override Reading NewReading(Exchange exchange) => new OllamaReading(exchange.CallsSoFar);

    public override IAsyncEnumerable<string> PiecesOf(Stream content, CancellationToken cancellationToken) => Pieces.OfLines(content, cancellationToken);

    private static JsonObject OptionsOf(ChatOptions options)
    {
        var written = new JsonObject();
        written.Put("temperature", options.Temperature);
        written.Put("num_predict", options.MaxOutputTokens);
        written.Put("top_p", options.TopP);
        written.Put("top_k", options.TopK);
        written.Put("frequency_penalty", options.FrequencyPenalty);
        written.Put("presence_penalty", options.PresencePenalty);
        written.Put("seed", options.Seed);
        written.Put("stop", JsonBody.ArrayOf(options.StopSequences));
        return written;
    }

    private static void PutTools(JsonObject body, Exchange exchange)
    {
        // It knows no choice of tools: a model that may call none is shown none.
        if (exchange.Options.ToolMode is NoneChatToolMode)
        {
            return;
        }

        var tools = exchange.Functions.Select(static function => (JsonNode)new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = function.Name, ["description"] = function.Description, ["parameters"] = JsonBody.NodeOf(function.JsonSchema) },
        }).ToArray();
        body.Put("tools", tools.Length == 0 ? null : new JsonArray(tools));
    }
}
