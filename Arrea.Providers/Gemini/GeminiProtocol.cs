using System.Globalization;
using System.Text.Json.Nodes;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Gemini;

/// <summary>Google's Gemini.</summary>
internal sealed class GeminiProtocol : Protocol
{
    // The key in the address would be in every log on the way.
    public override string? KeyHeader => "x-goog-api-key";

    public override JsonObject BodyOf(Exchange exchange, bool isStreamed)
    {
        var body = new JsonObject();
        if (exchange.System is { } system)
        {
            body["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = system }) };
        }

        body["contents"] = GeminiContents.Of(exchange);
        PutTools(body, exchange);
        var generation = GenerationOf(exchange);
        body.Put("generationConfig", generation.Count == 0 ? null : generation);
        body.PutMore(exchange.Options, "contents");
        return body;
    }

    public override Task<Reply> SendAsync(Call call, Exchange exchange, JsonObject body, bool isStreamed, CancellationToken cancellationToken)
    {
        var method = isStreamed ? "streamGenerateContent?alt=sse" : "generateContent";
        return Post.SendAsync(call, exchange.Access, $"/v1beta/{PathOf(exchange.Model)}:{method}", body, cancellationToken);
    }

    public override Reading NewReading(Exchange exchange) => new GeminiReading(exchange.CallsSoFar);

    // A model that was tuned has its own folder; any other is in "models".
    private static string PathOf(string model)
        => string.Join('/', (model.Contains('/', StringComparison.Ordinal) ? model : $"models/{model}").Split('/').Select(Uri.EscapeDataString));

    private static JsonObject GenerationOf(Exchange exchange)
    {
        var options = exchange.Options;
        var generation = new JsonObject();
        generation.Put("temperature", options.Temperature);
        generation.Put("maxOutputTokens", options.MaxOutputTokens);
        generation.Put("topP", options.TopP);
        generation.Put("topK", options.TopK);
        generation.Put("frequencyPenalty", options.FrequencyPenalty);
        generation.Put("presencePenalty", options.PresencePenalty);
        generation.Put("seed", options.Seed);
        generation.Put("stopSequences", JsonBody.ArrayOf(options.StopSequences));
        if (options.ResponseFormat is ChatResponseFormatJson json)
        {
            generation["responseMimeType"] = "application/json";
            generation.Put("responseJsonSchema", json.Schema is { } schema ? JsonBody.NodeOf(schema) : null);
        }

        if (exchange.Effort is { } effort)
        {
            // The older models take a number of tokens, the newer ones a word.
            generation["thinkingConfig"] = int.TryParse(effort, CultureInfo.InvariantCulture, out var budget)
                ? new JsonObject { ["thinkingBudget"] = budget }
                : new JsonObject { ["thinkingLevel"] = effort };
        }

        return generation;
    }

    private static void PutTools(JsonObject body, Exchange exchange)
    {
        var declarations = exchange.Functions.Select(static function =>
        {
            var declaration = new JsonObject { ["name"] = function.Name };
            declaration.Put("description", string.IsNullOrEmpty(function.Description) ? null : function.Description);
            declaration["parametersJsonSchema"] = JsonBody.NodeOf(function.JsonSchema);
            return (JsonNode)declaration;
        }).ToArray();
        if (declarations.Length == 0)
        {
            return;
        }

        body["tools"] = new JsonArray(new JsonObject { ["functionDeclarations"] = new JsonArray(declarations) });
        JsonObject? calling = exchange.Options.ToolMode switch
        {
            NoneChatToolMode => new() { ["mode"] = "NONE" },
            AutoChatToolMode => new() { ["mode"] = "AUTO" },
            RequiredChatToolMode { RequiredFunctionName: { } name } => new() { ["mode"] = "ANY", ["allowedFunctionNames"] = new JsonArray(name) },
            RequiredChatToolMode => new() { ["mode"] = "ANY" },
            _ => null,
        };
        body.Put("toolConfig", calling is null ? null : new JsonObject { ["functionCallingConfig"] = calling });
    }
}
