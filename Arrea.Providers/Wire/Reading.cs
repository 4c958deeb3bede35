using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Arrea.Providers.Wire;

/// <summary>Reads one answer, whole or piece by piece.</summary>
internal abstract class Reading
{
    /// <summary>What the provider says instead of the rest; null for nothing.</summary>
    public Rejection? Rejection { get; private set; }

    /// <summary>Whether any of the answer has come.</summary>
    public bool HasAnswer { get; protected set; }

    /// <summary>Whether the end of the answer has come. A stream that stops before was cut off.</summary>
    public bool IsComplete { get; protected set; }

    /// <summary>Reads a piece of a stream.</summary>
    public virtual IReadOnlyList<ChatResponseUpdate> Piece(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Read(document.RootElement);
    }

    /// <summary>Reads a piece, or a whole answer.</summary>
    public IReadOnlyList<ChatResponseUpdate> Read(JsonElement root)
    {
        Rejection = Rejection.In(root);
        // Now, not when asked for: the document is gone by then.
        return Rejection is null && root.ValueKind == JsonValueKind.Object ? [.. Updates(root)] : [];
    }

    protected abstract IEnumerable<ChatResponseUpdate> Updates(JsonElement root);

    /// <summary>A call of a tool. Arguments that are no JSON object are kept as an error, for the model to hear of.</summary>
    protected static FunctionCallContent CallOf(string id, string name, string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments);
            return new(id, name, ArgumentsOf(document.RootElement));
        }
        catch (JsonException error)
        {
            return new(id, name) { Exception = error };
        }
    }

    protected static Dictionary<string, object?> ArgumentsOf(JsonElement arguments)
        => arguments.ValueKind == JsonValueKind.Object
            ? arguments.EnumerateObject().ToDictionary(static pair => pair.Name, static pair => (object?)pair.Value.Clone())
            : throw new JsonException("The arguments are no object.");
}
