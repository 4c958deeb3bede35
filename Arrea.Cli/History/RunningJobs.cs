using System.Globalization;
using System.Text;
using Arrea.Cli.Journals;

namespace Arrea.Cli.History;

/// <summary>Finds the processes of the jobs that a run has at this moment.</summary>
internal static class RunningJobs
{
    private const string WatchdogName = "arrea-watchdog";

    /// <summary>The running jobs, each with its process; null for one that cannot be told, as while it waits for a retry.</summary>
    public static IReadOnlyList<(RecordedJob Job, int? Process)> Of(RecordedRun run)
    {
        var jobs = run.Jobs.Where(static job => job is { Outcome: null, Started: not null }).OrderBy(static job => job.Started).ToList();
        var processes = LeadersBelow(run.Facts.Process.Id).OrderBy(static process => process.Start).ThenBy(static process => process.Id).ToList();
        var found = new Dictionary<RecordedJob, int>(ReferenceEqualityComparer.Instance);
        foreach (var job in jobs)
        {
            if (processes.FindIndex(process => process.Words is [.., "-c", var text] && text == job.Command) is >= 0 and var at)
            {
                found.Add(job, processes[at].Id);
                processes.RemoveAt(at);
            }
        }

        // A shell may have become the command; then the order in which they started tells them apart.
        var left = jobs.Where(job => !found.ContainsKey(job)).ToArray();
        if (left.Length == processes.Count)
        {
            for (var i = 0; i < left.Length; i++)
            {
                found.Add(left[i], processes[i].Id);
            }
        }

        return [.. jobs.Select(job => (job, found.TryGetValue(job, out var process) ? process : (int?)null))];
    }

    /// <summary>The children of a process that lead a group of their own, as jobs do.</summary>
    private static IEnumerable<(int Id, long Start, string[] Words)> LeadersBelow(int parent)
    {
        if (!OperatingSystem.IsLinux())
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Read($"{folder}/stat") is { } stat && stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is var fields
                && fields[1] == parent.ToString(CultureInfo.InvariantCulture) && fields[2] == Path.GetFileName(folder)
                && Read($"{folder}/cmdline")?.TrimEnd('\0').Split('\0') is { } words && !words.Contains(WatchdogName))
            {
                yield return (id, long.Parse(fields[19], CultureInfo.InvariantCulture), words);
            }
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is gone by now, or somebody else's.
            return null;
        }
    }
}
