using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Jobs that are known before the first one starts.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="seqs">The number of each; null when they are counted from 1.</param>
internal sealed class ListedJobs(IReadOnlyList<Job> jobs, IReadOnlyList<int>? seqs = null) : JobSource
{
    private readonly ConcurrentDictionary<int, Job> _inSlots = new();

    public override int? Count => jobs.Count;

    public IReadOnlyList<Job> All => jobs;

    public override Job JobAt(int index) => _inSlots.IsEmpty ? jobs[index] : _inSlots.GetValueOrDefault(index, jobs[index]);

    public override void RunsIn(int index, int slot) => _inSlots[index] = jobs[index].InSlot(slot);

    public override int SeqAt(int index) => seqs?[index] ?? index + 1;

    public override async IAsyncEnumerable<Job> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var job in jobs)
        {
            yield return job;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
