using Arrea.Cli.Wording;

namespace Arrea.Cli.Acting;

/// <summary>Finds what is wrong with the names and needs of actions: one name for two, names of nobody, circles.</summary>
internal static class NeedsCheck
{
    /// <summary>What is wrong, a sentence each.</summary>
    /// <param name="items">The actions.</param>
    /// <param name="path">Where an action stands in its document.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<ActionItem> items, Func<ActionItem, string> path)
    {
        var named = new Dictionary<string, ActionItem>(StringComparer.Ordinal);
        List<string> problems = [];
        foreach (var item in items.Where(static item => item.Id is not null))
        {
            if (!named.TryAdd(item.Id!, item))
            {
                problems.Add($"{path(item)}.id: '{Shown.Command(item.Id!)}' is the id of {path(named[item.Id!])} already");
            }
        }

        foreach (var item in items)
        {
            for (var i = 0; i < item.Needs.Count; i++)
            {
                if (!named.ContainsKey(item.Needs[i]))
                {
                    problems.Add($"{path(item)}.needs[{i}]: no action has the id '{Shown.Command(item.Needs[i])}'.{Suggestion.For(item.Needs[i], named.Keys)}");
                }
            }
        }

        return problems.Count == 0 && Cycle(items, named) is { } cycle ? [$"$: the needs go round in a circle: {string.Join(" → ", cycle.Select(Shown.Command))}"] : problems;
    }

    // Those whose needs are all met are taken away, again and again. What is left then waits for itself.
    private static List<string>? Cycle(IReadOnlyList<ActionItem> items, Dictionary<string, ActionItem> named)
    {
        var left = items.ToHashSet();
        var waiting = items.ToDictionary(static item => item, static item => item.Needs.Distinct().Count());
        var neededBy = items.SelectMany(item => item.Needs.Distinct().Select(need => (Need: named[need], By: item))).ToLookup(static pair => pair.Need, static pair => pair.By);
        var free = new Queue<ActionItem>(items.Where(static item => item.Needs.Count == 0));
        while (free.TryDequeue(out var item))
        {
            left.Remove(item);
            foreach (var next in neededBy[item].Where(next => --waiting[next] == 0))
            {
                free.Enqueue(next);
            }
        }

        if (left.Count == 0)
        {
            return null;
        }

        // From any of them, need after need, one comes upon the circle.
        List<ActionItem> way = [left.First()];
        while (true)
        {
            var next = named[way[^1].Needs.First(need => left.Contains(named[need]))];
            var at = way.IndexOf(next);
            way.Add(next);
            if (at >= 0)
            {
                return [.. way.Skip(at).Select(static item => item.Id!)];
            }
        }
    }
}
