using System.Globalization;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Live;

/// <summary>A job that runs.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Name">Its tag, or its command.</param>
/// <param name="Start">When it began, by the clock of the run.</param>
internal sealed record RunningJob(int Index, string Name, long Start)
{
    // Longer than any terminal is wide.
    private const int Longest = 500;

    /// <summary>Attempts that have failed.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>A line about it: <c>1:05  make docs</c>.</summary>
    public string Line(TimeSpan elapsed)
    {
        var seconds = (long)elapsed.TotalSeconds;
        var clock = seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        var attempt = FailedAttempts > 0 ? string.Create(CultureInfo.InvariantCulture, $"attempt {FailedAttempts + 1}: ") : "";
        return $"{clock,7}  {attempt}{Shown.Text(Name, Longest)}";
    }

    /// <summary>The place. Never the command, which may hold secrets.</summary>
    public override string ToString() => $"[{Index}]";
}
