namespace Arrea.Dataflow.Validation.Facts;

/// <summary>What is known of a stream of text: standard input, the output of a command, the contents of a file. Immutable.</summary>
/// <param name="Text">The whole text, where it is known at least in part; else null.</param>
/// <param name="Items">The shapes of its items (lines, or parts ended by NUL), where only these are known: what <c>find build -name '*.o'</c> prints. Else null.</param>
/// <param name="Origins">Where it comes from.</param>
internal sealed record Flow(Value? Text, IReadOnlyList<Value>? Items, Origins Origins)
{
    /// <summary>The longest text that is followed, in characters. What is longer is not known.</summary>
    public const int LongestText = 1 << 16;

    private const int MostItems = 4096;

    /// <summary>Nothing: the null device, a command without output.</summary>
    public static Flow Empty { get; } = new(Value.Of("", 0..0), null, Origins.None);

    /// <summary>The standard input that the whole text is run with.</summary>
    public static Flow Outside { get; } = new(null, null, Origins.Outside);

    /// <summary>The text, when all of it is known; else null.</summary>
    public string? Exact => Text?.Exact;

    public static Flow Of(Value text) => new(text, null, text.Origins);

    public static Flow Unknown(Origins origins) => new(null, null, origins);

    /// <summary>Flows one behind the other. Known text beside items is items as well, a line each; what grows too long is not known.</summary>
    public static Flow Join(params IReadOnlyList<Flow> flows)
    {
        var some = flows.Where(static flow => flow is not { Exact.Length: 0, Items: null, Origins: Origins.None }).ToList();
        if (some.Count < 2)
        {
            return some.Count == 0 ? Empty : some[0];
        }

        var origins = some.Aggregate(Origins.None, static (all, flow) => all | flow.Origins);
        if (some.TrueForAll(static flow => flow.Text is not null))
        {
            return some.Sum(static flow => Values.LengthOf(flow.Text!)) > LongestText ? Unknown(origins)
                : new(Values.Join(some.Select(static flow => flow.Text!), "", some[0].Text!.Span), null, origins);
        }

        var items = new List<Value>();
        return some.TrueForAll(flow => flow.AddItems(items)) ? new(null, items, origins) : Unknown(origins);
    }

    private bool AddItems(List<Value> items)
    {
        if (Items is not null)
        {
            items.AddRange(Items);
        }
        else if (Exact is { Length: <= MostItems } text)
        {
            items.AddRange(text.TrimEnd('\n').Split('\n').Select(line => Value.Of(line, Text!.Span)));
        }
        else
        {
            return false;
        }

        return items.Count <= MostItems;
    }
}
