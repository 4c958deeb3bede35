using System.Text.Json.Nodes;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Completions;

/// <summary>The messages of a question, as chat completions have them.</summary>
internal static class CompletionsMessages
{
    public static JsonArray Of(Exchange exchange)
    {
        var messages = new JsonArray();
        foreach (var message in exchange.Messages)
        {
            // What tools said must come right after the calls, each as a message of its own.
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
            {
                messages.Add((JsonNode)new JsonObject { ["role"] = "tool", ["tool_call_id"] = result.CallId, ["content"] = JsonBody.TextOf(result) });
            }

            var calls = message.Contents.OfType<FunctionCallContent>().Select(CallOf).ToArray();
            if (message.Text.Length == 0 && calls.Length == 0 && message.Contents.Any(static content => content is FunctionResultContent))
            {
                continue;
            }

            var written = new JsonObject
            {
                ["role"] = message.Role == ChatRole.Tool ? "user" : message.Role.Value,
                ["content"] = message.Text.Length == 0 && calls.Length > 0 ? null : message.Text,
            };
            written.Put("tool_calls", calls.Length == 0 ? null : new JsonArray(calls));
            messages.Add((JsonNode)written);
        }

        return messages;
    }

    private static JsonNode CallOf(FunctionCallContent call) => new JsonObject
    {
        ["id"] = call.CallId,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonBody.TextOf(JsonBody.ArgumentsOf(call)) },
    };
}
