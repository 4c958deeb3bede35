using System.Globalization;
using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Live;

/// <summary>The lines that show how far a run is, cut to a terminal.</summary>
/// <param name="options">What is shown.</param>
/// <param name="color">Whether failures are red, and the header is bold.</param>
internal sealed class Frame(ProgressOptions options, bool color)
{
    // A line of output, at least, stays to be seen above.
    private const int LinesLeftFree = 1;

    /// <summary>The lines, top to bottom; at least one.</summary>
    /// <param name="progress">How far the run is.</param>
    /// <param name="longest">The jobs that have run longest, as many as could be shown; longest first, as lines.</param>
    /// <param name="running">How many there are to show.</param>
    /// <param name="columns">Columns of the terminal.</param>
    /// <param name="rows">Lines of the terminal.</param>
    public IReadOnlyList<string> Lines(Progress progress, IReadOnlyList<string> longest, int running, int columns, int rows)
    {
        // In the last column the cursor of some terminals is on the next line already.
        var width = Math.Max(1, columns - 1);
        var free = Math.Max(1, rows - LinesLeftFree) - 1;
        List<string> bar = options.Bar && free > 0 && Bar(progress, width) is { } drawn ? [drawn] : [];
        free -= bar.Count;
        List<string> jobs = options.Jobs ? Jobs(longest, running, free) : [];

        // The heading stays only where it takes no job its place.
        List<string> heading = [.. new[] { Bold(options.Header, width), options.Subtitle is { } text ? Cut(text, width) : null }.OfType<string>().Take(Math.Max(0, free - jobs.Count))];
        return [.. heading, .. jobs.Select(job => TextWidth.Cut(job, width)), .. bar, Counts(progress, width)];
    }

    /// <summary>The most lines of jobs that a terminal has room for.</summary>
    public static int MostJobs(int rows) => Math.Max(0, rows - LinesLeftFree - 1);

    private static List<string> Jobs(IReadOnlyList<string> longest, int running, int room)
    {
        if (running <= room)
        {
            return [.. longest];
        }

        return room <= 0 ? [] : [.. longest.Take(room - 1), string.Create(CultureInfo.InvariantCulture, $"{"",7}  and {running - room + 1} more")];
    }

    /// <summary><c>[=====>    ]  47%</c>; null when nobody knows how many jobs there are.</summary>
    private static string? Bar(Progress progress, int width)
    {
        if (progress.Total is not { } total || total == 0)
        {
            return null;
        }

        // 100 % only when nothing is left.
        var percent = (int)Math.Min(progress.Done * 100L / total, 100);
        var text = string.Create(CultureInfo.InvariantCulture, $"{percent,4}%");
        var room = width - text.Length - 2;
        if (room < 1)
        {
            return TextWidth.Cut(text.TrimStart(), width);
        }

        var filled = (int)Math.Min((long)progress.Done * room / total, room);
        return $"[{new string('=', filled)}{(filled < room ? ">" : "")}{new string(' ', Math.Max(0, room - filled - 1))}]{text}";
    }

    // What fits, the first of these to go first: rate, running, time left, failures.
    private string Counts(Progress progress, int width)
    {
        if (!options.Counts)
        {
            return "";
        }

        var failed = progress.FailedText;
        List<string> parts = [.. new[] { progress.DoneText, failed, progress.RunningText, progress.RateText, progress.LeftText }.OfType<string>()];
        foreach (var expendable in new[] { progress.RateText, progress.RunningText, progress.LeftText, failed })
        {
            if (TextWidth.Of(string.Join(", ", parts)) <= width)
            {
                break;
            }

            parts.Remove(expendable ?? "");
        }

        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(text.Length > 0 ? ", " : "").Append(color && part == failed && progress.Failed > 0 ? $"\e[31m{part}\e[0m" : part);
        }

        return parts.Count > 1 ? text.ToString() : TextWidth.Cut(parts[0], width);
    }

    private string? Bold(string? text, int width) => text is null ? null : color ? $"\e[1m{Cut(text, width)}\e[0m" : Cut(text, width);

    private static string Cut(string text, int width) => TextWidth.Cut(Shown.Text(text), width);
}
