using System.Globalization;
using System.Text.Json;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Ollama;

/// <summary>Reads an answer of Ollama. A piece has the shape of a whole one.</summary>
internal sealed class OllamaReading(int callsSoFar) : Reading
{
    private int _calls = callsSoFar;
    private bool _isCall;

    protected override IEnumerable<ChatResponseUpdate> Updates(JsonElement root)
    {
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ModelId = root.Text("model"),
            CreatedAt = DateTimeOffset.TryParse(root.Text("created_at"), CultureInfo.InvariantCulture, out var created) ? created : null,
        };
        if (root.Get("message") is { } message)
        {
            HasAnswer = true;
            if (message.Text("thinking") is { Length: > 0 } thinking)
            {
                update.Contents.Add(new TextReasoningContent(thinking));
            }

            if (message.Text("content") is { Length: > 0 } text)
            {
                update.Contents.Add(new TextContent(text));
            }

            foreach (var call in message.Items("tool_calls"))
            {
                _isCall = true;
                var function = call.Get("function") ?? default;
                var id = call.Text("id") is { Length: > 0 } given ? given : $"call_{_calls++}";
                update.Contents.Add(CallOf(id, function.Text("name") ?? "", function.Get("arguments")?.GetRawText() ?? ""));
            }
        }

        if (root.IsTrue("done"))
        {
            IsComplete = true;
            update.FinishReason = _isCall ? ChatFinishReason.ToolCalls : root.Text("done_reason") is "length" ? ChatFinishReason.Length : ChatFinishReason.Stop;
            update.Contents.Add(new UsageContent(UsageOf(root)));
        }

        yield return update;
    }

    private static UsageDetails UsageOf(JsonElement root)
    {
        var (input, output) = (root.Number("prompt_eval_count") ?? 0, root.Number("eval_count") ?? 0);
        return new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };
    }
}
