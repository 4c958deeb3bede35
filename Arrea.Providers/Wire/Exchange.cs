using Arrea.Dataflow.Councils;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Wire;

/// <summary>A question to a model, on its way to a provider.</summary>
internal sealed class Exchange
{
    public Exchange(Access access, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Access = access;
        Options = options ?? new();
        Messages = string.IsNullOrEmpty(Options.Instructions) ? [.. messages] : [new(ChatRole.System, Options.Instructions), .. messages];
        Model = string.IsNullOrWhiteSpace(Options.ModelId) ? throw new CouncilModelException($"No model of {access.Provider} is named.") : Options.ModelId;
        foreach (var content in Messages.SelectMany(static message => message.Contents))
        {
            // Left out, a picture would give an answer to another question.
            if (content is not (TextContent or TextReasoningContent or FunctionCallContent or FunctionResultContent or UsageContent or ErrorContent))
            {
                throw new CouncilModelException($"{access.Provider} is not sent {content.GetType().Name}.");
            }
        }
    }

    public Access Access { get; }

    public string Model { get; }

    public ChatOptions Options { get; }

    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>What was left out of the last request because its model does not take it. The protocol's own.</summary>
    public int Quirks { get; set; }

    public IEnumerable<AIFunctionDeclaration> Functions => (Options.Tools ?? []).OfType<AIFunctionDeclaration>();

    /// <summary>The effort of reasoning that the member asks for; null for none.</summary>
    public string? Effort => Options.AdditionalProperties?.GetValueOrDefault(JsonBody.Effort)?.ToString();

    /// <summary>The number of the next tool call, for providers that do not name theirs.</summary>
    public int CallsSoFar => Messages.Sum(static message => message.Contents.Count(static content => content is FunctionCallContent));

    /// <summary>The texts of the system, as one; null for none.</summary>
    public string? System
    {
        get
        {
            var texts = Messages.Where(static message => message.Role == ChatRole.System).Select(static message => message.Text).Where(static text => text.Length > 0);
            return string.Join("\n\n", texts) is { Length: > 0 } text ? text : null;
        }
    }

    /// <summary>The messages without the system's.</summary>
    public IEnumerable<ChatMessage> Dialogue => Messages.Where(static message => message.Role != ChatRole.System);

    /// <summary>Everything that was said so far, for the eyes of the model alone.</summary>
    public IEnumerable<string> Prompts => Messages.SelectMany(static message => message.Contents).SelectMany(static content => content switch
    {
        TextContent text => [text.Text],
        TextReasoningContent reasoning => [reasoning.Text],
        FunctionCallContent call => [JsonBody.TextOf(JsonBody.ArgumentsOf(call))],
        FunctionResultContent result => [JsonBody.TextOf(result)],
        _ => Enumerable.Empty<string>(),
    });

    /// <summary>The tool whose result this is, by name: some providers have no ids.</summary>
    public string NameOf(FunctionResultContent result)
        => Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().LastOrDefault(call => call.CallId == result.CallId)?.Name ?? result.CallId;
}
