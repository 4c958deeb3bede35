namespace Arrea.Dataflow.Councils;

/// <summary>How many tokens were read and written. Zero where a provider does not tell.</summary>
/// <param name="Input">Tokens of what was asked.</param>
/// <param name="Output">Tokens of what was answered.</param>
public readonly record struct TokenUsage(long Input, long Output)
{
    /// <summary>Both together.</summary>
    public long Total => Input + Output;

    /// <summary>The sum of two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => Add(left, right);

    /// <summary>The sum of two.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static TokenUsage Add(TokenUsage left, TokenUsage right) => new(left.Input + right.Input, left.Output + right.Output);
}
