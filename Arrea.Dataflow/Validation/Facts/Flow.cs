namespace Arrea.Dataflow.Validation.Facts;

/// <summary>What is known of a stream of text: standard input, the output of a command, the contents of a file. Immutable.</summary>
/// <param name="Text">The whole text, where it is known at least in part; else null.</param>
/// <param name="Items">The shapes of its items (lines, or parts ended by NUL), where only these are known: what <c>find build -name '*.o'</c> prints. Else null.</param>
/// <param name="Origins">Where it comes from.</param>
internal sealed record Flow(Value? Text, IReadOnlyList<Value>? Items, Origins Origins)
{
    /// <summary>The longest text that is followed, in characters. What is longer is not known.</summary>
    public const int LongestText = 1 << 16;

    /// <summary>Nothing: the null device, a command without output.</summary>
    public static Flow Empty { get; } = new(Value.Of("", 0..0), null, Origins.None);

    /// <summary>The standard input that the whole text is run with.</summary>
    public static Flow Outside { get; } = new(null, null, Origins.Outside);

    /// <summary>The text, when all of it is known; else null.</summary>
    public string? Exact => Text?.Exact;

    public static Flow Of(Value text) => new(text, null, text.Origins);

    public static Flow Unknown(Origins origins) => new(null, null, origins);
}
