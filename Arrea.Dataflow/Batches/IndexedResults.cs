using System.Collections;
using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Batches;

/// <summary>Keeps every result as a few words, by index, and makes the objects when somebody looks.</summary>
/// <param name="batchId">The batch.</param>
/// <param name="count">How many results there will be; null when that is not known.</param>
/// <param name="worker">The worker that has all the jobs, when it was made by hand.</param>
internal sealed class IndexedResults(string batchId, int? count, string? worker) : ResultStore, IReadOnlyList<JobResult>
{
    private const int SegmentBits = 12;
    private const int SegmentSize = 1 << SegmentBits;

    private readonly Lock _gate = new();
    private Entry[]?[] _segments = new Entry[]?[((count ?? 0) / SegmentSize) + 1];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public JobResult this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            ref var entry = ref _segments[index >> SegmentBits]![index & (SegmentSize - 1)];
            return entry.Job.MakeResult(batchId, index, entry.Record, worker);
        }
    }

    public override void Add(Job job, int index, in JobRecord record)
    {
        var segments = Volatile.Read(ref _segments);
        var number = index >> SegmentBits;
        var segment = number < segments.Length ? Volatile.Read(ref segments[number]) : null;
        ref var entry = ref (segment ?? Grow(number))[index & (SegmentSize - 1)];
        entry.Job = job;
        entry.Record = record;
    }

    public override void Complete(int total, Exception? error) => Volatile.Write(ref _count, total);

    public override void Stop()
    {
    }

    public override IReadOnlyList<JobResult> InInputOrder() => this;

    public IEnumerator<JobResult> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Entry[] Grow(int number)
    {
        lock (_gate)
        {
            if (number >= _segments.Length)
            {
                var longer = new Entry[]?[Math.Max(number + 1, _segments.Length * 2)];
                _segments.CopyTo(longer, 0);
                Volatile.Write(ref _segments, longer);
            }

            ref var segment = ref _segments[number];
            if (segment is null)
            {
                var size = count is { } known ? Math.Min(SegmentSize, known - (number << SegmentBits)) : SegmentSize;
                Volatile.Write(ref segment, new Entry[size]);
            }

            return segment!;
        }
    }

    private struct Entry
    {
        public Job Job;
        public JobRecord Record;
    }
}
