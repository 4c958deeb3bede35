using Arrea.Cli.Wording;

namespace Arrea.Cli.Live;

/// <summary>How far a run is at one moment.</summary>
internal sealed record Progress
{
    /// <summary>Time since the start.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Jobs that have ended.</summary>
    public required int Done { get; init; }

    /// <summary>All jobs; null when nobody knows.</summary>
    public required int? Total { get; init; }

    /// <summary>Jobs that went wrong.</summary>
    public required int Failed { get; init; }

    /// <summary>Jobs that run.</summary>
    public required int Running { get; init; }

    /// <summary>Jobs that end in a second.</summary>
    public required double Rate { get; init; }

    /// <summary>How long the rest takes; null when that cannot be said.</summary>
    public required TimeSpan? Left { get; init; }

    /// <summary><c>120/500 done</c>; without the total when nobody knows it.</summary>
    public string DoneText => Total is { } total ? Invariant($"{Done}/{total} done") : Invariant($"{Done} done");

    /// <summary><c>3 failed</c>.</summary>
    public string FailedText => Invariant($"{Failed} failed");

    /// <summary><c>8 running</c>.</summary>
    public string RunningText => Invariant($"{Running} running");

    /// <summary><c>4.2/s</c>, or <c>3.5/min</c> where a second sees less than one.</summary>
    public string RateText => Rate is >= 1 or 0 ? Invariant($"{Rate:0.0}/s") : Invariant($"{Rate * 60:0.0}/min");

    /// <summary><c>about 6 min left</c>; null when that cannot be said.</summary>
    public string? LeftText => Left is { } left ? $"about {Duration.Show(Rounded(left))} left" : null;

    /// <summary>A line for a log.</summary>
    public string LogLine
        => $"arrea: {string.Join(", ", new[] { DoneText, FailedText, RunningText, Duration.Show(TimeSpan.FromSeconds(Math.Floor(Elapsed.TotalSeconds))), LeftText }.OfType<string>())}\n";

    // A guess of more digits is no better: to a second, to five, to a minute.
    private static TimeSpan Rounded(TimeSpan left) => left.TotalSeconds switch
    {
        <= 10 => TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(left.TotalSeconds))),
        <= 55 => TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds / 5) * 5),
        _ => TimeSpan.FromMinutes(Math.Ceiling(left.TotalMinutes)),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
