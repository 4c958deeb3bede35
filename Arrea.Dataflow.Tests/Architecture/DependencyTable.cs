using System.Text.RegularExpressions;

namespace Arrea.Dataflow.Tests.Architecture;

/// <summary>The table of docs/architecture.md: which namespace may use which.</summary>
internal sealed partial class DependencyTable
{
    /// <summary>The namespace of the root folder, which may use all.</summary>
    public const string Facade = "Arrea.Dataflow";

    /// <summary>What every namespace may use without saying so.</summary>
    public const string ForAll = "Checks";

    private readonly Dictionary<string, IReadOnlySet<string>> _rows = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Namespaces => _rows.Keys;

    public IReadOnlySet<string> MayUse(string name) => _rows[name];

    public static DependencyTable Parse(IEnumerable<string> lines)
    {
        var table = new DependencyTable();
        foreach (var line in lines.Select(static line => line.Trim()).SkipWhile(static line => !Header().IsMatch(line)).Skip(2).TakeWhile(static line => line.StartsWith('|')))
        {
            var cells = line.Trim('|').Split('|');
            table._rows.Add(Name().Match(cells[0]).Groups["name"].Value, Name().Matches(cells[1]).Select(static match => match.Groups["name"].Value).ToHashSet());
        }

        return table._rows.Count > 0 ? table : throw new FormatException("There is no table whose header is | Namespace | May use |.");
    }

    public bool Allows(Dependency dependency)
        => dependency.From == Facade
            || dependency.To == ForAll
            || (_rows.TryGetValue(dependency.From, out var allowed) && allowed.Contains(dependency.To));

    /// <summary>A way from a namespace back to itself; null when data only walks downhill.</summary>
    public string? FindCycle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        return _rows.Keys.Select(Visit).FirstOrDefault(static cycle => cycle is not null);

        string? Visit(string name)
        {
            if (path.Contains(name))
            {
                return string.Join(" → ", path.SkipWhile(step => step != name).Append(name));
            }

            if (!done.Add(name) || !_rows.TryGetValue(name, out var next))
            {
                return null;
            }

            path.Add(name);
            var cycle = next.Select(Visit).FirstOrDefault(static cycle => cycle is not null);
            path.RemoveAt(path.Count - 1);
            return cycle;
        }
    }

    [GeneratedRegex(@"\A\|\s*Namespace\s*\|\s*May use\s*\|\z")]
    private static partial Regex Header();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Name();
}

/// <summary>One namespace uses another. Names are those of the folders; the root is <see cref="DependencyTable.Facade"/>.</summary>
internal sealed record Dependency(string From, string To, string Where)
{
    public override string ToString() => $"{From} → {To}: {Where}";
}
