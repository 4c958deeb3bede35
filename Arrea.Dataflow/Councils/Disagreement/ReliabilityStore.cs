using System.Collections.Concurrent;

namespace Arrea.Dataflow.Councils.Disagreement;

/// <summary>Remembers how often members were right, for each kind of question. Safe from any thread.</summary>
public sealed class ReliabilityStore
{
    private readonly ConcurrentDictionary<(string Member, string Bucket), Reliability> _known = new();

    /// <summary>Begins with nothing known.</summary>
    public ReliabilityStore()
        : this([])
    {
    }

    /// <summary>Begins with what another knew.</summary>
    /// <param name="known">What <see cref="Snapshot"/> gave. Counts of the same member and kind add up.</param>
    public ReliabilityStore(IEnumerable<Reliability> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        foreach (var entry in known)
        {
            Add(entry.Member, entry.Bucket, entry.Right, entry.Wrong);
        }
    }

    /// <summary>A member was right.</summary>
    /// <param name="member">The member.</param>
    /// <param name="bucket">The kind of question; empty for none.</param>
    public void AddRight(string member, string bucket = "") => Add(member, bucket, 1, 0);

    /// <summary>A member was wrong.</summary>
    /// <param name="member">The member.</param>
    /// <param name="bucket">The kind of question; empty for none.</param>
    public void AddWrong(string member, string bucket = "") => Add(member, bucket, 0, 1);

    /// <summary>What is known of a member for one kind of question. Other kinds do not count.</summary>
    /// <param name="member">The member.</param>
    /// <param name="bucket">The kind of question; empty for none.</param>
    public Reliability Of(string member, string bucket = "")
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(bucket);
        return _known.GetValueOrDefault((member, bucket)) ?? new() { Member = member, Bucket = bucket };
    }

    /// <summary>All that is known now, by member and kind, to be kept.</summary>
    public IReadOnlyList<Reliability> Snapshot()
        => [.. _known.Values.OrderBy(static entry => entry.Member, StringComparer.Ordinal).ThenBy(static entry => entry.Bucket, StringComparer.Ordinal)];

    private void Add(string member, string bucket, long right, long wrong)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(bucket);
        _known.AddOrUpdate(
            (member, bucket),
            static (key, more) => new() { Member = key.Member, Bucket = key.Bucket, Right = more.right, Wrong = more.wrong },
            static (_, entry, more) => entry with { Right = entry.Right + more.right, Wrong = entry.Wrong + more.wrong },
            (right, wrong));
    }
}
