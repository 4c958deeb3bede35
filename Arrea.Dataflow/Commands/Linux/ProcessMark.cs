namespace Arrea.Dataflow.Commands.Linux;

/// <summary>What the processes of one command are known by: a variable that children inherit, however deep they are and whoever has adopted them.</summary>
/// <param name="Text">The value: the mark of the command that this program runs in, if any, and then its own, as a path.</param>
/// <remarks>A process that clears its environment loses it. That of others can be read only with their rights.</remarks>
internal readonly record struct ProcessMark(string Text)
{
    public const string Variable = "ARREA_PROCESS_MARK";

    // Nested some dozens deep; what is longer is none of ours.
    private const int LongestOuter = 2048;
    private const char Separator = '/';

    /// <summary>What this program itself runs under.</summary>
    public static string? Outer { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 and <= LongestOuter } outer ? outer : null;

    /// <summary>The mark of a part of this one.</summary>
    public static ProcessMark Of(string part) => new(Outer is null ? part : $"{Outer}{Separator}{part}");

    /// <summary>Whether a process with another mark belongs to this one: it is the same, or one inside it.</summary>
    public bool Covers(string other)
        => other.StartsWith(Text, StringComparison.Ordinal) && (other.Length == Text.Length || other[Text.Length] == Separator);
}
