using System.Text;
using System.Text.Json;
using Arrea.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Completions;

/// <summary>Reads an answer of chat completions. A piece has in its <c>delta</c> what a whole one has in its <c>message</c>.</summary>
internal sealed class CompletionsReading : Reading
{
    private readonly SortedDictionary<long, Part> _calls = [];
    private UsageDetails? _usage;
    private bool _isCounted;

    public override IReadOnlyList<ChatResponseUpdate> Piece(string text)
    {
        if (text.Trim() != "[DONE]")
        {
            return base.Piece(text);
        }

        IsComplete = true;
        List<AIContent> rest = [.. TakeCalls(), .. TakeUsage()];
        return rest.Count == 0 ? [] : [new(ChatRole.Assistant, rest)];
    }

    protected override IEnumerable<ChatResponseUpdate> Updates(JsonElement root)
    {
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ResponseId = root.Text("id"),
            MessageId = root.Text("id"),
            ModelId = root.Text("model"),
            CreatedAt = root.Number("created") is { } created and > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(created) : null,
        };
        foreach (var choice in root.Items("choices").Where(static choice => choice.Number("index") is null or 0).Take(1))
        {
            Read(choice, update);
        }

        _usage = root.Get("usage") is { ValueKind: JsonValueKind.Object } usage ? UsageOf(usage) : _usage;
        if (IsComplete)
        {
            foreach (var content in TakeUsage())
            {
                update.Contents.Add(content);
            }
        }

        yield return update;
    }

    private void Read(JsonElement choice, ChatResponseUpdate update)
    {
        HasAnswer = true;
        if ((choice.Get("message") ?? choice.Get("delta")) is { } message)
        {
            if ((message.Text("reasoning_content") ?? message.Text("reasoning")) is { Length: > 0 } reasoning)
            {
                update.Contents.Add(new TextReasoningContent(reasoning));
            }

            // A refusal is what the model answers, though in a place of its own.
            if ((message.Text("content") ?? message.Text("refusal")) is { Length: > 0 } text)
            {
                update.Contents.Add(new TextContent(text));
            }

            foreach (var call in message.Items("tool_calls"))
            {
                Gather(call);
            }
        }

        if (choice.Get("logprobs") is { } logprobs)
        {
            update.AdditionalProperties = new() { ["logprobs"] = logprobs.Clone() };
        }

        // A whole answer is whole, whatever it calls its end.
        IsComplete |= choice.Get("message") is not null;
        if (choice.Text("finish_reason") is { } reason)
        {
            IsComplete = true;
            update.FinishReason = reason == "function_call" ? ChatFinishReason.ToolCalls : new(reason);
        }

        if (IsComplete)
        {
            foreach (var call in TakeCalls())
            {
                update.Contents.Add(call);
            }
        }
    }

    private void Gather(JsonElement call)
    {
        // Some leave out the index; then an id begins another call.
        var index = call.Number("index") ?? (call.Text("id") is { Length: > 0 } || _calls.Count == 0 ? _calls.Count : _calls.Count - 1);
        if (!_calls.TryGetValue(index, out var part))
        {
            _calls[index] = part = new();
        }

        part.Id = call.Text("id") is { Length: > 0 } id ? id : part.Id;
        if (call.Get("function") is { } function)
        {
            part.Name = function.Text("name") is { Length: > 0 } name ? name : part.Name;
            part.Arguments.Append(function.Text("arguments") ?? function.Get("arguments")?.GetRawText());
        }
    }

    private List<AIContent> TakeCalls()
    {
        List<AIContent> calls = [.. _calls.Select(static call => CallOf(call.Value.Id ?? $"call_{call.Key}", call.Value.Name ?? "", call.Value.Arguments.ToString()))];
        _calls.Clear();
        return calls;
    }

    // Some tell the counts so far with every piece; they are to be counted once, and at the end.
    private IEnumerable<AIContent> TakeUsage()
    {
        if (_usage is null || _isCounted)
        {
            return [];
        }

        _isCounted = true;
        return [new UsageContent(_usage)];
    }

    private static UsageDetails UsageOf(JsonElement usage) => new()
    {
        InputTokenCount = usage.Number("prompt_tokens"),
        OutputTokenCount = usage.Number("completion_tokens"),
        TotalTokenCount = usage.Number("total_tokens"),
        CachedInputTokenCount = usage.Get("prompt_tokens_details")?.Number("cached_tokens"),
        ReasoningTokenCount = usage.Get("completion_tokens_details")?.Number("reasoning_tokens"),
    };

    private sealed class Part
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
