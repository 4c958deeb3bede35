using System.Text.Json.Nodes;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Ollama;

/// <summary>The messages of a question, as Ollama has them.</summary>
internal static class OllamaMessages
{
    public static JsonArray Of(Exchange exchange)
    {
        var messages = new JsonArray();
        foreach (var message in exchange.Messages)
        {
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
            {
                messages.Add((JsonNode)new JsonObject { ["role"] = "tool", ["tool_name"] = exchange.NameOf(result), ["content"] = JsonBody.TextOf(result) });
            }

            var calls = message.Contents.OfType<FunctionCallContent>()
                .Select(static call => (JsonNode)new JsonObject { ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonBody.ArgumentsOf(call) } })
                .ToArray();
            if (message.Text.Length == 0 && calls.Length == 0 && message.Contents.Any(static content => content is FunctionResultContent))
            {
                continue;
            }

            var written = new JsonObject { ["role"] = message.Role == ChatRole.Tool ? "user" : message.Role.Value, ["content"] = message.Text };
            written.Put("tool_calls", calls.Length == 0 ? null : new JsonArray(calls));
            messages.Add((JsonNode)written);
        }

        return messages;
    }
}
