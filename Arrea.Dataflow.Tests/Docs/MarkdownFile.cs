using System.Text;
using System.Text.RegularExpressions;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>A fenced block of a Markdown file.</summary>
internal sealed record CodeBlock(string File, int Line, string Language, IReadOnlyList<string> Lines)
{
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>A link of a Markdown file.</summary>
internal sealed record MarkdownLink(string File, int Line, string Target);

/// <summary>The parts of a Markdown file that tests look at.</summary>
internal sealed partial class MarkdownFile
{
    private readonly List<CodeBlock> _blocks = [];
    private readonly List<MarkdownLink> _links = [];
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);

    private MarkdownFile(string path) => Path = path;

    /// <summary>Relative to the root of the repository.</summary>
    public string Path { get; }

    /// <summary>Whether it goes into a package, without the files around it.</summary>
    public bool IsOfPackage => Path is "Arrea.Dataflow/README.md" or "Arrea.Dataflow.Polly/README.md";

    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    public IReadOnlyList<MarkdownLink> Links => _links;

    public IReadOnlySet<string> Anchors => _anchors;

    public static IReadOnlyList<MarkdownFile> All() => [.. Repository.Files("*.md").Select(Read)];

    /// <summary>The files that readers are sent to.</summary>
    public static IEnumerable<MarkdownFile> Documents()
        => All().Where(static file => file.Path is "README.md" or "CONTRIBUTING.md" || file.IsOfPackage || file.Path.StartsWith("docs/", StringComparison.Ordinal));

    public static MarkdownFile Read(string path) => Parse(path, File.ReadAllLines(Repository.PathOf(path)));

    public static MarkdownFile Parse(string path, IReadOnlyList<string> lines)
    {
        var file = new MarkdownFile(path);
        for (var i = 0; i < lines.Count; i++)
        {
            var fence = Fence().Match(lines[i]);
            if (fence.Success)
            {
                i = file.AddBlock(lines, i, fence);
            }
            else
            {
                file.AddLine(lines[i], i + 1);
            }
        }

        return file;
    }

    /// <summary>The anchor that code hosts derive from a heading.</summary>
    public static string Slug(string heading)
    {
        var slug = new StringBuilder();
        foreach (var letter in LinkText().Replace(heading, "$1").Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
            {
                slug.Append(letter);
            }
            else if (letter == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }

    private int AddBlock(IReadOnlyList<string> lines, int start, Match fence)
    {
        var indent = fence.Groups["indent"].Length;
        var body = new List<string>();
        for (var i = start + 1; i < lines.Count; i++)
        {
            if (lines[i].Trim() == fence.Groups["ticks"].Value)
            {
                _blocks.Add(new CodeBlock(Path, start + 1, fence.Groups["language"].Value, body));
                return i;
            }

            body.Add(lines[i].Length >= indent ? lines[i][indent..] : lines[i].TrimStart());
        }

        throw new FormatException($"{Path}:{start + 1}: the block is not closed.");
    }

    private void AddLine(string line, int number)
    {
        var heading = Heading().Match(line);
        if (heading.Success)
        {
            var slug = Slug(heading.Groups["text"].Value);
            var anchor = slug;
            for (var again = 1; !_anchors.Add(anchor); again++)
            {
                anchor = $"{slug}-{again}";
            }
        }

        var text = InlineCode().Replace(line, "");
        foreach (var link in Link().Matches(text).Concat(LinkDefinition().Matches(text)))
        {
            _links.Add(new MarkdownLink(Path, number, link.Groups["target"].Value));
        }
    }

    [GeneratedRegex(@"\A(?<indent> *)(?<ticks>```+)(?<language>[\w-]*)\s*\z")]
    private static partial Regex Fence();

    [GeneratedRegex(@"\A#{1,6} +(?<text>.+?)\s*#*\z")]
    private static partial Regex Heading();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\A\[[^\]]+\]:\s+(?<target>\S+)")]
    private static partial Regex LinkDefinition();
}
