using System.Buffers;
using System.Globalization;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>What the processes of one command are known by: a variable that children inherit, however deep they are and whoever has adopted them.</summary>
/// <param name="Runner">What the marks of one runner have in common: the mark of the command that this program runs in, if any, and then the runner's own id.</param>
/// <param name="Number">Which of the runner's commands it is.</param>
/// <remarks>A process that clears its environment loses it. That of others can be read only with their rights.</remarks>
internal readonly record struct ProcessMark(string Runner, long Number)
{
    public const string Variable = "ARREA_PROCESS_MARK";
    public const char BeforeNumber = '.';

    private const char BetweenCommands = '/';

    // Nested some dozens deep; what is longer is none of ours.
    private const int LongestOuter = 2048;

    // Whatever else stands in the variable, it is none of ours.
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdef./");

    /// <summary>What the marks of a runner have in common.</summary>
    public static string OfRunner(string id)
        => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 and <= LongestOuter } outer && !outer.AsSpan().ContainsAnyExcept(Characters)
            ? $"{outer}{BetweenCommands}{id}"
            : id;

    /// <summary>The marks of all commands that a process with some mark belongs to: its own, and those around it.</summary>
    public static IEnumerable<string> Covering(string? mark)
    {
        for (var end = mark?.IndexOf(BetweenCommands, StringComparison.Ordinal) ?? -1; end >= 0; end = mark!.IndexOf(BetweenCommands, end + 1))
        {
            yield return mark![..end];
        }

        if (mark is not null)
        {
            yield return mark;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Runner}{BeforeNumber}{Number}");
}
