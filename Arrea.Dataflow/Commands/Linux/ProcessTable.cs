using System.Globalization;
using System.IO.Enumeration;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>The processes of the system at one time, as far as they are young enough to be of interest.</summary>
internal sealed class ProcessTable
{
    // Where short processes come and go all the time, there is always one that was missed.
    private const int MostLooks = 20;

    private static readonly EnumerationOptions EveryEntry = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    private readonly List<ProcessEntry> _entries = [];
    private ProcessIndex? _index;

    private ProcessTable(long since) => Since = since;

    /// <summary>No process that started before this is listed; in the system's clock ticks since its start.</summary>
    public long Since { get; }

    /// <summary>Whether the system could not be asked, for want of descriptors: then nothing is known.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>Reads the table.</summary>
    /// <remarks>
    /// A process that ends after it was listed and before it was read may have left a child that was not listed yet. So the list is read
    /// again, for those that are new in it, until each of them was met alive.
    /// </remarks>
    public static ProcessTable Read(long since)
    {
        var table = new ProcessTable(since);
        try
        {
            var seen = new HashSet<int>();
            for (var look = 0; look < MostLooks && table.AddNew(seen); look++)
            {
            }
        }
        catch (IOException)
        {
            table.IsUnknown = true;
        }

        return table;
    }

    /// <summary>Finds the living processes of a command: those of its group, or its session if it leads one, those with its mark, those found before, and the descendants of any of them.</summary>
    /// <param name="leader">The process that leads the group.</param>
    /// <param name="mark">The command's mark.</param>
    /// <param name="known">Living processes that were found before; what is found is added, what has gone is removed.</param>
    public void FindMembers(int leader, ProcessMark mark, Dictionary<int, ProcessEntry> known)
    {
        _index ??= new(_entries);
        var seen = new HashSet<int> { Environment.ProcessId };
        var found = new Queue<ProcessEntry>();
        Add(_index.OfGroup(leader));
        Add(_index.OfSession(leader));
        Add(_index.OfMark(mark));
        foreach (var earlier in known.Values)
        {
            if (_index.Find(earlier.Id) is { } now && now.Start == earlier.Start)
            {
                Add([now]);
            }
        }

        known.Clear();
        while (found.TryDequeue(out var entry))
        {
            Add(_index.ChildrenOf(entry.Id));
            if (entry.IsAlive)
            {
                known.Add(entry.Id, entry);
            }
        }

        void Add(List<ProcessEntry> entries)
        {
            foreach (var entry in entries)
            {
                if (seen.Add(entry.Id))
                {
                    found.Enqueue(entry);
                }
            }
        }
    }

    /// <summary>Children of this process that have ended, in groups other than its own.</summary>
    public IEnumerable<int> EndedChildren()
    {
        var own = _entries.Find(static entry => entry.Id == Environment.ProcessId);
        return _entries.Where(entry => entry.Parent == own.Id && entry.Group != own.Group && !entry.IsAlive).Select(static entry => entry.Id);
    }

    /// <summary>Adds the processes that have not been seen.</summary>
    /// <returns>Whether one of them had ended.</returns>
    private bool AddNew(HashSet<int> seen)
    {
        var processes = new FileSystemEnumerable<int>("/proc", static (ref FileSystemEntry entry) => Number(entry.FileName), EveryEntry)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => Number(entry.FileName) > 0,
        };
        var anyEnded = false;
        foreach (var id in processes.Where(seen.Add))
        {
            var entry = ProcessEntry.Read(id, Since, out var isUnknown);
            anyEnded |= entry is not { IsAlive: true };
            IsUnknown |= isUnknown;
            if (entry is { } young && young.Start >= Since)
            {
                _entries.Add(young);
            }
        }

        return anyEnded;
    }

    private static int Number(ReadOnlySpan<char> name)
        => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
