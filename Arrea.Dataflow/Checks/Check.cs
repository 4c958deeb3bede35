using System.Runtime.CompilerServices;

namespace Arrea.Dataflow.Checks;

/// <summary>Checks an option as it is set, so that the error names the property the caller wrote.</summary>
internal static class Check
{
    // CompareTo also refuses NaN, which compares below every number.
    public static T InRange<T>(T value, T min, T max, [CallerMemberName] string property = "")
        where T : IComparable<T>
        => value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} is {value}; expected {min} to {max}.");

    public static T Defined<T>(T value, [CallerMemberName] string property = "")
        where T : struct, Enum
        => OneOf(value, Enum.GetValues<T>(), property);

    public static T OneOf<T>(T value, ReadOnlySpan<T> allowed, [CallerMemberName] string property = "")
        where T : struct, Enum
        => allowed.Contains(value)
            ? value
            : throw new ArgumentOutOfRangeException(property, value, $"{property} is {value}; expected one of {string.Join(", ", allowed.ToArray())}.");

    /// <summary>A time limit: unset (null), none (<see cref="Timeout.InfiniteTimeSpan"/>), or more than zero.</summary>
    public static TimeSpan? TimeLimit(TimeSpan? value, [CallerMemberName] string property = "")
        => value is not { } limit || limit == Timeout.InfiniteTimeSpan || limit > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(
                property, value, $"{property} is {value}; expected more than zero, Timeout.InfiniteTimeSpan for none, or null for unset.");

    /// <summary>The message of an error without the name of the parameter behind it, to stand inside another message.</summary>
    public static string MessageOf(Exception error)
        => error is ArgumentException { ParamName: { } name } && error.Message.Split('\n')[0] is var message && message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is var at and >= 0
            ? message[..at]
            : error.Message;

    /// <summary>What is wrong with the entries of a list, as the end of a sentence that begins with the name of the list; null when nothing is.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="problemOf">What is wrong with one, as the end of a sentence; null when nothing is.</param>
    public static string? ProblemsOf(IEnumerable<string> entries, Func<string, string?> problemOf)
    {
        List<string> problems = [];
        foreach (var entry in entries)
        {
            if (problemOf(entry) is { } problem)
            {
                problems.Add($"'{entry}', which {problem}");
            }
        }

        return problems.Count == 0 ? null : "holds " + string.Join(" It holds ", problems);
    }

    public static T NotNull<T>(T? value, [CallerMemberName] string property = "")
        where T : class
        => value ?? throw new ArgumentNullException(property, $"{property} must not be null.");
}
