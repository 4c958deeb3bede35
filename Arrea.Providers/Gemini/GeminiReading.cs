using System.Text.Json;
using Arrea.Dataflow.Councils;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Gemini;

/// <summary>Reads an answer of Gemini. A piece has the shape of a whole one.</summary>
internal sealed class GeminiReading(int callsSoFar) : Reading
{
    private int _calls = callsSoFar;
    private UsageDetails? _usage;
    private bool _isCounted;
    private bool _isCall;

    protected override IEnumerable<ChatResponseUpdate> Updates(JsonElement root)
    {
        if (root.Get("promptFeedback")?.Text("blockReason") is { } block)
        {
            throw new CouncilModelException($"gemini does not answer this ({block}).");
        }

        var update = new ChatResponseUpdate { Role = ChatRole.Assistant, ResponseId = root.Text("responseId"), MessageId = root.Text("responseId"), ModelId = root.Text("modelVersion") };
        foreach (var candidate in root.Items("candidates").Take(1))
        {
            HasAnswer = true;
            foreach (var part in (candidate.Get("content") ?? default).Items("parts"))
            {
                if (ContentOf(part) is { } content)
                {
                    update.Contents.Add(content);
                }
            }

            if (candidate.Text("finishReason") is { } reason)
            {
                IsComplete = true;
                update.FinishReason = ReasonOf(reason);
            }
        }

        // Each piece has the counts so far: only the last are to be counted, and that one says that it is.
        _usage = root.Get("usageMetadata") is { } usage ? UsageOf(usage) : _usage;
        if (IsComplete && !_isCounted && _usage is not null)
        {
            update.Contents.Add(new UsageContent(_usage));
            _isCounted = true;
        }

        yield return update;
    }

    private AIContent? ContentOf(JsonElement part)
    {
        if (part.Get("functionCall") is { } call)
        {
            _isCall = true;
            var content = CallOf(call.Text("id") is { Length: > 0 } id ? id : $"call_{_calls++}", call.Text("name") ?? "", call.Get("args")?.GetRawText() ?? "");
            if (part.Text(GeminiContents.Signature) is { } signature)
            {
                content.AdditionalProperties = new() { [GeminiContents.Signature] = signature };
            }

            return content;
        }

        return part.Text("text") is not { Length: > 0 } text ? null
            : part.IsTrue("thought") ? new TextReasoningContent(text)
            : new TextContent(text);
    }

    private ChatFinishReason ReasonOf(string reason) => reason switch
    {
        // It has no word of its own for a stop at a tool.
        "STOP" => _isCall ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "MAX_TOKENS" => ChatFinishReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" => ChatFinishReason.ContentFilter,
        _ => new(reason),
    };

    // Thoughts are paid for as output, and are not in the count of the candidates.
    private static UsageDetails UsageOf(JsonElement usage) => new()
    {
        InputTokenCount = usage.Number("promptTokenCount"),
        OutputTokenCount = (usage.Number("candidatesTokenCount") ?? 0) + (usage.Number("thoughtsTokenCount") ?? 0),
        TotalTokenCount = usage.Number("totalTokenCount"),
        CachedInputTokenCount = usage.Number("cachedContentTokenCount"),
        ReasoningTokenCount = usage.Number("thoughtsTokenCount"),
    };
}
