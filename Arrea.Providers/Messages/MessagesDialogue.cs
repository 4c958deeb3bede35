using System.Text.Json.Nodes;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Messages;

/// <summary>The messages of a question, as Anthropic has them: user and assistant by turns, each with blocks.</summary>
internal static class MessagesDialogue
{
    public static JsonArray Of(Exchange exchange)
    {
        var messages = new JsonArray();
        JsonArray? blocks = null;
        var last = "";
        foreach (var message in exchange.Dialogue)
        {
            var role = message.Role == ChatRole.Assistant ? "assistant" : "user";
            // The results of all calls must be in the one message after them.
            if (blocks is null || role != last)
            {
                blocks = [];
                messages.Add((JsonNode)new JsonObject { ["role"] = role, ["content"] = blocks });
                last = role;
            }

            foreach (var block in message.Contents.Select(BlockOf).OfType<JsonObject>())
            {
                blocks.Add((JsonNode)block);
            }
        }

        return messages;
    }

    private static JsonObject? BlockOf(AIContent content) => content switch
    {
        // An empty text is refused.
        TextContent { Text.Length: > 0 } text => new() { ["type"] = "text", ["text"] = text.Text },
        // The signature proves that the model thought so itself; without it, reasoning is refused.
        TextReasoningContent { ProtectedData: { Length: > 0 } signature } reasoning => reasoning.Text.Length == 0
            ? new() { ["type"] = "redacted_thinking", ["data"] = signature }
            : new() { ["type"] = "thinking", ["thinking"] = reasoning.Text, ["signature"] = signature },
        FunctionCallContent call => new() { ["type"] = "tool_use", ["id"] = call.CallId, ["name"] = call.Name, ["input"] = JsonBody.ArgumentsOf(call) },
        FunctionResultContent result => ResultOf(result),
        _ => null,
    };

    private static JsonObject ResultOf(FunctionResultContent result)
    {
        var block = new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = result.CallId, ["content"] = JsonBody.TextOf(result) };
        block.Put("is_error", result.Exception is null ? null : true);
        return block;
    }
}
