using System.Runtime.InteropServices;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Processes by what ties them to others, so that thousands of commands can look for theirs in one table.</summary>
internal sealed class ProcessIndex
{
    private readonly Dictionary<int, ProcessEntry> _byId = [];
    private readonly Dictionary<int, List<ProcessEntry>> _byGroup = [];
    private readonly Dictionary<int, List<ProcessEntry>> _bySession = [];
    private readonly Dictionary<int, List<ProcessEntry>> _byParent = [];
    private readonly Dictionary<string, List<ProcessEntry>> _byMark = [];

    public ProcessIndex(IEnumerable<ProcessEntry> entries)
    {
        foreach (var entry in entries)
        {
            _byId[entry.Id] = entry;
            Add(_byGroup, entry.Group, entry);
            Add(_bySession, entry.Session, entry);
            Add(_byParent, entry.Parent, entry);
            foreach (var mark in ProcessMark.Covering(entry.Mark))
            {
                Add(_byMark, mark, entry);
            }
        }
    }

    public ProcessEntry? Find(int id) => _byId.TryGetValue(id, out var entry) ? entry : null;

    public List<ProcessEntry> OfGroup(int group) => Of(_byGroup, group);

    public List<ProcessEntry> OfSession(int session) => Of(_bySession, session);

    public List<ProcessEntry> ChildrenOf(int parent) => Of(_byParent, parent);

    /// <summary>Those with the mark of a command, or of a command inside it.</summary>
    public List<ProcessEntry> OfMark(ProcessMark mark) => Of(_byMark, mark.ToString());

    private static List<ProcessEntry> Of<TKey>(Dictionary<TKey, List<ProcessEntry>> index, TKey key)
        where TKey : notnull
        => index.TryGetValue(key, out var entries) ? entries : [];

    private static void Add<TKey>(Dictionary<TKey, List<ProcessEntry>> index, TKey key, in ProcessEntry entry)
        where TKey : notnull
        => (CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _) ??= []).Add(entry);
}
