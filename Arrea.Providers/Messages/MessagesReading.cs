using System.Text;
using System.Text.Json;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Messages;

/// <summary>Reads an answer of Anthropic: a message, or the events that make one.</summary>
internal sealed class MessagesReading : Reading
{
    private readonly Dictionary<long, Block> _blocks = [];
    private string? _id;
    private string? _model;

    // The counts of the end repeat those of the beginning where they know no better.
    private Counts _counts;

    protected override IEnumerable<ChatResponseUpdate> Updates(JsonElement root)
    {
        var index = root.Number("index") ?? 0;
        switch (root.Text("type"))
        {
            case "message":
                return [Whole(root)];
            case "message_start":
                var message = root.Get("message") ?? default;
                (_id, _model) = (message.Text("id"), message.Text("model"));
                _counts = _counts.With(message.Get("usage"));
                return [Update()];
            case "content_block_start":
                HasAnswer = true;
                _blocks[index] = new(root.Get("content_block") ?? default);
                return _blocks[index].First() is { } first ? [Update(first)] : [];
            case "content_block_delta":
                return _blocks.GetValueOrDefault(index)?.Next(root.Get("delta") ?? default) is { } next ? [Update(next)] : [];
            case "content_block_stop":
                return _blocks.Remove(index, out var block) && block.Last() is { } last ? [Update(last)] : [];
            case "message_delta":
                _counts = _counts.With(root.Get("usage"));
                var delta = Update();
                delta.FinishReason = ReasonOf(root.Get("delta")?.Text("stop_reason"));
                return [delta];
            case "message_stop":
                (HasAnswer, IsComplete) = (true, true);
                return [Update(new UsageContent(_counts.ToUsage()))];
            default:
                return [];
        }
    }

    private ChatResponseUpdate Whole(JsonElement root)
    {
        (_id, _model, _counts) = (root.Text("id"), root.Text("model"), _counts.With(root.Get("usage")));
        HasAnswer = root.Get("content") is { ValueKind: JsonValueKind.Array };
        IsComplete = HasAnswer;
        var update = Update(new UsageContent(_counts.ToUsage()));
        update.FinishReason = ReasonOf(root.Text("stop_reason"));
        foreach (var block in root.Items("content"))
        {
            if (Block.Whole(block) is { } content)
            {
                update.Contents.Add(content);
            }
        }

        return update;
    }

    private ChatResponseUpdate Update(params ReadOnlySpan<AIContent> contents)
        => new() { Role = ChatRole.Assistant, ResponseId = _id, MessageId = _id, ModelId = _model, Contents = [.. contents] };

    private static ChatFinishReason? ReasonOf(string? reason) => reason switch
    {
        null => null,
        "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "max_tokens" => ChatFinishReason.Length,
        "tool_use" => ChatFinishReason.ToolCalls,
        "refusal" => ChatFinishReason.ContentFilter,
        _ => new(reason),
    };

    /// <summary>The tokens counted so far.</summary>
    private readonly record struct Counts(long Input, long Created, long Cached, long Output)
    {
        public Counts With(JsonElement? usage) => new(
            usage?.Number("input_tokens") ?? Input,
            usage?.Number("cache_creation_input_tokens") ?? Created,
            usage?.Number("cache_read_input_tokens") ?? Cached,
            usage?.Number("output_tokens") ?? Output);

        // What went into the cache or came from it is not in the count of the input.
        public UsageDetails ToUsage() => new()
        {
            InputTokenCount = Input + Created + Cached,
            OutputTokenCount = Output,
            TotalTokenCount = Input + Created + Cached + Output,
            CachedInputTokenCount = Cached,
        };
    }

    /// <summary>A block that comes in pieces.</summary>
    private sealed class Block(JsonElement start)
    {
        private readonly string? _type = start.Text("type");
        private readonly string _id = start.Text("id") ?? "";
        private readonly string _name = start.Text("name") ?? "";
        private readonly StringBuilder _json = new();
        private readonly AIContent? _first = start.Text("type") is "tool_use" ? null : Whole(start);

        /// <summary>A block that is there at once.</summary>
        public static AIContent? Whole(JsonElement block) => block.Text("type") switch
        {
            "text" when block.Text("text") is { Length: > 0 } text => new TextContent(text),
            "thinking" when block.Text("thinking") is { Length: > 0 } thinking => new TextReasoningContent(thinking) { ProtectedData = block.Text("signature") },
            "redacted_thinking" => new TextReasoningContent("") { ProtectedData = block.Text("data") },
            "tool_use" => CallOf(block.Text("id") ?? "", block.Text("name") ?? "", block.Get("input")?.GetRawText() ?? ""),
            _ => null,
        };

        public AIContent? First() => _first;

        public AIContent? Next(JsonElement delta)
        {
            _json.Append(delta.Text("partial_json"));
            return delta.Text("text") is { Length: > 0 } text ? new TextContent(text)
                : delta.Text("thinking") is { Length: > 0 } thinking ? new TextReasoningContent(thinking)
                : delta.Text("signature") is { } signature ? new TextReasoningContent("") { ProtectedData = signature }
                : null;
        }

        public FunctionCallContent? Last() => _type == "tool_use" ? CallOf(_id, _name, _json.ToString()) : null;
    }
}
