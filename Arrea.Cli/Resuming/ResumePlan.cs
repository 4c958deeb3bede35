using Arrea.Cli.Arguments;
using Arrea.Cli.Journals;
using Arrea.Cli.Sources;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Resuming;

/// <summary>Which of the listed jobs run, which are left out, and which of the earlier ones are no longer listed.</summary>
/// <remarks>
/// Jobs are matched by their commands, as often as each occurs. The number only decides between equal ones, so that moving,
/// adding and removing lines changes nothing for the others.
/// </remarks>
internal sealed class ResumePlan
{
    private readonly List<Job> _jobs = [];
    private readonly List<int> _seqs = [];
    private readonly List<RecordedJob> _carried = [];

    /// <summary>Makes the plan.</summary>
    /// <param name="listed">The jobs of now.</param>
    /// <param name="earlier">The jobs of before.</param>
    /// <param name="mode">Which of them run.</param>
    /// <param name="surroundings">Takes note of changes.</param>
    public ResumePlan(ListedJobs listed, IReadOnlyList<RecordedJob> earlier, ResumeMode mode, Surroundings surroundings)
    {
        var pool = new Dictionary<string, List<RecordedJob>>(StringComparer.Ordinal);
        foreach (var job in earlier)
        {
            if (!pool.TryGetValue(job.Command, out var equal))
            {
                pool.Add(job.Command, equal = []);
            }

            equal.Add(job);
        }

        var matches = new RecordedJob?[listed.All.Count];
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] = Take(pool, listed.All[i], equal => equal.FindIndex(job => job.Seq == listed.SeqAt(i)));
        }

        for (var i = 0; i < matches.Length; i++)
        {
            // Of equal ones the finished ones first: no job is to run that is done.
            matches[i] ??= Take(pool, listed.All[i], static equal => Math.Max(0, equal.FindIndex(static job => job.HasFinished)));
        }

        MatchOthersQuotes(matches, listed, pool);
        for (var i = 0; i < matches.Length; i++)
        {
            Decide(listed.All[i], listed.SeqAt(i), matches[i], mode, surroundings);
        }

        Unlisted = [.. pool.Values.SelectMany(static left => left).OrderBy(static job => job.Seq)];
    }

    /// <summary>The jobs that run.</summary>
    public ListedJobs Remaining => new(_jobs, _seqs);

    /// <summary>The jobs that are left out, with what became of them before.</summary>
    public IReadOnlyList<RecordedJob> Carried => _carried;

    /// <summary>Earlier jobs that are not listed now.</summary>
    public IReadOnlyList<RecordedJob> Unlisted { get; }

    // A log that GNU parallel wrote has its quotes, which are not ours.
    private static void MatchOthersQuotes(RecordedJob?[] matches, ListedJobs listed, Dictionary<string, List<RecordedJob>> pool)
    {
        var left = pool.Values.SelectMany(static equal => equal).Where(static job => job.WorkingDirectory.Length == 0)
            .GroupBy(static job => QuotedAlike.KeyOf(job.Command), StringComparer.Ordinal)
            .ToDictionary(static alike => alike.Key, static alike => new Queue<RecordedJob>(alike.OrderBy(static job => job.HasFinished ? 0 : 1)), StringComparer.Ordinal);
        for (var i = 0; left.Count > 0 && i < matches.Length; i++)
        {
            if (matches[i] is null && left.TryGetValue(QuotedAlike.KeyOf(listed.All[i].Command!), out var alike) && alike.TryDequeue(out var job))
            {
                matches[i] = job;
                pool[job.Command].Remove(job);
            }
        }
    }

    private static RecordedJob? Take(Dictionary<string, List<RecordedJob>> pool, Job job, Func<List<RecordedJob>, int> find)
    {
        if (!pool.TryGetValue(job.Command!, out var equal) || equal.Count == 0 || find(equal) is not (>= 0 and var at))
        {
            return null;
        }

        var taken = equal[at];
        equal.RemoveAt(at);
        return taken;
    }

    private void Decide(Job job, int seq, RecordedJob? before, ResumeMode mode, Surroundings surroundings)
    {
        if (before is not null)
        {
            surroundings.Compare(seq, job, before);
        }

        var runs = mode switch
        {
            ResumeMode.Unfinished => before is not { HasFinished: true },
            ResumeMode.Failed => before is not { HasFinished: true, HasFailed: false },
            _ => before is { HasFailed: true },
        };
        if (runs)
        {
            _jobs.Add(job);
            _seqs.Add(seq);
        }
        else if (before is { HasFinished: true })
        {
            _carried.Add(before with { Seq = seq, IsCarried = true });
        }
    }
}
