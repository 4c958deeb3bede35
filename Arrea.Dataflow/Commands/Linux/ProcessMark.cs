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

    /// <summary>What the marks of a runner have in common.</summary>
    public static string OfRunner(string id)
        => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 and <= LongestOuter } outer ? $"{outer}{BetweenCommands}{id}" : id;

    /// <summary>Whether a process with some mark belongs to this command: it is this one's mark, or that of a command inside it.</summary>
    public bool Covers(string mark)
    {
        if (!mark.StartsWith(Runner, StringComparison.Ordinal) || mark.Length <= Runner.Length || mark[Runner.Length] != BeforeNumber)
        {
            return false;
        }

        var number = mark.AsSpan(Runner.Length + 1);
        var end = number.IndexOf(BetweenCommands);
        return long.TryParse(end < 0 ? number : number[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value == Number;
    }
}
