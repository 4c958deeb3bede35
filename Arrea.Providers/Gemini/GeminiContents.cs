using System.Text.Json.Nodes;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Gemini;

/// <summary>The messages of a question, as Gemini has them: user and model, each with parts.</summary>
internal static class GeminiContents
{
    /// <summary>Proves that the model called the tool itself; newer models want it back.</summary>
    public const string Signature = "thoughtSignature";

    public static JsonArray Of(Exchange exchange)
    {
        var contents = new JsonArray();
        JsonArray? parts = null;
        var last = "";
        foreach (var message in exchange.Dialogue)
        {
            var role = message.Role == ChatRole.Assistant ? "model" : "user";
            // The results of all calls must be in the one content after them.
            if (parts is null || role != last)
            {
                parts = [];
                contents.Add((JsonNode)new JsonObject { ["role"] = role, ["parts"] = parts });
                last = role;
            }

            foreach (var part in message.Contents.Select(content => PartOf(content, exchange)).OfType<JsonObject>())
            {
                parts.Add((JsonNode)part);
            }
        }

        return contents;
    }

    private static JsonObject? PartOf(AIContent content, Exchange exchange) => content switch
    {
        TextContent text => new() { ["text"] = text.Text },
        FunctionCallContent call => CallOf(call),
        FunctionResultContent result => new() { ["functionResponse"] = new JsonObject { ["name"] = exchange.NameOf(result), ["response"] = ResponseOf(result) } },
        _ => null,
    };

    private static JsonObject CallOf(FunctionCallContent call)
    {
        var part = new JsonObject { ["functionCall"] = new JsonObject { ["name"] = call.Name, ["args"] = JsonBody.ArgumentsOf(call) } };
        part.Put(Signature, call.AdditionalProperties?.GetValueOrDefault(Signature) as string);
        return part;
    }

    // Only an object is taken.
    private static JsonObject ResponseOf(FunctionResultContent result)
        => new() { [result.Exception is null ? "result" : "error"] = JsonBody.TextOf(result) };
}
