using System.Text.RegularExpressions;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of the docs as it stands in this folder: regions whose name begins with "snippet-".</summary>
/// <remarks>Regions of one name in one file are parts of one snippet, with a blank line between them.</remarks>
internal static partial class Snippets
{
    /// <summary>Name and text of each snippet under a folder of the repository.</summary>
    public static IReadOnlyDictionary<string, string> Read(string folder)
    {
        var snippets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Repository.Files("*.cs", folder))
        {
            foreach (var (name, text) in Parse(file, File.ReadAllLines(Repository.PathOf(file))))
            {
                if (!snippets.TryAdd(name, text))
                {
                    throw new FormatException($"{file}: another file has a snippet named {name} too.");
                }
            }
        }

        return snippets;
    }

    public static IReadOnlyDictionary<string, string> Parse(string file, IReadOnlyList<string> lines)
    {
        var snippets = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var start = RegionStart().Match(lines[i]);
            if (!start.Success)
            {
                continue;
            }

            var end = i + 1;
            while (end < lines.Count && lines[end].Trim() != "#endregion")
            {
                end++;
            }

            if (end == lines.Count)
            {
                throw new FormatException($"{file}:{i + 1}: the region is not closed.");
            }

            var name = start.Groups["name"].Value;
            var text = Normalize(lines.Skip(i + 1).Take(end - i - 1));
            snippets[name] = snippets.TryGetValue(name, out var before) ? $"{before}\n\n{text}" : text;
            i = end;
        }

        return snippets;
    }

    /// <summary>Takes away the common indentation, and blank lines at both ends.</summary>
    public static string Normalize(IEnumerable<string> lines)
    {
        var text = lines.Select(static line => line.TrimEnd()).ToList();
        var indent = text.Where(static line => line.Length > 0).Select(static line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', text.Select(line => line.Length > 0 ? line[indent..] : "")).Trim('\n');
    }

    [GeneratedRegex(@"\A\s*#region (?<name>snippet-\S+)\s*\z")]
    private static partial Regex RegionStart();
}
